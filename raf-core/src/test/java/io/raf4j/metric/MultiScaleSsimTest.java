package io.raf4j.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks {@link MultiScaleSsim} against its definition and on cases with a known value. */
class MultiScaleSsimTest {

  private static final int SIDE = MultiScaleSsim.LEAST_SIDE;

  /** Waves of many lengths, of which each scale has some. */
  private static float[] waves(int height, int width, int channels) {
    float[] x = new float[height * width * channels];
    for (int i = 0; i < x.length; i++) {
      int row = i / channels / width;
      int column = i / channels % width;
      double sum = 0;
      for (int length = 3; length < 100; length *= 2) {
        sum += Math.sin(row * 6.0 / length + i % channels) * Math.cos(column * 5.0 / length);
      }
      x[i] = (float) (0.5 + sum / 14);
    }
    return x;
  }

  private static float[] noisy(float[] x, double amplitude, long seed) {
    Random random = new Random(seed);
    float[] y = new float[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) (x[i] + amplitude * (random.nextDouble() - 0.5));
    }
    return y;
  }

  /** The definition: window by window, each pixel of it by its own weight, in two passes. */
  private static double byDefinition(
      float[] x, float[] y, int height, int width, int channels, double range) {
    double sum = 0;
    for (int channel = 0; channel < channels; channel++) {
      double[][] a = plane(x, height, width, channels, channel);
      double[][] b = plane(y, height, width, channels, channel);
      double product = 1;
      double[] exponents = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};
      for (int scale = 0; scale < 5; scale++) {
        double mean = mean(a, b, range, scale == 4);
        product *= Math.pow(Math.max(mean, 0), exponents[scale]);
        a = halved(a);
        b = halved(b);
      }
      sum += product;
    }
    return sum / channels;
  }

  private static double[][] plane(float[] x, int height, int width, int channels, int channel) {
    double[][] plane = new double[height][width];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        plane[row][column] = x[(row * width + column) * channels + channel];
      }
    }
    return plane;
  }

  private static double[][] halved(double[][] plane) {
    double[][] half = new double[plane.length / 2][plane[0].length / 2];
    for (int row = 0; row < half.length; row++) {
      for (int column = 0; column < half[0].length; column++) {
        for (int i = 0; i < 4; i++) {
          half[row][column] += plane[2 * row + i / 2][2 * column + i % 2] / 4;
        }
      }
    }
    return half;
  }

  private static double mean(double[][] a, double[][] b, double range, boolean withLuminance) {
    double sum = 0;
    int windows = 0;
    for (int row = 0; row + 11 <= a.length; row++) {
      for (int column = 0; column + 11 <= a[0].length; column++) {
        sum += window(a, b, row, column, range, withLuminance);
        windows++;
      }
    }
    return sum / windows;
  }

  private static double window(
      double[][] a, double[][] b, int row, int column, double range, boolean withLuminance) {
    double total = 0;
    double mx = 0;
    double my = 0;
    for (int i = 0; i < 121; i++) {
      total += weight(i);
      mx += weight(i) * a[row + i / 11][column + i % 11];
      my += weight(i) * b[row + i / 11][column + i % 11];
    }
    mx /= total;
    my /= total;
    double vx = 0;
    double vy = 0;
    double cxy = 0;
    for (int i = 0; i < 121; i++) {
      double dx = a[row + i / 11][column + i % 11] - mx;
      double dy = b[row + i / 11][column + i % 11] - my;
      vx += weight(i) * dx * dx / total;
      vy += weight(i) * dy * dy / total;
      cxy += weight(i) * dx * dy / total;
    }
    double c1 = 1e-4 * range * range;
    double c2 = 9e-4 * range * range;
    double luminance = (2 * mx * my + c1) / (mx * mx + my * my + c1);
    return (withLuminance ? luminance : 1) * (2 * cxy + c2) / (vx + vy + c2);
  }

  private static double weight(int i) {
    double down = i / 11 - 5;
    double across = i % 11 - 5;
    return Math.exp(-(down * down + across * across) / (2 * 1.5 * 1.5));
  }

  @ParameterizedTest
  @CsvSource({"176,176,1,0.2", "177,190,1,1", "183,176,3,0.6"})
  void passesAlongRowsAndColumnsAgreeWithTheDefinition(
      int height, int width, int channels, double noise) {
    float[] x = waves(height, width, channels);
    float[] y = noisy(x, noise, 1);
    double similarity = MultiScaleSsim.of(x, y, height, width, channels, 1);
    assertThat(similarity)
        .isCloseTo(byDefinition(x, y, height, width, channels, 1), within(1e-12))
        .isBetween(0.3, 0.99);
  }

  @Test
  void pictureIsEntirelySimilarToItself() {
    float[] x = waves(SIDE, SIDE, 3);
    assertThat(MultiScaleSsim.of(x, x, SIDE, SIDE, 3, 1)).isCloseTo(1, within(1e-14));
  }

  @Test
  void similarityIsSymmetricAndFallsWithNoise() {
    float[] x = waves(SIDE, SIDE, 1);
    float[] little = noisy(x, 0.1, 2);
    float[] much = noisy(x, 0.5, 2);
    double ofLittle = MultiScaleSsim.of(x, little, SIDE, SIDE, 1, 1);
    assertThat(ofLittle)
        .isCloseTo(MultiScaleSsim.of(little, x, SIDE, SIDE, 1, 1), within(1e-14))
        .isGreaterThan(MultiScaleSsim.of(x, much, SIDE, SIDE, 1, 1));
  }

  @Test
  void oppositeStructuresHaveNoSimilarity() {
    float[] x = waves(SIDE, SIDE, 1);
    float[] y = new float[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = 1 - x[i];
    }
    assertThat(MultiScaleSsim.of(x, y, SIDE, SIDE, 1, 1)).isZero();
  }

  /** The luminance of the last scale alone: (2 m n + C1) / (m^2 + n^2 + C1) to its power. */
  @Test
  void constantPicturesAreComparedByTheirMeansAtTheLastScale() {
    float[] x = new float[SIDE * SIDE];
    float[] y = new float[SIDE * SIDE];
    Arrays.fill(x, 0.5f);
    Arrays.fill(y, 0.25f);
    assertThat(MultiScaleSsim.of(x, y, SIDE, SIDE, 1, 1))
        .isCloseTo(Math.pow((0.25 + 1e-4) / (0.3125 + 1e-4), 0.1333), within(1e-12));
  }

  @Test
  void pictureWithoutAWindowAtTheLastScaleHasNoValue() {
    float[] x = waves(SIDE, SIDE - 1, 1);
    assertThat(MultiScaleSsim.of(x, x, SIDE, SIDE - 1, 1, 1)).isNaN();
    assertThat(MultiScaleSsim.of(x, x, SIDE - 1, SIDE, 1, 1)).isNaN();
  }

  @Test
  void wrongSizesAndRangesAreRefused() {
    float[] x = new float[6];
    assertThatThrownBy(() -> MultiScaleSsim.of(x, x, 2, 2, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("6 and 6 components; expected 4");
    assertThatThrownBy(() -> MultiScaleSsim.of(x, x, 2, 3, 0, 1))
        .hasMessageContaining("channels is 0");
    assertThatThrownBy(() -> MultiScaleSsim.of(x, x, 0, 3, 1, 1)).hasMessageContaining("0 x 3");
    assertThatThrownBy(() -> MultiScaleSsim.of(x, x, 2, 3, 1, 0)).hasMessageContaining("range");
  }
}
