package io.raf4j.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks {@link Ssim} against its definition and on cases with a known value. */
class SsimTest {

  private static float[] random(int length, long seed, float scale) {
    Random random = new Random(seed);
    float[] x = new float[length];
    for (int i = 0; i < length; i++) {
      x[i] = random.nextFloat() * scale;
    }
    return x;
  }

  private static float[] mixed(float[] x, float[] noise) {
    float[] y = new float[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = 0.8f * x[i] + 0.2f * noise[i];
    }
    return y;
  }

  /** The definition, window by window, in two passes each. */
  private static double byDefinition(
      float[] x, float[] y, int height, int width, int channels, double range) {
    double sum = 0;
    int windows = 0;
    for (int channel = 0; channel < channels; channel++) {
      for (int row = 0; row + 7 <= height; row++) {
        for (int column = 0; column + 7 <= width; column++) {
          sum += window(x, y, (row * width + column) * channels + channel, width, channels, range);
          windows++;
        }
      }
    }
    return sum / windows;
  }

  private static double window(
      float[] x, float[] y, int start, int width, int channels, double range) {
    double mx = 0;
    double my = 0;
    for (int i = 0; i < 49; i++) {
      int at = start + (i / 7 * width + i % 7) * channels;
      mx += x[at] / 49.0;
      my += y[at] / 49.0;
    }
    double vx = 0;
    double vy = 0;
    double cxy = 0;
    for (int i = 0; i < 49; i++) {
      int at = start + (i / 7 * width + i % 7) * channels;
      vx += (x[at] - mx) * (x[at] - mx) / 48;
      vy += (y[at] - my) * (y[at] - my) / 48;
      cxy += (x[at] - mx) * (y[at] - my) / 48;
    }
    double c1 = 1e-4 * range * range;
    double c2 = 9e-4 * range * range;
    return (2 * mx * my + c1) * (2 * cxy + c2) / ((mx * mx + my * my + c1) * (vx + vy + c2));
  }

  @ParameterizedTest
  @CsvSource({"7,7,1", "7,8,3", "8,7,2", "13,31,1", "64,48,3"})
  void runningSumsAgreeWithTheDefinition(int height, int width, int channels) {
    float[] x = random(height * width * channels, 1, 1);
    float[] y = mixed(x, random(x.length, 2, 1));
    assertThat(Ssim.of(x, y, height, width, channels, 1))
        .isCloseTo(byDefinition(x, y, height, width, channels, 1), within(1e-12));
  }

  @Test
  void runningSumsStayExactOverTallPicturesOfLargeComponents() {
    float[] x = random(3000 * 8, 3, 255);
    float[] y = mixed(x, random(x.length, 4, 255));
    assertThat(Ssim.of(x, y, 3000, 8, 1, 255))
        .isCloseTo(byDefinition(x, y, 3000, 8, 1, 255), within(1e-11));
  }

  @Test
  void pictureIsEntirelySimilarToItself() {
    float[] x = random(20 * 30 * 3, 5, 1);
    assertThat(Ssim.of(x, x, 20, 30, 3, 1)).isEqualTo(1);
  }

  @Test
  void similarityIsSymmetricAndAtMostOne() {
    float[] x = random(400, 6, 1);
    float[] y = random(400, 7, 1);
    assertThat(Ssim.of(x, y, 20, 20, 1, 1))
        .isCloseTo(Ssim.of(y, x, 20, 20, 1, 1), within(1e-14))
        .isLessThan(0.5);
  }

  @Test
  void similarityDoesNotChangeWhenComponentsAndRangeScaleTogether() {
    float[] x = random(400, 8, 1);
    float[] y = mixed(x, random(400, 9, 1));
    float[] x4 = x.clone();
    float[] y4 = y.clone();
    for (int i = 0; i < 400; i++) {
      x4[i] *= 4;
      y4[i] *= 4;
    }
    assertThat(Ssim.of(x4, y4, 20, 20, 1, 4)).isCloseTo(Ssim.of(x, y, 20, 20, 1, 1), within(1e-12));
  }

  @Test
  void constantPicturesAreComparedByTheirMeansAlone() {
    float[] x = new float[100];
    float[] y = new float[100];
    Arrays.fill(x, 0.5f);
    Arrays.fill(y, 0.25f);
    double expected = (2 * 0.125 + 1e-4) / (0.25 + 0.0625 + 1e-4);
    assertThat(Ssim.of(x, y, 10, 10, 1, 1)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void oneBrightPixelInOneWindowHasTheHandComputedValue() {
    float[] x = new float[49];
    x[24] = 1;
    // Mean 1/49, variance (1 - 1/49)/48 = 1/49, against a black picture.
    double mean = 1 / 49.0;
    double expected = 1e-4 * 9e-4 / ((mean * mean + 1e-4) * (mean + 9e-4));
    assertThat(Ssim.of(x, new float[49], 7, 7, 1, 1)).isCloseTo(expected, within(1e-14));
  }

  @Test
  void channelsAreAveraged() {
    float[] grey = random(100, 10, 1);
    float[] other = random(100, 11, 1);
    float[] x = new float[200];
    float[] y = new float[200];
    for (int i = 0; i < 100; i++) {
      x[2 * i] = grey[i];
      x[2 * i + 1] = grey[i];
      y[2 * i] = grey[i];
      y[2 * i + 1] = other[i];
    }
    double expected = (1 + Ssim.of(grey, other, 10, 10, 1, 1)) / 2;
    assertThat(Ssim.of(x, y, 10, 10, 2, 1)).isCloseTo(expected, within(1e-13));
  }

  @Test
  void picturesSmallerThanAWindowAreRefused() {
    assertThatThrownBy(() -> Ssim.of(new float[60], new float[60], 6, 10, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("picture is 6 x 10; expected at least 7 x 7");
  }

  @Test
  void badArgumentsAreNamed() {
    assertThatThrownBy(() -> Ssim.of(new float[49], new float[48], 7, 7, 1, 1))
        .hasMessage("x and y have 49 and 48 components; expected 49");
    assertThatThrownBy(() -> Ssim.of(new float[49], new float[49], 7, 7, 0, 1))
        .hasMessage("channels is 0; expected 1 or more");
    assertThatThrownBy(() -> Ssim.of(new float[49], new float[49], 7, 7, 1, -1))
        .hasMessage("range is -1.0; expected a positive finite number");
  }
}
