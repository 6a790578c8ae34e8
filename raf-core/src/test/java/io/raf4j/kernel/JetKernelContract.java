package io.raf4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.raf4j.basis.Presets;
import io.raf4j.basis.ReproducingActivation;
import io.raf4j.jet.JetShape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every provider keeps on jets: the chain rule, its adjoint, and bits tiling cannot change.
 */
abstract class JetKernelContract {
  private static final int[] WIDTHS = {1, 7, 16, 67};
  private static final int[] POINTS = {1, 3, 21};

  /** Returns the provider under test. */
  abstract KernelProvider provider();

  static Stream<ReproducingActivation> activations() {
    return KernelFixtures.activations();
  }

  static Stream<JetShape> shapes() {
    return JetPass.shapes();
  }

  @ParameterizedTest
  @MethodSource("activations")
  void doublePassesMatchTheDefinition(ReproducingActivation activation) {
    for (JetShape shape : JetPass.shapes().toList()) {
      for (int width : WIDTHS) {
        for (int points : POINTS) {
          JetPass expected = new JetPass(activation, shape, width, points, 1).runReference();
          JetPass actual = new JetPass(activation, shape, width, points, 1).run(provider());
          assertClose(actual, expected, 1e-13);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("activations")
  void singlePassesMatchTheDefinition(ReproducingActivation activation) {
    for (JetShape shape : JetPass.shapes().toList()) {
      JetPass expected = new JetPass(activation, shape, 19, 21, 1).runReference();
      JetPass actual = new JetPass(activation, shape, 19, 21, 1).runSingle(provider());
      assertClose(actual, expected, 1e-4);
    }
  }

  private static void assertClose(JetPass actual, JetPass expected, double relative) {
    String what = expected.activation.name() + ", " + expected.shape + ", width " + expected.width;
    assertClose(what + ": z", actual.z, expected.z, relative);
    assertClose(what + ": y", actual.y, expected.y, relative);
    assertClose(what + ": delta", actual.delta, expected.delta, relative);
    assertClose(what + ": dBias", actual.dBias, expected.dBias, relative);
    assertClose(what + ": dAlpha", actual.dAlpha, expected.dAlpha, relative);
    assertClose(what + ": dBeta", actual.dBeta, expected.dBeta, relative);
  }

  /** Compares with a tolerance relative to the largest magnitude. */
  private static void assertClose(
      String what, double[] actual, double[] expected, double relative) {
    double scale = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    double tolerance = relative * (1 + scale);
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(actual[i] - expected[i]) <= tolerance)) {
        fail("%s[%d] is %s; expected %s within %s", what, i, actual[i], expected[i], tolerance);
      }
    }
  }

  /** Mixed derivatives are no curve's: the definition has them, and the gradient's test. */
  static Stream<JetShape> pureShapes() {
    return JetPass.shapes().filter(shape -> shape.higher() != JetShape.Higher.CLOSED);
  }

  @ParameterizedTest
  @MethodSource("pureShapes")
  void forwardPassDifferentiatesAlongACurve(JetShape shape) {
    for (ReproducingActivation activation : smooth()) {
      JetPass pass = new JetPass(activation, shape, 6, 4, 2);
      double[] seconds = secondsOf(pass);
      ActivationKernel.of(activation, 6, shape, provider())
          .forward(pass.z, null, pass.y, 4, pass.alpha, pass.beta);
      double[] expected = new double[pass.y.length];
      for (int point = 0; point < 4; point++) {
        for (int column = 0; column < 6; column++) {
          differentiate(pass, seconds, point, column, expected);
        }
      }
      assertClose(activation.name() + ", " + shape, pass.y, expected, 1e-5);
    }
  }

  private static List<ReproducingActivation> smooth() {
    return List.of(
        Presets.named("poly-sine-gaussian"), Presets.named("tanh"), Presets.named("gabor"));
  }

  /** Chooses second derivatives along each coordinate, and makes a weighted L their sum. */
  private static double[] secondsOf(JetPass pass) {
    JetShape shape = pass.shape;
    double[] seconds = new double[shape.dimension() * pass.z.length];
    for (int point = 0; point < pass.points; point++) {
      for (int column = 0; column < pass.width; column++) {
        double laplacian = 0;
        for (int k = 0; k < shape.dimension(); k++) {
          int all = pass.at(point, Math.min(shape.higherRow() + k, shape.rows() - 1), column);
          double second =
              shape.higher() == JetShape.Higher.PURE ? pass.z[all] : Math.sin(all + 3.0 * k);
          seconds[k * pass.z.length + pass.at(point, 0, column)] = second;
          laplacian += shape.weight(k) * second;
        }
        if (shape.higher() == JetShape.Higher.WEIGHTED) {
          pass.z[pass.at(point, shape.higherRow(), column)] = laplacian;
        }
      }
    }
    return seconds;
  }

  /** Fills a jet of y with differences of sigma along the parabolas that have the jet of z. */
  private static void differentiate(
      JetPass pass, double[] seconds, int point, int column, double[] into) {
    double h = 1e-4;
    JetShape shape = pass.shape;
    double v = pass.z[pass.at(point, 0, column)];
    double middle = sigma(pass, column, v);
    into[pass.at(point, 0, column)] = middle;
    for (int k = 0; k < shape.dimension(); k++) {
      double g = pass.z[pass.at(point, shape.gradientRow(k), column)];
      double curve = seconds[k * pass.z.length + pass.at(point, 0, column)] * h * h / 2;
      double above = sigma(pass, column, v + g * h + curve);
      double below = sigma(pass, column, v - g * h + curve);
      double second = (above - 2 * middle + below) / (h * h);
      into[pass.at(point, shape.gradientRow(k), column)] = (above - below) / (2 * h);
      switch (shape.higher()) {
        case NONE, CLOSED -> {}
        case WEIGHTED ->
            into[pass.at(point, shape.higherRow(), column)] += shape.weight(k) * second;
        case PURE -> into[pass.at(point, shape.higherRow() + k, column)] = second;
      }
    }
  }

  private static double sigma(JetPass pass, int column, double v) {
    double sum = 0;
    for (int p : pass.terms(column)) {
      int c = p * pass.width + column;
      sum += pass.activation.terms().get(p).derivative(0, v, pass.alpha[c], pass.beta[c]);
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void backwardPassIsTheGradientOfTheForwardPass(JetShape shape) {
    for (ReproducingActivation activation : smooth()) {
      JetPass pass = new JetPass(activation, shape, 5, 3, 7);
      Arrays.fill(pass.bias, 0);
      Arrays.fill(pass.dBias, 0);
      Arrays.fill(pass.dAlpha, 0);
      Arrays.fill(pass.dBeta, 0);
      pass.run(provider());
      double[] dAlpha = slopes(pass, pass.alpha);
      double[] dBeta = slopes(pass, pass.beta);
      for (int c = 0; c < dAlpha.length; c++) {
        dAlpha[c] *= activation.terms().get(c / 5).alpha().learnable() ? 1 : 0;
        dBeta[c] *= activation.terms().get(c / 5).beta().learnable() ? 1 : 0;
      }
      String what = activation.name() + ", " + shape;
      assertClose(what + ": delta", pass.delta, slopes(pass, pass.z), 1e-6);
      assertClose(what + ": dBias", pass.dBias, slopes(pass, pass.bias), 1e-6);
      assertClose(what + ": dAlpha", pass.dAlpha, dAlpha, 1e-6);
      assertClose(what + ": dBeta", pass.dBeta, dBeta, 1e-6);
    }
  }

  /** Returns the central differences of {@code sum epsilon y} in every number of an argument. */
  private double[] slopes(JetPass pass, double[] argument) {
    double h = 1e-6;
    double[] slopes = new double[argument.length];
    for (int i = 0; i < argument.length; i++) {
      double middle = argument[i];
      argument[i] = middle + h;
      double above = objective(pass);
      argument[i] = middle - h;
      slopes[i] = (above - objective(pass)) / (2 * h);
      argument[i] = middle;
    }
    return slopes;
  }

  private double objective(JetPass pass) {
    double[] y = new double[pass.z.length];
    ActivationKernel.of(pass.activation, pass.width, pass.shape, provider())
        .forward(pass.z.clone(), pass.bias, y, pass.points, pass.alpha, pass.beta);
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      sum += pass.epsilon[i] * y[i];
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void givingATilePointByPointGivesTheSameBits(JetShape shape) {
    ReproducingActivation activation = Presets.named("poly-sine-gaussian");
    int width = 37;
    int points = 50;
    JetPass whole = new JetPass(activation, shape, width, points, 3).run(provider());
    JetPass parts = new JetPass(activation, shape, width, points, 3);
    ActivationKernel kernel = ActivationKernel.of(activation, width, shape, provider());
    int size = shape.rows() * width;
    for (int from = 0; from < points * size; from += size) {
      double[] z = Arrays.copyOfRange(parts.z, from, from + size);
      double[] e = Arrays.copyOfRange(parts.epsilon, from, from + size);
      double[] y = new double[size];
      kernel.forward(z, parts.bias, y, 1, parts.alpha, parts.beta);
      // delta may overwrite epsilon.
      kernel.backward(
          z, null, e, e, 1, parts.alpha, parts.beta, parts.dBias, parts.dAlpha, parts.dBeta);
      System.arraycopy(y, 0, parts.y, from, size);
      System.arraycopy(e, 0, parts.delta, from, size);
    }
    assertThat(parts.y).isEqualTo(whole.y);
    assertThat(parts.delta).isEqualTo(whole.delta);
    assertThat(parts.dBias).isEqualTo(whole.dBias);
    assertThat(parts.dAlpha).isEqualTo(whole.dAlpha);
    assertThat(parts.dBeta).isEqualTo(whole.dBeta);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void valuesAreThoseOfThePlainLayer(JetShape shape) {
    ReproducingActivation activation = Presets.named("poly-sine-gaussian");
    JetPass jets = new JetPass(activation, shape, 21, 9, 5);
    double[] z = new double[9 * 21];
    double[] y = new double[z.length];
    for (int point = 0; point < 9; point++) {
      System.arraycopy(jets.z, jets.at(point, 0, 0), z, point * 21, 21);
    }
    ActivationKernel.of(activation, 21, provider())
        .forward(z, jets.bias, y, 9, jets.alpha, jets.beta);
    jets.run(provider());
    for (int point = 0; point < 9; point++) {
      int from = jets.at(point, 0, 0);
      assertThat(Arrays.copyOfRange(jets.y, from, from + 21))
          .isEqualTo(Arrays.copyOfRange(y, point * 21, point * 21 + 21));
    }
  }

  @Test
  void tilesOfJetsHaveFewerPointsInTheSameMemory() {
    ReproducingActivation activation = Presets.named("sine");
    ActivationKernel values = ActivationKernel.of(activation, 50, provider());
    ActivationKernel jets = ActivationKernel.of(activation, 50, JetShape.laplacian(2), provider());
    assertThat(values.tilePoints(4)).isEqualTo(216);
    assertThat(jets.tilePoints(4)).isEqualTo(48);
    assertThat(jets.shape()).isEqualTo(JetShape.laplacian(2));
  }
}
