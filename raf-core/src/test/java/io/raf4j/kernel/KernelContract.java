package io.raf4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.basis.Presets;
import io.raf4j.basis.ReproducingActivation;
import io.raf4j.kernel.KernelFixtures.Pass;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every provider keeps: agreement with the definition, and bits that tiling cannot change. */
abstract class KernelContract {
  private static final int[] WIDTHS = {1, 7, 13, 16, 64, 207};
  private static final int[] ROWS = {1, 3, 17, 70};

  /** Returns the provider under test. */
  abstract KernelProvider provider();

  static Stream<ReproducingActivation> activations() {
    return KernelFixtures.activations();
  }

  @ParameterizedTest
  @MethodSource("activations")
  void doublePassesMatchTheDefinition(ReproducingActivation activation) {
    for (int width : WIDTHS) {
      for (int rows : ROWS) {
        Pass expected = new Pass(activation, width, rows, 1).runReference();
        Pass actual = new Pass(activation, width, rows, 1).run(provider());
        assertClose(actual, expected, 1e-13);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("activations")
  void singlePassesMatchTheDefinition(ReproducingActivation activation) {
    for (int width : WIDTHS) {
      for (int rows : ROWS) {
        Pass expected = new Pass(activation, width, rows, 1).runReference();
        Pass actual = new Pass(activation, width, rows, 1).runSingle(provider());
        assertClose(actual, expected, 1e-4);
      }
    }
  }

  private static void assertClose(Pass actual, Pass expected, double relative) {
    String what = expected.activation.name() + " " + expected.rows + "x" + expected.width + " ";
    assertClose(what + "z", actual.z, expected.z, relative);
    assertClose(what + "y", actual.y, expected.y, relative);
    assertClose(what + "delta", actual.delta, expected.delta, relative);
    assertClose(what + "dBias", actual.dBias, expected.dBias, relative);
    assertClose(what + "dAlpha", actual.dAlpha, expected.dAlpha, relative);
    assertClose(what + "dBeta", actual.dBeta, expected.dBeta, relative);
  }

  /**
   * Compares with a tolerance relative to the largest magnitude: rounding of beta z moves phases.
   */
  private static void assertClose(
      String what, double[] actual, double[] expected, double relative) {
    double scale =
        IntStream.range(0, expected.length).mapToDouble(i -> Math.abs(expected[i])).max().orElse(0);
    double tolerance = relative * (1 + scale);
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(actual[i] - expected[i]) <= tolerance)) {
        fail("%s[%d] is %s; expected %s within %s", what, i, actual[i], expected[i], tolerance);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("activations")
  void gradientsMatchFiniteDifferencesOfTheForwardPass(ReproducingActivation activation) {
    int width = 5;
    int rows = 3;
    Pass pass = new Pass(activation, width, rows, 7);
    double[] bias = new double[width];
    double[] dAlpha = new double[pass.alpha.length];
    double[] dBeta = new double[pass.beta.length];
    ActivationKernel kernel = ActivationKernel.of(activation, width, provider());
    kernel.backward(
        pass.z, null, pass.epsilon, pass.delta, rows, pass.alpha, pass.beta, bias, dAlpha, dBeta);
    for (int i = 0; i < pass.z.length; i++) {
      assertSlope("delta", pass.delta[i], slope(kernel, pass, pass.z, i));
    }
    for (int p : activation.learnableAlphas()) {
      for (int k = p * width; k < (p + 1) * width; k++) {
        assertSlope("dAlpha", dAlpha[k], slope(kernel, pass, pass.alpha, k));
      }
    }
    for (int p : activation.learnableBetas()) {
      for (int k = p * width; k < (p + 1) * width; k++) {
        assertSlope("dBeta", dBeta[k], slope(kernel, pass, pass.beta, k));
      }
    }
  }

  private static void assertSlope(String what, double actual, double expected) {
    assertThat(actual).as(what).isCloseTo(expected, within(1e-4 * (1 + Math.abs(expected))));
  }

  /** Returns the central difference of {@code sum epsilon y} in one argument. */
  private static double slope(ActivationKernel kernel, Pass pass, double[] argument, int index) {
    double h = 1e-6;
    double middle = argument[index];
    argument[index] = middle + h;
    double above = objective(kernel, pass);
    argument[index] = middle - h;
    double below = objective(kernel, pass);
    argument[index] = middle;
    return (above - below) / (2 * h);
  }

  private static double objective(ActivationKernel kernel, Pass pass) {
    double[] y = new double[pass.z.length];
    kernel.forward(pass.z, null, y, pass.rows, pass.alpha, pass.beta);
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += pass.epsilon[i] * y[i];
    }
    return sum;
  }

  @Test
  void givingATileRowByRowGivesTheSameBits() {
    ReproducingActivation activation = Presets.named("poly-sine-gaussian");
    int width = 37;
    int rows = 150;
    Pass whole = new Pass(activation, width, rows, 3).run(provider());
    Pass parts = new Pass(activation, width, rows, 3);
    ActivationKernel kernel = ActivationKernel.of(activation, width, provider());
    for (int r = 0; r < rows; r++) {
      double[] z = Arrays.copyOfRange(parts.z, r * width, (r + 1) * width);
      double[] e = Arrays.copyOfRange(parts.epsilon, r * width, (r + 1) * width);
      double[] y = new double[width];
      kernel.forward(z, parts.bias, y, 1, parts.alpha, parts.beta);
      kernel.backward(
          z, null, e, e, 1, parts.alpha, parts.beta, parts.dBias, parts.dAlpha, parts.dBeta);
      System.arraycopy(y, 0, parts.y, r * width, width);
      System.arraycopy(e, 0, parts.delta, r * width, width);
    }
    assertThat(parts.y).isEqualTo(whole.y);
    assertThat(parts.delta).isEqualTo(whole.delta);
    assertThat(parts.dBias).isEqualTo(whole.dBias);
    assertThat(parts.dAlpha).isEqualTo(whole.dAlpha);
    assertThat(parts.dBeta).isEqualTo(whole.dBeta);
  }

  @Test
  void deltaMayOverwriteEpsilon() {
    ReproducingActivation activation = Presets.named("sine-gaussian");
    Pass apart = new Pass(activation, 20, 9, 5).run(provider());
    Pass same = new Pass(activation, 20, 9, 5);
    ActivationKernel kernel = ActivationKernel.of(activation, 20, provider());
    kernel.forward(same.z, same.bias, same.y, 9, same.alpha, same.beta);
    kernel.backward(
        same.z,
        null,
        same.epsilon,
        same.epsilon,
        9,
        same.alpha,
        same.beta,
        same.dBias,
        same.dAlpha,
        same.dBeta);
    assertThat(same.epsilon).isEqualTo(apart.delta);
    assertThat(same.dBeta).isEqualTo(apart.dBeta);
  }

  @Test
  void coefficientsThatAreNotLearnableKeepTheirGradients() {
    Pass pass = new Pass(Presets.named("sine"), 11, 4, 2);
    double[] dAlpha = pass.dAlpha.clone();
    double[] dBeta = pass.dBeta.clone();
    pass.run(provider());
    assertThat(pass.dAlpha).isEqualTo(dAlpha);
    assertThat(pass.dBeta).isEqualTo(dBeta);
  }

  @Test
  void decayingFunctionsAreZeroAtInfinityWithTheirGradients() {
    for (String name : new String[] {"gaussian", "mexican-hat", "gabor"}) {
      ActivationKernel kernel = ActivationKernel.of(Presets.named(name), 2, provider());
      float[] z = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
      float[] y = {1, 1};
      float[] delta = {1, 1};
      float[] ones = {1, 1};
      kernel.forward(z, null, y, 1, ones, ones);
      kernel.backward(
          z, null, delta, delta, 1, ones, ones, new float[2], new float[2], new float[2]);
      assertThat(Math.abs(y[0]) + Math.abs(y[1])).as(name).isZero();
      assertThat(Math.abs(delta[0]) + Math.abs(delta[1])).as(name).isZero();
    }
  }

  @Test
  void anArrayThatIsTooShortIsNamed() {
    ActivationKernel kernel = ActivationKernel.of(Presets.named("relu"), 4, provider());
    assertThatThrownBy(
            () -> kernel.forward(new float[8], null, new float[7], 2, new float[4], new float[4]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("y has 7 elements; expected at least 8");
  }
}
