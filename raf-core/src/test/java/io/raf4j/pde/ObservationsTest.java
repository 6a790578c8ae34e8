package io.raf4j.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was measured, from arrays and from files. */
final class ObservationsTest {

  @TempDir Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("data.csv"), text);
  }

  @Test
  void aFileHasALineForEachPoint() throws IOException {
    Path file = file("t,x,u,v\n0,0.5,1e-3,-2\n 0.25 , 1,3,4.5\r\n1,0,5,6");
    Observations data = Observations.ofCsv(file, 2);
    assertThat(data.count()).isEqualTo(3);
    assertThat(data.dimension()).isEqualTo(2);
    assertThat(data.columns()).isEqualTo(2);
    assertThat(data.point(1)).containsExactly(0.25, 1);
    assertThat(data.coordinates()).containsExactly(0, 0.5, 0.25, 1, 1, 0);
    assertThat(data.measured()).containsExactly(1e-3, -2, 3, 4.5, 5, 6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x,u;0,1;0.5;1,2 | , line 3 is \"0.5\"; expected 2 numbers",
        "x,u;0,1,2 | , line 2 is \"0,1,2\"; expected 2 numbers",
        "x,u;0,1;1,2;2,three | , line 4 is \"2,three\"; expected 2 numbers",
        "x,u;0,1;;1,2 | , line 3 is \"\"; expected 2 numbers",
        "x,u;0, | , line 2 is \"0,\"; expected 2 numbers",
        "x,u | has no line after its header; expected points",
        "x;1;2 | has 1 columns in its first line; expected the names of 1 coordinates",
        "x,u;0,1;1,NaN | observation 2 has the measured number NaN; expected finite numbers",
        "x,u;Infinity,1 | observation 1 has the coordinate Infinity; expected finite numbers"
      })
  void aFileOfAnotherKindIsRefusedByItsLine(String lines, String message) throws IOException {
    Path file = file(lines.replace(';', '\n'));
    assertThatThrownBy(() -> Observations.ofCsv(file, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void anEmptyFileAndNoFileAreTold() throws IOException {
    Path file = file("");
    assertThatThrownBy(() -> Observations.ofCsv(file, 1))
        .hasMessageStartingWith(file + " has 0 columns in its first line");
    assertThatThrownBy(() -> Observations.ofCsv(folder.resolve("none.csv"), 1))
        .isInstanceOf(IOException.class);
  }

  @Test
  void numbersThatMakeNoPointsAreRefused() {
    assertThatThrownBy(() -> new Observations(2, new double[0], 1, new double[0]))
        .hasMessageEndingWith("expected one point or more");
    assertThatThrownBy(() -> new Observations(2, new double[3], 1, new double[1]))
        .hasMessage(
            "observations have 3 coordinates in dimension 2 and 1 measured numbers; expected 1 for"
                + " each point");
    assertThatThrownBy(() -> new Observations(2, new double[4], 3, new double[4]))
        .hasMessageEndingWith("4 measured numbers; expected 3 for each point");
    assertThatThrownBy(() -> new Observations(1, new double[1], 0, new double[0]))
        .hasMessageContaining("0 columns");
  }
}
