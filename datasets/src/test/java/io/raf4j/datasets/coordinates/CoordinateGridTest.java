package io.raf4j.datasets.coordinates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Checks numbers and coordinates of {@link CoordinateGrid}. */
class CoordinateGridTest {

  @Test
  void numbersCountRowByRowThroughTheFrames() {
    CoordinateGrid grid = CoordinateGrid.of(1, 2, 3, 4);
    long expected = 0;
    for (int t = 0; t < 2; t++) {
      for (int y = 0; y < 3; y++) {
        for (int x = 0; x < 4; x++) {
          assertThat(grid.index(t, y, x)).isEqualTo(expected++);
        }
      }
    }
    assertThat(grid.size()).isEqualTo(expected);
    assertThat(grid.axes()).isEqualTo(3);
    assertThat(grid.extents()).containsExactly(2, 3, 4);
  }

  @Test
  void coordinatesRunFromMinusOneToOneInTheOrderOfTheAxes() {
    CoordinateGrid grid = CoordinateGrid.of(1, 2, 3, 5);
    float[] out = new float[9];
    grid.fill(new long[] {0, grid.index(1, 2, 4), grid.index(0, 1, 3)}, out);
    assertThat(out).containsExactly(-1, -1, -1, 1, 1, 1, -1, 0, 0.5f);
  }

  @Test
  void soundsHaveOneAxisWithABoundOfItsOwn() {
    CoordinateGrid grid = CoordinateGrid.of(100, 5);
    float[] out = new float[5];
    grid.fill(new long[] {0, 1, 2, 3, 4}, out);
    assertThat(out).containsExactly(-100, -50, 0, 50, 100);
    assertThat(grid.spacing(0)).isEqualTo(50);
  }

  @Test
  void axesBeyondThreeAreNumberedToo() {
    CoordinateGrid grid = CoordinateGrid.of(2, 3, 1, 2, 4, 5);
    float[] out = new float[5];
    grid.fill(new long[] {grid.index(2, 0, 0, 3, 2)}, out);
    assertThat(out).containsExactly(2, 0, -2, 2, 0);
  }

  @Test
  void samplesThatFollowOneAnotherHaveTheSameCoordinates() {
    for (CoordinateGrid grid :
        List.of(
            CoordinateGrid.of(100, 7),
            CoordinateGrid.of(1, 4, 1, 3, 5),
            CoordinateGrid.of(1, 4, 2).withPositions(0, 7, 40, 107, 207))) {
      int size = (int) grid.size();
      for (int first = 0; first < size; first++) {
        for (int count = 0; count <= size - first; count++) {
          float[] expected = new float[grid.axes() * count + 1];
          float[] found = new float[expected.length];
          grid.fill(LongStream.range(first, first + count).toArray(), expected);
          grid.fill(first, count, found);
          assertThat(found).isEqualTo(expected);
        }
      }
      assertThatThrownBy(() -> grid.fill(1, size, new float[300]))
          .hasMessage("index is " + size + "; expected 0 to " + (size - 1));
      assertThatThrownBy(() -> grid.fill(-1, 1, new float[5])).hasMessageContaining("is -1");
      assertThatThrownBy(() -> grid.fill(0, 2, new float[grid.axes()]))
          .hasMessageContaining("expected " + 2 * grid.axes());
    }
  }

  @Test
  void axisWithOneSampleLiesAtZero() {
    CoordinateGrid picture = CoordinateGrid.of(1, 1, 2, 1);
    float[] out = new float[6];
    picture.fill(new long[] {0, 1}, out);
    assertThat(out).containsExactly(0, -1, 0, 0, 1, 0);
  }

  @Test
  void coordinatesAreEvenlySpacedAndSymmetric() {
    for (int samples : new int[] {2, 3, 48, 250, 641}) {
      CoordinateGrid grid = CoordinateGrid.of(1, 7, samples);
      for (int i = 0; i < samples; i++) {
        float coordinate = grid.coordinate(1, i);
        assertThat(coordinate).isEqualTo((float) (-1 + 2.0 * i / (samples - 1)));
        assertThat(coordinate + grid.coordinate(1, samples - 1 - i)).isZero();
      }
    }
  }

