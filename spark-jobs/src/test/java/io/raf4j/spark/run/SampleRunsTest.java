package io.raf4j.spark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.datasets.coordinates.CoordinateGrid;
import io.raf4j.spark.conf.SettingsException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleRunsTest {

  @ParameterizedTest
  @CsvSource({"5, 64", "7, 33", "9, 16", "40, 5", "30, 1"})
  void anEpochSeesEverySample(int lines, int line) {
    SampleRuns runs = SampleRuns.of(CoordinateGrid.of(1, lines, line), 3);
    int batch = runs.length();
    Set<Long> seen = new HashSet<>();
    for (long number = 0; number < runs.count(); number++) {
      for (long sample : runs.samples(number, batch)) {
        seen.add(sample);
      }
    }
    assertThat(seen).hasSize(lines * line);
    assertThat(seen).allMatch(sample -> sample >= 0 && sample < (long) lines * line);
  }

  @Test
  void aRunIsNeighboursOfOneLine() {
    SampleRuns runs = SampleRuns.of(CoordinateGrid.of(1, 6, 50), 3);
    for (long run = 0; run < runs.count(); run++) {
      long first = runs.first(run);
      assertThat(first / 50).isEqualTo((first + SampleRuns.RUN - 1) / 50);
    }
  }

  @Test
  void epochsHaveOrdersOfTheirOwnAndTheSeedDecidesThem() {
    SampleRuns runs = SampleRuns.of(CoordinateGrid.of(1, 8, 64), 3);
    int epoch = (int) runs.count() * 16;
    long[] first = runs.samples(0, epoch);
    assertThat(runs.samples(0, epoch)).isEqualTo(first);
    assertThat(runs.samples(1, epoch)).isNotEqualTo(first).containsExactlyInAnyOrder(first);
    assertThat(SampleRuns.of(CoordinateGrid.of(1, 8, 64), 4).samples(0, epoch)).isNotEqualTo(first);
  }

  @Test
  void partsOfRunsAreRefused() {
    assertThatThrownBy(() -> SampleRuns.requireRuns(100))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("--batch is 100; expected a multiple of 16");
  }
}
