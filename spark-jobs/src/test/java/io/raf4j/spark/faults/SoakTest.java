package io.raf4j.spark.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as growth. */
class SoakTest {

  private static final long MEBIBYTE = 1 << 20;

  @ParameterizedTest
  @CsvSource({
    "40, 400, 200, true",
    "41, 400, 200, true",
    "42, 400, 200, false",
    "30, 400, 200, true",
    "40, 900, 200, true",
    "40, 1500, 200, false",
    "40, 400, 205, true",
    "40, 400, 207, false",
  })
  void heapTensorsAndThreadsMayGrowByThreeInAHundred(
      long heapMebibytes, long tensorKibibytes, int threads, boolean isSteady) {
    Soak soak =
        new Soak(
            10,
            List.of(
                new Soak.Look(5, state(40, 400, 200)),
                new Soak.Look(30, state(heapMebibytes, tensorKibibytes, threads))));
    assertThat(soak.isSteady()).isEqualTo(isSteady);
    assertThat(soak.figures()).containsEntry("steady", isSteady);
  }

  private static ProcessState state(long heapMebibytes, long tensorKibibytes, int threads) {
    return new ProcessState(
        heapMebibytes * MEBIBYTE,
        tensorKibibytes << 10,
        9000,
        90 * MEBIBYTE,
        30 * MEBIBYTE,
        threads,
        250,
        400 * MEBIBYTE);
  }
}
