package io.raf4j.benchmarks.yardstick;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {

  private static final String PROCESSOR = "Intel(R) \"X\", family 6";

  @TempDir private Path folder;
  private final Report kept = Samples.report(PROCESSOR, Samples.result(0.5, true));

  @Test
  void comesBackFromItsFile() throws IOException {
    Path file = folder.resolve("baseline.conf");
    Baseline baseline = Baseline.of(kept);
    baseline.write(file);

    assertThat(Baseline.read(file)).isEqualTo(baseline);
    assertThat(Files.readString(file)).contains("time-ratio", "never seconds");
  }

  @Test
  void sameSessionIsNoWorseAndABetterOneNeither() {
    for (double seconds : new double[] {0.5, 0.55, 0.1}) {
      Report now = Samples.report(PROCESSOR, Samples.result(seconds, true));
      Baseline.Verdict verdict = Baseline.of(kept).judge(now, 0.15);

      assertThat(verdict.worse()).as("%s", seconds).isEmpty();
      assertThat(verdict.notes()).isEmpty();
    }
  }

  @Test
  void slowerStepIsWorseInTimeAndInItsFractionOfTheLimit() {
    Report now = Samples.report(PROCESSOR, Samples.result(0.6, true));

    assertThat(Baseline.of(kept).judge(now, 0.15).worse())
        .hasSize(2)
        .anyMatch(line -> line.contains("image: time RAF4J / PyTorch is 0.300"))
        .anyMatch(line -> line.contains("fraction of the limit is 0.667"));
    assertThat(Baseline.of(kept).judge(now, 0.25).worse()).isEmpty();
  }

  @Test
  void whatCannotBeComparedIsSaid() {
    Report now = Samples.report("another", Samples.result(0.5, false));

    assertThat(Baseline.of(kept).judge(now, 0.15).notes())
        .anyMatch(note -> note.contains("another processor"))
        .anyMatch(note -> note.contains("time RAF4J / PyTorch was not measured"));
    Baseline empty = new Baseline(PROCESSOR, 2, java.util.Map.of());
    assertThat(empty.judge(kept, 0.15).notes()).containsExactly("image is not in the baseline");
  }

  @Test
  void fileThatIsNoneIsRefusedWithWhatToDo() throws IOException {
    Path wrong = Files.writeString(folder.resolve("wrong.conf"), "processor = x");

    assertThatThrownBy(() -> Baseline.read(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("wrong.conf")
        .hasMessageContaining("--save-baseline");
    assertThatThrownBy(() -> Baseline.read(folder.resolve("none.conf")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
