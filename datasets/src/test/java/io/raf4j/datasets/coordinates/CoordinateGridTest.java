package io.raf4j.datasets.coordinates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Checks numbers and coordinates of {@link CoordinateGrid}. */
class CoordinateGridTest {

  @Test
  void numbersCountRowByRowThroughTheFrames() {
    CoordinateGrid grid = new CoordinateGrid(2, 3, 4);
    long expected = 0;
    for (int t = 0; t < 2; t++) {
      for (int y = 0; y < 3; y++) {
        for (int x = 0; x < 4; x++) {
          long index = grid.index(t, y, x);
          assertThat(index).isEqualTo(expected++);
          assertThat(new int[] {grid.frame(index), grid.row(index), grid.column(index)})
              .containsExactly(t, y, x);
        }
      }
    }
    assertThat(grid.size()).isEqualTo(expected);
  }

  @Test
  void coordinatesRunFromMinusOneToOneInTheOrderOfTheAxes() {
    CoordinateGrid grid = new CoordinateGrid(2, 3, 5);
    float[] out = new float[9];
    grid.fill(new long[] {0, grid.index(1, 2, 4), grid.index(0, 1, 3)}, out);
    assertThat(out).containsExactly(-1, -1, -1, 1, 1, 1, -1, 0, 0.5f);
  }

  @Test
  void axisWithOneSampleLiesAtZero() {
    CoordinateGrid picture = new CoordinateGrid(1, 2, 1);
    float[] out = new float[6];
    picture.fill(new long[] {0, 1}, out);
    assertThat(out).containsExactly(0, -1, 0, 0, 1, 0);
  }

  @Test
  void coordinatesAreEvenlySpacedAndSymmetric() {
    for (int samples : new int[] {2, 3, 48, 250, 641}) {
      for (int i = 0; i < samples; i++) {
        float coordinate = CoordinateGrid.coordinate(i, samples);
        assertThat(coordinate).isEqualTo((float) (-1 + 2.0 * i / (samples - 1)));
        assertThat(coordinate + CoordinateGrid.coordinate(samples - 1 - i, samples)).isZero();
      }
    }
  }

  @Test
  void clipsOfMoreThanTwoBillionPixelsAreNumbered() {
    CoordinateGrid grid = new CoordinateGrid(100_000, 1080, 1920);
    long last = grid.size() - 1;
    assertThat(last).isEqualTo(207_359_999_999L);
    assertThat(grid.frame(last)).isEqualTo(99_999);
    assertThat(grid.row(last)).isEqualTo(1079);
    assertThat(grid.column(last)).isEqualTo(1919);
  }

  @Test
  void whatLiesBehindTheLastPixelIsLeftAlone() {
    float[] out = {7, 7, 7, 7};
    new CoordinateGrid(3, 3, 3).fill(new long[] {13}, out);
    assertThat(out).containsExactly(0, 0, 0, 7);
  }

  @Test
  void badArgumentsAreNamed() {
    CoordinateGrid grid = new CoordinateGrid(2, 3, 4);
    assertThatThrownBy(() -> new CoordinateGrid(2, 0, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("height is 0; expected 1 or more");
    assertThatThrownBy(() -> grid.index(2, 0, 0)).hasMessage("t is 2; expected 0 to 1");
    assertThatThrownBy(() -> grid.index(0, -1, 0)).hasMessage("y is -1; expected 0 to 2");
    assertThatThrownBy(() -> grid.frame(24)).hasMessage("index is 24; expected 0 to 23");
    assertThatThrownBy(() -> grid.fill(new long[] {0, 24}, new float[6]))
        .hasMessage("index is 24; expected 0 to 23");
    assertThatThrownBy(() -> grid.fill(new long[2], new float[5]))
        .hasMessage("out has 5 elements; expected 6");
    assertThatThrownBy(
            () -> new CoordinateGrid(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