  @Test
  void unevenAxisRunsFromMinusOneToOneInProportion() {
    CoordinateGrid grid = CoordinateGrid.of(1, 4, 2).withPositions(0, 7, 40, 107, 207);
    float[] out = new float[8];
    grid.fill(new long[] {0, 2, 4, 6}, out);
    assertThat(out).containsExactly(-1, -1, (float) (66 / 200d - 1), -1, 0, -1, 1, -1);
    assertThat(grid.coordinate(1, 1)).isEqualTo(1);
    assertThat(grid).isNotEqualTo(CoordinateGrid.of(1, 4, 2));
    assertThat(grid)
        .isEqualTo(CoordinateGrid.of(1, 4, 2).withPositions(0, 0, 33, 100, 200))
        .hasSameHashCodeAs(CoordinateGrid.of(1, 4, 2).withPositions(0, 0, 33, 100, 200));
  }

  @Test
  void evenPositionsGiveTheBitsOfTheEvenAxis() {
    for (int extent : new int[] {1, 2, 3, 16, 97, 250}) {
      for (int step : new int[] {1, 40, 512, 1001}) {
        double[] positions = IntStream.range(0, extent).mapToDouble(i -> 9 + i * step).toArray();
        CoordinateGrid even = CoordinateGrid.of(1, extent);
        CoordinateGrid placed = even.withPositions(0, positions);
        for (int i = 0; i < extent; i++) {
          assertThat(placed.coordinate(0, i)).isEqualTo(even.coordinate(0, i));
        }
      }
    }
  }

  @Test
  void positionsThatDoNotIncreaseAreNamed() {
    CoordinateGrid grid = CoordinateGrid.of(1, 3);
    assertThatThrownBy(() -> grid.withPositions(0, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("positions has 2 elements; expected 3");
    assertThatThrownBy(() -> grid.withPositions(0, 0, 2, 2)).hasMessageContaining("position 2");
    assertThatThrownBy(() -> grid.withPositions(0, 0, Double.NaN, 2))
        .hasMessageContaining("position 1 is NaN");
  }

  @Test
  void clipsOfMoreThanTwoBillionPixelsAreNumbered() {
    CoordinateGrid grid = CoordinateGrid.of(1, 100_000, 1080, 1920);
    long last = grid.size() - 1;
    assertThat(last).isEqualTo(207_359_999_999L);
    float[] out = new float[3];
    grid.fill(new long[] {last}, out);
    assertThat(out).containsExactly(1, 1, 1);
    assertThat(grid.index(99_999, 1079, 1919)).isEqualTo(last);
  }

  @Test
  void whatLiesBehindTheLastPixelIsLeftAlone() {
    float[] out = {7, 7, 7, 7};
    CoordinateGrid.of(1, 3, 3, 3).fill(new long[] {13}, out);
    assertThat(out).containsExactly(0, 0, 0, 7);
  }

  @Test
  void gridsOfOneShapeAndBoundAreEqual() {
    assertThat(CoordinateGrid.of(1, 2, 3)).isEqualTo(CoordinateGrid.of(1, 2, 3));
    assertThat(CoordinateGrid.of(1, 2, 3)).hasSameHashCodeAs(CoordinateGrid.of(1, 2, 3));
    assertThat(CoordinateGrid.of(1, 2, 3)).isNotEqualTo(CoordinateGrid.of(2, 2, 3));
    assertThat(CoordinateGrid.of(1, 2, 3)).isNotEqualTo(CoordinateGrid.of(1, 3, 2));
    assertThat(CoordinateGrid.of(1, 2, 3)).hasToString("2 x 3 in [-1.0, 1.0]");
  }

  @Test
  void badArgumentsAreNamed() {
    CoordinateGrid grid = CoordinateGrid.of(1, 2, 3, 4);
    assertThatThrownBy(() -> CoordinateGrid.of(1, 2, 0, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("extents is [2, 0, 4]; expected 1 or more samples on each axis");
    assertThatThrownBy(() -> CoordinateGrid.of(1))
        .hasMessage("extents is empty; expected at least one axis");
    assertThatThrownBy(() -> CoordinateGrid.of(0, 2))
        .hasMessage("bound is 0.0; expected a positive finite number");
    assertThatThrownBy(() -> grid.index(2, 0, 0))
        .hasMessage("index along axis 0 is 2; expected 0 to 1");
    assertThatThrownBy(() -> grid.index(0, 0)).hasMessage("position has 2 indices; expected 3");
    assertThatThrownBy(() -> grid.fill(new long[] {0, 24}, new float[6]))
        .hasMessage("index is 24; expected 0 to 23");
    assertThatThrownBy(() -> grid.fill(new long[2], new float[5]))
        .hasMessage("out has 5 elements; expected 6");
    int most = Integer.MAX_VALUE;
    assertThatThrownBy(() -> CoordinateGrid.of(1, most, most, most))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
