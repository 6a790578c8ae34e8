package io.raf4j.spark.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.datasets.video.Frame;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Error maps: the difference itself, its amplification and its colours. */
class ErrorMapTest {

  @Test
  void differenceIsTheMeanOverTheColours() {
    Frame a = new Frame(1, 2, 3, new byte[] {0, 0, 0, (byte) 255, 10, 10});
    Frame b = new Frame(1, 2, 3, new byte[] {(byte) 255, 0, 0, (byte) 255, 10, 10});
    assertThat(ErrorMap.differences(a, b))
        .containsExactly(new double[] {1 / 3.0, 0}, within(1e-12));
    assertThat(ErrorMap.differences(b, a)).isEqualTo(ErrorMap.differences(a, b));
  }

  @Test
  void brightnessGrowsWithTheError() {
    double last = -1;
    for (int i = 0; i <= 100; i++) {
      int rgb = ErrorMap.colour(i / 100.0);
      double luma =
          0.2126 * (rgb >> 16 & 0xff) + 0.7152 * (rgb >> 8 & 0xff) + 0.0722 * (rgb & 0xff);
      assertThat(luma).isGreaterThan(last);
      last = luma;
    }
    assertThat(ErrorMap.colour(0)).isZero();
  }

  @Test
  void factorKeepsNearlyAllErrorsWithinTheScale() {
    assertThat(ErrorMap.factor(List.of(differingBy(0)))).isEqualTo(100);
    assertThat(ErrorMap.factor(List.of(differingBy(25)))).isEqualTo(10);
    assertThat(ErrorMap.factor(List.of(differingBy(26)))).isEqualTo(5);
    assertThat(ErrorMap.factor(List.of(differingBy(255)))).isEqualTo(1);
    assertThat(ErrorMap.factor(List.of(differingBy(0), differingBy(25)))).isEqualTo(10);
  }

  @Test
  void mapOfEqualFramesIsBlackAndErrorsBeyondTheScaleAreBrightest() {
    Frame grey = filled(100);
    assertThat(ErrorMap.draw(grey, grey, 10).getRGB(3, 3) & 0xffffff).isZero();
    assertThat(ErrorMap.draw(grey, filled(200), 10).getRGB(3, 3) & 0xffffff)
        .isEqualTo(ErrorMap.colour(1));
  }

  @Test
  void framesOfDifferentShapesAreRefused() {
    assertThatThrownBy(() -> new FrameComparison(0, filled(1), new Frame(1, 1, 1, new byte[] {1})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 x 1 x 1");
  }

  private static FrameComparison differingBy(int difference) {
    return new FrameComparison(0, filled(0), filled(difference));
  }

  private static Frame filled(int value) {
    byte[] pixels = new byte[8 * 8 * 3];
    Arrays.fill(pixels, (byte) value);
    return new Frame(8, 8, 3, pixels);
  }
}
