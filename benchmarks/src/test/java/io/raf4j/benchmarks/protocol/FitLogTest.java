package io.raf4j.benchmarks.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.benchmarks.protocol.Protocol.Rival;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FitLogTest {

  private static final Map<String, ?> CONDITIONS = Map.of("protocol", "kodak");

  @TempDir private Path folder;

  static Fit fit(String subject, int size, Rival rival, double quality) {
    return new Fit(
        new Attempt(subject, size, rival),
        320_131,
        1_179_648,
        120.5,
        140.25,
        quality,
        List.of(new Fit.Point(10, quality - 5), new Fit.Point(120.5, quality)));
  }

  @Test
  void fitsAreReadAsTheyWereWritten() throws IOException {
    Fit first = fit("kodim01", 340_000, Rival.RAF4J, 31.25);
    Fit second = fit("kodim01", 340_000, Rival.SIREN, 1 / 3d);
    FitLog log = FitLog.open(folder, CONDITIONS);
    log.add(first);
    log.add(second);

    FitLog again = FitLog.open(folder, CONDITIONS);
    assertThat(again.fits()).containsExactly(first, second);
    assertThat(again.has(first.attempt())).isTrue();
    assertThat(again.has(new Attempt("kodim02", 340_000, Rival.RAF4J))).isFalse();
    assertThat(first.bitsPerValue()).isEqualTo(32 * 320_131 / 1_179_648d);
  }

  @Test
  void lineThatWasCutOffDoesNotCountAndIsOverwritten() throws IOException {
    Fit whole = fit("kodim01", 0, Rival.RAF4J, 30);
    Fit next = fit("kodim02", 0, Rival.RAF4J, 31);
    FitLog.open(folder, CONDITIONS).add(whole);
    Path file = folder.resolve(FitLog.NAME);
    Files.writeString(file, next.line().substring(0, 40), StandardOpenOption.APPEND);

    FitLog log = FitLog.open(folder, CONDITIONS);
    assertThat(log.fits()).containsExactly(whole);
    log.add(next);
    assertThat(FitLog.open(folder, CONDITIONS).fits()).containsExactly(whole, next);
  }

  @Test
  void logThatWasCutOffInItsFirstLineBeginsAnew() throws IOException {
    Fit fit = fit("kodim01", 0, Rival.RAF4J, 30);
    for (String left : new String[] {"", "{\"proto"}) {
      Files.writeString(folder.resolve(FitLog.NAME), left);
      FitLog.open(folder, CONDITIONS).add(fit);
      assertThat(FitLog.open(folder, CONDITIONS).fits()).containsExactly(fit);
    }
  }

  @Test
  void otherConditionsAreRefusedAndNothingIsLost() throws IOException {
    Fit fit = fit("kodim01", 0, Rival.RAF4J, 30);
    FitLog.open(folder, CONDITIONS).add(fit);

    assertThatThrownBy(() -> FitLog.open(folder, Map.of("protocol", "film")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("other conditions", "kodak", "film", "another folder");
    assertThat(FitLog.open(folder, CONDITIONS).fits()).containsExactly(fit);
  }
}
