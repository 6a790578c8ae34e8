package io.raf4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/**
 * Computes the numbers of the tables again: polynomials that interpolate the power series at
 * Chebyshev nodes, constants split into parts.
 */
final class TableTest {
  private static final BigDecimal QUARTER_PI_SQUARED =
      BigMath.PI.multiply(BigMath.PI).divide(BigDecimal.valueOf(16), BigMath.DIGITS);
  private static final BigDecimal HALF_LN2 =
      BigMath.LN2.divide(BigDecimal.valueOf(2), BigMath.DIGITS);

  @Test
  void sinePolynomialsInterpolateTheSeries() {
    // (sin r / r - 1) / t = sum (-1)^(k+1) t^k / (2k + 3)!
    IntFunction<BigDecimal> series = k -> reciprocalFactorial(2 * k + 3, k % 2 == 1);
    assertFloats(
        interpolate(series, BigDecimal.ZERO, QUARTER_PI_SQUARED, 3),
        FloatTable.S0,
        FloatTable.S1,
        FloatTable.S2);
    assertDoubles(
        interpolate(series, BigDecimal.ZERO, QUARTER_PI_SQUARED, 6),
        DoubleTable.S0,
        DoubleTable.S1,
        DoubleTable.S2,
        DoubleTable.S3,
        DoubleTable.S4,
        DoubleTable.S5);
  }

  @Test
  void cosinePolynomialsInterpolateTheSeries() {
    // (cos r - 1 + t / 2) / t^2 = sum (-1)^k t^k / (2k + 4)!
    IntFunction<BigDecimal> series = k -> reciprocalFactorial(2 * k + 4, k % 2 == 0);
    assertFloats(
        interpolate(series, BigDecimal.ZERO, QUARTER_PI_SQUARED, 3),
        FloatTable.C0,
        FloatTable.C1,
        FloatTable.C2);
    assertDoubles(
        interpolate(series, BigDecimal.ZERO, QUARTER_PI_SQUARED, 6),
        DoubleTable.C0,
        DoubleTable.C1,
        DoubleTable.C2,
        DoubleTable.C3,
        DoubleTable.C4,
        DoubleTable.C5);
  }

  @Test
  void exponentialPolynomialsInterpolateTheSeries() {
    // (e^r - 1 - r) / r^2 = sum r^k / (k + 2)!
    IntFunction<BigDecimal> series = k -> reciprocalFactorial(k + 2, true);
    assertFloats(
        interpolate(series, HALF_LN2.negate(), HALF_LN2, 5),
        FloatTable.E0,
        FloatTable.E1,
        FloatTable.E2,
        FloatTable.E3,
        FloatTable.E4);
    assertDoubles(
        interpolate(series, HALF_LN2.negate(), HALF_LN2, 10),
        DoubleTable.E0,
        DoubleTable.E1,
        DoubleTable.E2,
        DoubleTable.E3,
        DoubleTable.E4,
        DoubleTable.E5,
        DoubleTable.E6,
        DoubleTable.E7,
        DoubleTable.E8,
        DoubleTable.E9);
  }

  @Test
  void partsOfPiAndOfTheLogarithmOfTwoAddUp() {
    BigDecimal halfPi = BigMath.PI.divide(BigDecimal.valueOf(2), BigMath.DIGITS);
    assertFloats(
        floatParts(halfPi, 3), FloatTable.HALF_PI_0, FloatTable.HALF_PI_1, FloatTable.HALF_PI_2);
    assertFloats(floatParts(BigMath.LN2, 2), FloatTable.LN2_0, FloatTable.LN2_1);
    assertDoubles(
        doubleParts(halfPi, 3),
        DoubleTable.HALF_PI_0,
        DoubleTable.HALF_PI_1,
        DoubleTable.HALF_PI_2);
    assertDoubles(doubleParts(BigMath.LN2, 2), DoubleTable.LN2_0, DoubleTable.LN2_1);
    assertThat(FloatTable.TWO_OVER_PI).isEqualTo((float) (2 / Math.PI));
    assertThat(DoubleTable.TWO_OVER_PI).isEqualTo(2 / Math.PI);
    assertThat(FloatTable.LOG2_E).isEqualTo((float) (1 / Math.log(2)));
    assertThat(DoubleTable.LOG2_E).isEqualTo(1 / Math.log(2));
  }

