package io.raf4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * The accuracy that the Javadoc of {@link ScalarFloatMath} states, in units in the last place of
 * the result; the vector provider gives the same bits.
 */
final class AccuracyTest {
  private static final int BLOCK = 4096;

  /** Evaluates a strip. */
  private interface Floats {
    void evaluate(float[] u, float[] out);
  }

  /** Evaluates a strip. */
  private interface Doubles {
    void evaluate(double[] u, double[] out);
  }

  @Test
  void singleSineAndCosineAreWithinOneAndAHalfUnits() {
    float[] scratch = new float[BLOCK];
    float limit = FloatTable.WAVE_LIMIT;
    Floats sin = (u, out) -> ScalarFloatMath.waves(0, u, out, scratch, u.length);
    Floats cos = (u, out) -> ScalarFloatMath.waves(1, u, out, scratch, u.length);
    Floats slope = (u, out) -> ScalarFloatMath.waves(0, u, scratch, out, u.length);
    assertThat(worstFloat(sin, StrictMath::sin, limit)).isLessThan(1.5);
    assertThat(worstFloat(cos, StrictMath::cos, limit)).isLessThan(1.5);
    assertThat(worstFloat(slope, StrictMath::cos, limit)).isLessThan(1.5);
  }

  @Test
  void singleTangentIsWithinTwoAndAHalfUnits() {
    Floats tanh = (u, out) -> ScalarFloatMath.tangents(u, out, u.length);
    assertThat(worstFloat(tanh, StrictMath::tanh, Float.MAX_VALUE)).isLessThan(2.5);
  }

  @Test
  void singleGaussianIsWithinOneAndAHalfUnitsAndTheRoundingOfTheSquare() {
    float[] near = new float[BLOCK];
    Floats gaussian = (u, out) -> ScalarFloatMath.gaussians(u, near, out, u.length);
    DoubleUnaryOperator exact = u -> StrictMath.exp(-0.5 * u * u);
    assertThat(worstFloat(gaussian, exact, 1)).isLessThan(2);
    assertThat(worstFloat(gaussian, exact, FloatTable.GAUSSIAN_LIMIT)).isLessThan(1.5 + 9.5 * 9.5);
  }

  /** Returns the largest error over all exponents up to a limit, both signs, in units of float. */
  private static double worstFloat(Floats function, DoubleUnaryOperator exact, float limit) {
    float[] u = new float[BLOCK];
    float[] out = new float[BLOCK];
    double worst = 0;
    int last = Float.floatToIntBits(limit);
    // An odd stride visits all mantissa patterns; 3000 points an octave.
    for (long bits = 0; bits <= last; ) {
      for (int i = 0; i < BLOCK; i++, bits += 2791) {
        float x = Float.intBitsToFloat((int) Math.min(bits, last));
        u[i] = i % 2 == 0 ? x : -x;
      }
      function.evaluate(u, out);
      for (int i = 0; i < BLOCK; i++) {
        double expected = exact.applyAsDouble(u[i]);
        worst = Math.max(worst, Math.abs(out[i] - expected) / Math.ulp((float) expected));
      }
    }
    return worst;
  }

  @Test
  void doubleSineAndCosineAreWithinOneAndAHalfUnits() {
    double[] scratch = new double[BLOCK];
    double limit = DoubleTable.WAVE_LIMIT;
    Doubles sin = (u, out) -> ScalarDoubleMath.waves(0, u, out, scratch, u.length);
    Doubles cos = (u, out) -> ScalarDoubleMath.waves(1, u, out, scratch, u.length);
    assertThat(worstDouble(sin, BigMath::sin, limit)).isLessThan(1.5);
    assertThat(worstDouble(cos, BigMath::cos, limit)).isLessThan(1.5);
  }

  @Test
  void doubleTangentIsWithinTwoAndAHalfUnits() {
    Doubles tanh = (u, out) -> ScalarDoubleMath.tangents(u, out, u.length);
    assertThat(worstDouble(tanh, BigMath::tanh, 30)).isLessThan(2.5);
  }

  @Test
  void doubleGaussianIsWithinOneAndAHalfUnitsAndTheRoundingOfTheSquare() {
    double[] near = new double[BLOCK];
    Doubles gaussian = (u, out) -> ScalarDoubleMath.gaussians(u, near, out, u.length);
    DoubleFunction<BigDecimal> exact =
        u -> BigMath.exp(new BigDecimal(u).pow(2).multiply(new BigDecimal("-0.5")));
    assertThat(worstDouble(gaussian, exact, 1)).isLessThan(2);
    assertThat(worstDouble(gaussian, exact, 26)).isLessThan(1.5 + 26 * 26);
  }

  /** Returns the largest error over random numbers of all octaves from 2^-30 on. */
  private static double worstDouble(
      Doubles function, DoubleFunction<BigDecimal> exact, double limit) {
    Random random = new Random(17);
    double[] u = new double[BLOCK];
    double[] out = new double[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      double octaves = 30 + Math.log(limit) / Math.log(2);
      double x = Math.min(limit, 0x1p-30 * Math.pow(2, octaves * random.nextDouble()));
      u[i] = i % 2 == 0 ? x : -x;
      // Multiples of pi/2 cancel the most.
      u[i] = i % 7 == 0 ? Math.rint(u[i]) * Math.PI / 2 : u[i];
      u[i] = Math.abs(u[i]) > limit ? x : u[i];
    }
    function.evaluate(u, out);
    double worst = 0;
    for (int i = 0; i < BLOCK; i++) {
      BigDecimal expected = exact.apply(u[i]);
      double error = new BigDecimal(out[i]).subtract(expected).abs().doubleValue();
      worst = Math.max(worst, error / Math.ulp(expected.doubleValue()));
    }
    return worst;
  }

  @Test
  void argumentsBeyondTheShortReductionAreStillExact() {
    FloatDerivatives derivatives = KernelProvider.scalar().floatDerivatives();
    float[] u = new float[16];
    u[0] = 1e10f;
    u[1] = -Float.MAX_VALUE;
    u[2] = Math.nextUp(FloatTable.WAVE_LIMIT);
    float[][] out = new float[4][16];
    derivatives.wave(0, 3, u, out, 16);
    for (int i = 0; i < 3; i++) {
      assertThat(out[0][i]).isEqualTo((float) StrictMath.sin(u[i]));
      assertThat(out[1][i]).isEqualTo((float) StrictMath.cos(u[i]));
      assertThat(out[2][i]).isEqualTo((float) -StrictMath.sin(u[i]));
      assertThat(out[3][i]).isEqualTo((float) -StrictMath.cos(u[i]));
    }
  }
}
