package io.raf4j.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GridEncodingTest {

  private static GridEncoding of(List<Integer> coarsest, List<Integer> finest, int levels, int k) {
    return new GridEncoding(coarsest, finest, levels, 2, k, Interpolation.LINEAR);
  }

  @Test
  void cellsGrowByOneFactorAlongEachAxis() {
    List<GridLevel> grids = of(List.of(4, 8), List.of(64, 512), 4, 20).grids();
    assertThat(grids.stream().map(GridLevel::cells))
        .containsExactly(List.of(4, 8), List.of(10, 32), List.of(25, 128), List.of(64, 512));
  }

  @Test
  void gridsThatFitAreDenseAndTheOthersHashed() {
    List<GridLevel> grids = of(List.of(4, 8), List.of(64, 512), 4, 12).grids();
    assertThat(grids.stream().map(GridLevel::dense)).containsExactly(true, true, true, false);
    assertThat(grids.get(2).entries()).isEqualTo(26 * 129);
    assertThat(grids.get(3).entries()).isEqualTo(1 << 12);
    assertThat(grids.get(3).vertices()).isEqualTo(65 * 513);
  }

  @Test
  void linesOfADenseGridFollowOneAnother() {
    GridLevel level = of(List.of(3, 5, 7), List.of(3, 5, 7), 1, 10).grids().get(0);
    assertThat(level.lineStarts().of(new int[] {0, 0, 0})).isZero();
    assertThat(level.lineStarts().of(new int[] {0, 1, 0})).isEqualTo(8);
    assertThat(level.lineStarts().of(new int[] {1, 0, 0})).isEqualTo(48);
    assertThat(level.lineStarts().of(new int[] {3, 5, 0})).isEqualTo(4 * 6 * 8 - 8);
  }

  @Test
  void hashedLinesStayWithinTheTableAndSpreadOverIt() {
    GridLevel level = of(List.of(500, 500, 60), List.of(500, 500, 60), 1, 12).grids().get(0);
    long[] quarters = new long[4];
    for (int t = 0; t < 100; t++) {
      for (int y = 0; y < 100; y++) {
        int start = level.lineStarts().of(new int[] {t, y, 0});
        assertThat(start).isBetween(0, (1 << 12) - 61);
        quarters[start * 4 / (1 << 12)]++;
      }
    }
    for (long count : quarters) {
      assertThat(count).isBetween(2200L, 2800L);
    }
  }

  @Test
  void allTablesTogetherAreTheParameters() {
    GridEncoding encoding = of(List.of(4, 8), List.of(64, 512), 4, 12);
    long needed = encoding.grids().stream().mapToLong(level -> 2 * level.entries()).sum();
    assertThat(encoding.parameters()).isBetween(needed, needed + 4 * 48);
    assertThat(encoding.width()).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | 8 | 4 | 12 | coarsest cells of axis 0 0; expected 1
          9 | 8 | 4 | 12 | finest cells of axis 0 8; expected 9
          4 | 8 | 0 | 12 | levels 0; expected 1 to 32
          4 | 8 | 4 | 3 | log2 of the entries 3; expected 4 to 26
          4 | 9000 | 2 | 12 | 9,001 vertices along its last axis and a table of 4,096
          """)
  void sizesThatCannotBeAreRefused(int coarse, int fine, int levels, int k, String message) {
    assertThatThrownBy(() -> of(List.of(coarse), List.of(fine), levels, k))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void tablesBeyondOneBufferAreRefused() {
    assertThatThrownBy(
            () ->
                new GridEncoding(
                    List.of(1000, 1000),
                    List.of(100_000, 100_000),
                    16,
                    8,
                    26,
                    Interpolation.LINEAR))
        .hasMessageContaining("numbers; expected at most 536,870,911");
  }

  @ParameterizedTest
  @CsvSource({"LINEAR,0.3", "SMOOTH,0.3", "SMOOTH,0.85"})
  void weightsHaveTheDerivativesThatTheySay(Interpolation interpolation, double t) {
    assertThat((double) interpolation.weight((float) t))
        .isCloseTo(interpolation.derivative(0, t), within(1e-6));
    double h = 1e-5;
    for (int order = 0; order < 3; order++) {
      double difference =
          (interpolation.derivative(order, t + h) - interpolation.derivative(order, t - h))
              / (2 * h);
      assertThat(interpolation.derivative(order + 1, t)).isCloseTo(difference, within(1e-6));
    }
  }

  @Test
  void smoothWeightsHaveNoSlopeAndNoCurvatureAtVertices() {
    for (double t : new double[] {0, 1}) {
      assertThat(Interpolation.SMOOTH.derivative(0, t)).isEqualTo(t);
      assertThat(Interpolation.SMOOTH.derivative(1, t)).isZero();
      assertThat(Interpolation.SMOOTH.derivative(2, t)).isZero();
    }
  }
}
