package io.raf4j.datasets.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks {@link AreaAverage} on hand-computed cases and on constants. */
class AreaAverageTest {

  @Test
  void pixelsCoveredInPartCountInPart() {
    // Two pixels out of three: (10 + 40 / 2) / 1.5 and (40 / 2 + 100) / 1.5.
    byte[] result = new AreaAverage(3, 1, 2, 1, 1).apply(new byte[] {10, 40, 100});
    assertThat(result).containsExactly(20, 80);
    assertThat(new AreaAverage(1, 3, 1, 2, 1).apply(new byte[] {10, 40, 100}))
        .containsExactly(20, 80);
  }

  @Test
  void channelsAreAveragedApart() {
    byte[] result =
        new AreaAverage(2, 2, 1, 1, 3).apply(new byte[] {0, 4, 8, 4, 4, 8, 8, 4, 8, 0, 4, 8});
    assertThat(result).containsExactly(3, 4, 8);
  }

  @ParameterizedTest
  @CsvSource({"64,48,1,1", "100,7,33,3", "1920,1080,17,13", "9,9,9,9", "5,5,8,8"})
  void constantPicturesStayConstant(int width, int height, int toWidth, int toHeight) {
    byte[] picture = new byte[width * height];
    Arrays.fill(picture, (byte) 251);
    byte[] result = new AreaAverage(width, height, toWidth, toHeight, 1).apply(picture);
    assertThat(result).hasSize(toWidth * toHeight).containsOnly((byte) 251);
  }

  @Test
  void sameSizeChangesNothing() {
    byte[] picture = {1, 2, 3, 4, 5, (byte) 200};
    assertThat(new AreaAverage(3, 2, 3, 2, 1).apply(picture)).isEqualTo(picture);
  }
}
