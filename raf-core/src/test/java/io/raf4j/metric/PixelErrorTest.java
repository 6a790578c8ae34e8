package io.raf4j.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Checks {@link MeanSquaredError}, {@link Psnr} and {@link SignalToNoise} on exact cases. */
class PixelErrorTest {

  private static final float[] SIGNAL = {0, 0.25f, -0.5f, 1};

  private static float[] shifted(float[] x, float by) {
    float[] y = x.clone();
    for (int i = 0; i < y.length; i++) {
      y[i] += by;
    }
    return y;
  }

  private static float[] scaled(float[] x, float by) {
    float[] y = x.clone();
    for (int i = 0; i < y.length; i++) {
      y[i] *= by;
    }
    return y;
  }

  private static float[] random(int length, long seed) {
    Random random = new Random(seed);
    float[] x = new float[length];
    for (int i = 0; i < length; i++) {
      x[i] = random.nextFloat();
    }
    return x;
  }

  @Test
  void errorOfAConstantShiftIsItsSquare() {
    assertThat(MeanSquaredError.of(SIGNAL, shifted(SIGNAL, 0.5f))).isEqualTo(0.25);
  }

  @Test
  void errorOfAHandComputedPairIsExact() {
    assertThat(MeanSquaredError.of(SIGNAL, new float[] {1, 0.25f, 0.5f, 1})).isEqualTo(0.5);
  }

  @Test
  void errorIsSymmetricAndScalesWithTheSquare() {
    float[] x = random(1001, 1);
    float[] y = random(1001, 2);
    double error = MeanSquaredError.of(x, y);
    assertThat(MeanSquaredError.of(y, x)).isEqualTo(error);
    assertThat(MeanSquaredError.of(scaled(x, 4), scaled(y, 4))).isEqualTo(16 * error);
  }

  @Test
  void errorIsSummedInDouble() {
    float[] x = new float[1 << 22];
    assertThat(MeanSquaredError.of(x, shifted(x, 0.1f)))
        .isCloseTo((double) 0.1f * 0.1f, within(1e-12));
  }

  @Test
  void psnrOfATenthOfTheRangeIsTwentyDecibels() {
    float[] x = random(50, 3);
    assertThat(Psnr.of(new float[50], shifted(new float[50], 0.5f), 5))
        .isCloseTo(20, within(1e-12));
    assertThat(Psnr.of(x, scaled(x, 0.5f), 2) - Psnr.of(x, scaled(x, 0.5f), 1))
        .isCloseTo(20 * Math.log10(2), within(1e-12));
  }

  @Test
  void equalInputsHaveInfiniteRatios() {
    assertThat(MeanSquaredError.of(SIGNAL, SIGNAL)).isZero();
    assertThat(Psnr.of(SIGNAL, SIGNAL, 1)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(SignalToNoise.of(SIGNAL, SIGNAL)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void notANumberIsNotHidden() {
    float[] broken = {0, Float.NaN, 0, 0};
    assertThat(MeanSquaredError.of(SIGNAL, broken)).isNaN();
    assertThat(Psnr.of(SIGNAL, broken, 1)).isNaN();
    assertThat(SignalToNoise.of(SIGNAL, broken)).isNaN();
  }

  @Test
  void signalToNoiseOfATenPercentErrorIsTwentyDecibelsAtAnyScale() {
    float[] x = random(200, 4);
    assertThat(SignalToNoise.of(x, scaled(x, 0.9f))).isCloseTo(20, within(1e-5));
    assertThat(SignalToNoise.of(scaled(x, 64), scaled(scaled(x, 0.9f), 64)))
        .isCloseTo(SignalToNoise.of(x, scaled(x, 0.9f)), within(1e-12));
  }

  @Test
  void badArgumentsAreNamed() {
    assertThatThrownBy(() -> MeanSquaredError.of(SIGNAL, new float[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("reconstruction has 3 samples; expected 4");
    assertThatThrownBy(() -> MeanSquaredError.of(new float[0], new float[0]))
        .hasMessage("signal has no samples; expected at least 1");
    assertThatThrownBy(() -> Psnr.of(SIGNAL, SIGNAL, 0))
        .hasMessage("range is 0.0; expected a positive finite number");
    assertThatThrownBy(() -> Psnr.ofMeanSquaredError(-1, 1)).hasMessageContaining("-1.0");
    assertThatThrownBy(() -> SignalToNoise.of(new float[4], SIGNAL))
        .hasMessage("signal is zero throughout; expected a non-zero sample");
  }
}