  private static void assertFloats(BigDecimal[] expected, float... table) {
    float[] rounded = new float[expected.length];
    for (int k = 0; k < rounded.length; k++) {
      rounded[k] = expected[k].floatValue();
    }
    assertThat(table).containsExactly(rounded);
  }

  private static void assertDoubles(BigDecimal[] expected, double... table) {
    double[] rounded = Arrays.stream(expected).mapToDouble(BigDecimal::doubleValue).toArray();
    assertThat(table).containsExactly(rounded);
  }

  private static BigDecimal[] floatParts(BigDecimal value, int count) {
    BigDecimal[] parts = new BigDecimal[count];
    BigDecimal rest = value;
    for (int k = 0; k < count; k++) {
      parts[k] = new BigDecimal(rest.floatValue());
      rest = rest.subtract(parts[k]);
    }
    return parts;
  }

  private static BigDecimal[] doubleParts(BigDecimal value, int count) {
    BigDecimal[] parts = new BigDecimal[count];
    BigDecimal rest = value;
    for (int k = 0; k < count; k++) {
      parts[k] = new BigDecimal(rest.doubleValue());
      rest = rest.subtract(parts[k]);
    }
    return parts;
  }

  private static BigDecimal reciprocalFactorial(int n, boolean positive) {
    BigInteger factorial = BigInteger.ONE;
    for (int k = 2; k <= n; k++) {
      factorial = factorial.multiply(BigInteger.valueOf(k));
    }
    BigDecimal value = BigDecimal.ONE.divide(new BigDecimal(factorial), BigMath.DIGITS);
    return positive ? value : value.negate();
  }

  /** Returns the polynomial of n coefficients equal to the series at the n Chebyshev nodes. */
  private static BigDecimal[] interpolate(
      IntFunction<BigDecimal> series, BigDecimal low, BigDecimal high, int n) {
    BigDecimal half = new BigDecimal("0.5");
    BigDecimal[][] system = new BigDecimal[n][n + 1];
    for (int i = 0; i < n; i++) {
      BigDecimal cosine = BigMath.cos(Math.PI * (2 * i + 1) / (2 * n));
      BigDecimal x = low.add(high).add(high.subtract(low).multiply(cosine)).multiply(half);
      BigDecimal power = BigDecimal.ONE;
      system[i][n] = BigDecimal.ZERO;
      for (int k = 0; k < 40; k++) {
        if (k < n) {
          system[i][k] = power;
        }
        system[i][n] = system[i][n].add(series.apply(k).multiply(power));
        power = power.multiply(x, BigMath.DIGITS);
      }
    }
    return solve(system);
  }

  /** Solves a linear system by Gauss and Jordan's elimination; its pivots never vanish here. */
  private static BigDecimal[] solve(BigDecimal[][] a) {
    int n = a.length;
    for (int p = 0; p < n; p++) {
      for (int i = 0; i < n; i++) {
        if (i == p) {
          continue;
        }
        BigDecimal factor = a[i][p].divide(a[p][p], BigMath.DIGITS);
        for (int j = p; j <= n; j++) {
          a[i][j] = a[i][j].subtract(factor.multiply(a[p][j]), BigMath.DIGITS);
        }
      }
    }
    BigDecimal[] x = new BigDecimal[n];
    for (int p = 0; p < n; p++) {
      x[p] = a[p][n].divide(a[p][p], BigMath.DIGITS);
    }
    return x;
  }
}
