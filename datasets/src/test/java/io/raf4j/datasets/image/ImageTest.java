package io.raf4j.datasets.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.datasets.coordinates.CoordinateGrid;
import io.raf4j.datasets.signal.Signal;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks what is done with pictures in memory. */
class ImageTest {

  private static Image ramp(int height, int width, int channels, double perRow, double perColumn) {
    float[] values = new float[height * width * channels];
    for (int i = 0; i < values.length; i++) {
      int pixel = i / channels;
      values[i] =
          (float)
              (0.1 * (i % channels)
                  + perRow * ((pixel / width + 0.5) / height)
                  + perColumn * ((pixel % width + 0.5) / width));
    }
    return new Image(height, width, channels, 16, values);
  }

  @Test
  void signalRunsFromMinusOneToOneAndBack() {
    Image image = new Image(1, 3, 1, 8, new float[] {0, 0.25f, 1});
    Signal signal = image.signal();
    assertThat(signal.grid()).isEqualTo(CoordinateGrid.of(1, 1, 3));
    assertThat(signal.values()).containsExactly(-1, -0.5f, 1);
    assertThat(Image.of(signal, 8).values()).containsExactly(0, 0.25f, 1);
    Signal beyond = new Signal(CoordinateGrid.of(1, 1, 2), 1, new float[] {-1.5f, 3});
    assertThat(Image.of(beyond, 16).values()).containsExactly(0, 1);
  }

  @Test
  void greyIsTheLumaOfRec709() {
    Image colours = new Image(1, 4, 3, 8, new float[] {1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1});
    float[] grey = colours.grey().values();
    assertThat(grey).containsExactly(new float[] {0.2125f, 0.7154f, 0.0721f, 1}, within(1e-7f));
    assertThat(colours.grey().channels()).isEqualTo(1);
    Image once = colours.grey();
    assertThat(once.grey()).isSameAs(once);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 9", "7, 13", "13, 7", "40, 3", "3, 40", "64, 64"})
  void constantsRemainConstant(int height, int width) {
    for (int channels : new int[] {1, 3}) {
      float[] values = new float[7 * 13 * channels];
      Arrays.fill(values, 0.3f);
      Image resized = new Image(7, 13, channels, 8, values).resized(height, width);
      assertThat(resized.height()).isEqualTo(height);
      assertThat(resized.width()).isEqualTo(width);
      for (float value : resized.values()) {
        assertThat(value).isCloseTo(0.3f, within(1e-7f));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"8, 4", "3, 1", "1, 15", "12, 60", "24, 30"})
  void rampsAveragedByWholeFactorsRemainRamps(int height, int width) {
    Image resized = ramp(24, 60, 3, 0.3, 0.5).resized(height, width);
    float[] expected = ramp(height, width, 3, 0.3, 0.5).values();
    assertThat(resized.values()).containsExactly(expected, within(2e-7f));
  }

  @Test
  void rampsInterpolatedRemainRampsBetweenTheOutermostCentres() {
    Image resized = ramp(6, 10, 1, 0.3, 0.5).resized(18, 40);
    float[] expected = ramp(18, 40, 1, 0.3, 0.5).values();
    for (int y = 2; y < 16; y++) {
      for (int x = 2; x < 38; x++) {
        assertThat(resized.values()[y * 40 + x]).isCloseTo(expected[y * 40 + x], within(2e-7f));
      }
    }
    assertThat(resized.values()[0]).isCloseTo(ramp(6, 10, 1, 0.3, 0.5).values()[0], within(1e-7f));
  }

  @Test
  void wholeFactorsGiveTheMeansOfBlocks() {
    float[] values = new float[4 * 6];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * i / 1024f;
    }
    Image halved = new Image(4, 6, 1, 16, values).resized(2, 3);
    for (int y = 0; y < 2; y++) {
      for (int x = 0; x < 3; x++) {
        int at = 2 * y * 6 + 2 * x;
        float mean = (values[at] + values[at + 1] + values[at + 6] + values[at + 7]) / 4;
        assertThat(halved.values()[y * 3 + x]).isEqualTo(mean);
      }
    }
  }

  @Test
  void fractionsOfPixelsCountByTheirArea() {
    Image image = new Image(1, 3, 1, 8, new float[] {0, 0.5f, 1});
    assertThat(image.resized(1, 2).values())
        .containsExactly(new float[] {0.5f / 3, 2.5f / 3}, within(1e-7f));
  }

  @Test
  void badPicturesAreRefused() {
    assertThatThrownBy(() -> new Image(0, 1, 1, 8, new float[0]))
        .hasMessage("image is 0 x 1; expected at least 1 x 1");
    assertThatThrownBy(() -> new Image(1, 1, 2, 8, new float[2]))
        .hasMessage("channels is 2; expected 1 or 3");
    assertThatThrownBy(() -> new Image(1, 1, 1, 10, new float[1]))
        .hasMessage("bits is 10; expected 8 or 16");
    assertThatThrownBy(() -> new Image(2, 2, 1, 8, new float[3]))
        .hasMessage("values has 3 elements; expected 4");
    Image one = new Image(1, 1, 1, 8, new float[1]);
    assertThatThrownBy(() -> one.resized(1, 0))
        .hasMessage("image is 1 x 0; expected at least 1 x 1");
    Signal sound = new Signal(CoordinateGrid.of(1, 4), 1, new float[4]);
    assertThatThrownBy(() -> Image.of(sound, 8)).isInstanceOf(IllegalArgumentException.class);
  }
}
