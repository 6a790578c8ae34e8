package io.raf4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.raf4j.basis.BasisFunction;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Derivatives up to the fifth: right, the same from both providers, whatever order was asked. */
final class DerivativesTest {
  private static final int N = FloatWorkspace.STRIP;
  private static final int M = DoubleWorkspace.STRIP;
  private static final KernelProvider SCALAR = KernelProvider.scalar();
  private static final KernelProvider VECTOR = KernelProvider.vector().orElseThrow();

  static List<BasisFunction> functions() {
    return BasisFunction.all();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void doubleDerivativesMatchTheReference(BasisFunction function) {
    double[] u = new Random(5).doubles(M, -4, 4).toArray();
    double[][] out = new double[BasisFunction.MAX_ORDER + 1][M];
    DoubleFunction.of(function, SCALAR.doubleDerivatives())
        .evaluate(BasisFunction.MAX_ORDER, u, out, M);
    for (int k = 0; k <= BasisFunction.MAX_ORDER; k++) {
      double scale = scale(function, k);
      for (int i = 0; i < M; i++) {
        double expected = function.derivative(k, u[i]);
        if (!(Math.abs(out[k][i] - expected) <= 1e-13 * (16 + scale))) {
          fail("derivative %s at %s is %s; expected %s", k, u[i], out[k][i], expected);
        }
      }
    }
  }

  /** Returns how large a derivative becomes: wavelets lose digits where it is small. */
  private static double scale(BasisFunction function, int order) {
    return IntStream.rangeClosed(-400, 400)
        .mapToDouble(i -> Math.abs(function.derivative(order, i / 100.0)))
        .max()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void singleDerivativesMatchTheReference(BasisFunction function) {
    float[] u = KernelFixtures.singles(new Random(5).doubles(N, -4, 4).toArray());
    float[][] out = new float[BasisFunction.MAX_ORDER + 1][N];
    FloatFunction.of(function, SCALAR.floatDerivatives())
        .evaluate(BasisFunction.MAX_ORDER, u, out, N);
    for (int k = 0; k <= BasisFunction.MAX_ORDER; k++) {
      double scale = scale(function, k);
      for (int i = 0; i < N; i++) {
        double expected = function.derivative(k, u[i]);
        if (!(Math.abs(out[k][i] - expected) <= 1e-5 * (16 + scale))) {
          fail("derivative %s at %s is %s; expected %s", k, u[i], out[k][i], expected);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void singleVectorBitsEqualScalarBits(BasisFunction function) {
    Random random = new Random(9);
    for (int round = 0; round < 40; round++) {
      float[] u = new float[N];
      for (int i = 0; i < N; i++) {
        u[i] = singleArgument(random, i, round);
      }
      for (int order = 0; order <= BasisFunction.MAX_ORDER; order++) {
        float[][] expected = new float[BasisFunction.MAX_ORDER + 1][N];
        float[][] actual = new float[BasisFunction.MAX_ORDER + 1][N];
        FloatFunction.of(function, SCALAR.floatDerivatives()).evaluate(order, u, expected, N);
        FloatFunction.of(function, VECTOR.floatDerivatives()).evaluate(order, u, actual, N);
        for (int k = 0; k <= order; k++) {
          assertSameBits(k, u, actual[k], expected[k]);
        }
      }
    }
  }

  private static float singleArgument(Random random, int i, int round) {
    float[] special = {
      0f,
      -0f,
      Float.NaN,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.MIN_VALUE,
      -Float.MIN_VALUE,
      Float.MIN_NORMAL,
      Float.MAX_VALUE,
      FloatTable.WAVE_LIMIT,
      FloatTable.GAUSSIAN_LIMIT,
      FloatTable.TANH_LIMIT,
      FloatTable.RATIONAL_LIMIT
    };
    if (i < special.length) {
      return round % 2 == 0 ? special[i] : Math.nextUp(special[i]);
    }
    // Every fourth round has any bits at all, the others stay where the functions live.
    return round % 4 == 0
        ? Float.intBitsToFloat(random.nextInt())
        : (float) ((random.nextDouble() - 0.5) * Math.pow(4, round % 10));
  }

  /** Compares bits, taking all NaN as one. */
  private static void assertSameBits(int k, float[] u, float[] actual, float[] expected) {
    for (int i = 0; i < N; i++) {
      if (Float.floatToIntBits(actual[i]) != Float.floatToIntBits(expected[i])) {
        fail("derivative %s at %s is %s; expected %s", k, u[i], actual[i], expected[i]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void doubleVectorBitsEqualScalarBits(BasisFunction function) {
    Random random = new Random(9);
    for (int round = 0; round < 40; round++) {
      double[] u = new double[M];
      for (int i = 0; i < M; i++) {
        u[i] = doubleArgument(random, i, round);
      }
      for (int order = 0; order <= BasisFunction.MAX_ORDER; order++) {
        double[][] expected = new double[BasisFunction.MAX_ORDER + 1][M];
        double[][] actual = new double[BasisFunction.MAX_ORDER + 1][M];
        DoubleFunction.of(function, SCALAR.doubleDerivatives()).evaluate(order, u, expected, M);
        DoubleFunction.of(function, VECTOR.doubleDerivatives()).evaluate(order, u, actual, M);
        for (int k = 0; k <= order; k++) {
          assertThat(actual[k]).as("derivative %s", k).isEqualTo(expected[k]);
        }
      }
    }
  }

  private static double doubleArgument(Random random, int i, int round) {
    double[] special = {
      0,
      -0.0,
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.MIN_VALUE,
      -Double.MIN_VALUE,
      Double.MIN_NORMAL,
      Double.MAX_VALUE,
      DoubleTable.WAVE_LIMIT,
      DoubleTable.GAUSSIAN_LIMIT,
      DoubleTable.TANH_LIMIT,
      DoubleTable.RATIONAL_LIMIT
    };
    if (i < special.length) {
      return round % 2 == 0 ? special[i] : Math.nextUp(special[i]);
    }
    return round % 4 == 0
        ? Double.longBitsToDouble(random.nextLong())
        : (random.nextDouble() - 0.5) * Math.pow(8, round % 10);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void bitsDoNotDependOnTheOrderAsked(BasisFunction function) {
    float[] u = KernelFixtures.singles(new Random(6).doubles(N, -20, 20).toArray());
    float[][] all = new float[BasisFunction.MAX_ORDER + 1][N];
    FloatFunction.of(function, VECTOR.floatDerivatives())
        .evaluate(BasisFunction.MAX_ORDER, u, all, N);
    for (int order = 0; order < BasisFunction.MAX_ORDER; order++) {
      float[][] out = new float[BasisFunction.MAX_ORDER + 1][N];
      FloatFunction.of(function, VECTOR.floatDerivatives()).evaluate(order, u, out, N);
      for (int k = 0; k <= order; k++) {
        assertThat(out[k]).isEqualTo(all[k]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void nanGivesNan(BasisFunction function) {
    float[] u = new float[N];
    Arrays.fill(u, Float.NaN);
    float[][] out = new float[BasisFunction.MAX_ORDER + 1][N];
    FloatFunction.of(function, VECTOR.floatDerivatives()).evaluate(3, u, out, N);
    for (int k = 0; k <= 3; k++) {
      double expected = function.derivative(k, Double.NaN);
      assertThat(Double.compare(out[k][0], expected)).as("derivative %s", k).isZero();
    }
  }
}
