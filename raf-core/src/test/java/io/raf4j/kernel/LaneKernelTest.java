package io.raf4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.basis.Presets;
import io.raf4j.basis.ReproducingActivation;
import io.raf4j.jet.JetShape;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Points side by side: every lane is a point of its own, with its own gradient. */
class LaneKernelTest {

  private static final int NEURONS = 7;

  static Stream<ReproducingActivation> activations() {
    return KernelFixtures.activations();
  }

  @ParameterizedTest
  @MethodSource("activations")
  void everyLaneIsAPassOfItsOwn(ReproducingActivation activation) {
    for (JetShape shape : JetPass.shapes().toList()) {
      for (int lanes : new int[] {1, 5, 32}) {
        check(activation, shape, lanes);
      }
    }
  }

  private static void check(ReproducingActivation activation, JetShape shape, int lanes) {
    ActivationKernel kernel = ActivationKernel.ofLanes(activation, NEURONS, lanes, shape);
    assertThat(kernel.width()).isEqualTo(NEURONS * lanes);
    JetPass points = new JetPass(activation, shape, NEURONS, lanes, 3);
    int terms = activation.terms().size();
    double[] z = sideBySide(points.z, shape.rows() * NEURONS, lanes);
    double[] epsilon = sideBySide(points.epsilon, shape.rows() * NEURONS, lanes);
    double[] y = new double[z.length];
    double[] delta = new double[z.length];
    double[] alpha = repeated(points.alpha, lanes);
    double[] beta = repeated(points.beta, lanes);
    double[] dBias = new double[NEURONS * lanes];
    double[] dAlpha = new double[terms * NEURONS * lanes];
    double[] dBeta = new double[terms * NEURONS * lanes];
    kernel.forward(z, repeated(points.bias, lanes), y, 1, alpha, beta);
    kernel.backward(z, null, epsilon, delta, 1, alpha, beta, dBias, dAlpha, dBeta);
    for (int lane = 0; lane < lanes; lane++) {
      JetPass expected = alone(points, lane).runReference();
      assertLane(y, lane, lanes, expected.y);
      assertLane(delta, lane, lanes, expected.delta);
      assertLane(dBias, lane, lanes, expected.dBias);
      assertLane(dAlpha, lane, lanes, expected.dAlpha);
      assertLane(dBeta, lane, lanes, expected.dBeta);
    }
  }

  /** Lays {@code [points, numbers]} side by side: {@code [numbers, points]}. */
  private static double[] sideBySide(double[] points, int numbers, int lanes) {
    double[] all = new double[points.length];
    for (int i = 0; i < numbers; i++) {
      for (int lane = 0; lane < lanes; lane++) {
        all[i * lanes + lane] = points[lane * numbers + i];
      }
    }
    return all;
  }

  private static double[] repeated(double[] values, int lanes) {
    double[] all = new double[values.length * lanes];
    for (int i = 0; i < values.length; i++) {
      Arrays.fill(all, i * lanes, (i + 1) * lanes, values[i]);
    }
    return all;
  }

  /** Returns one of the points, with sums that start from 0. */
  private static JetPass alone(JetPass points, int point) {
    JetPass one = new JetPass(points.activation, points.shape, points.width, 1, 3);
    System.arraycopy(points.z, point * one.z.length, one.z, 0, one.z.length);
    System.arraycopy(points.epsilon, point * one.z.length, one.epsilon, 0, one.z.length);
    System.arraycopy(points.bias, 0, one.bias, 0, one.bias.length);
    System.arraycopy(points.alpha, 0, one.alpha, 0, one.alpha.length);
    System.arraycopy(points.beta, 0, one.beta, 0, one.beta.length);
    Arrays.fill(one.dBias, 0);
    Arrays.fill(one.dAlpha, 0);
    Arrays.fill(one.dBeta, 0);
    return one;
  }

  private static void assertLane(double[] all, int lane, int lanes, double[] expected) {
    double[] actual = new double[expected.length];
    for (int i = 0; i < actual.length; i++) {
      actual[i] = all[i * lanes + lane];
    }
    double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    assertThat(actual).containsExactly(expected, within(1e-13 * (1 + largest)));
  }

  @Test
  void lanesThatAreNotThereAreRefused() {
    ReproducingActivation sine = Presets.named("sine");
    for (int[] bad : new int[][] {{0, 4}, {4, 0}}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ActivationKernel.ofLanes(sine, bad[0], bad[1], JetShape.value()))
          .withMessage(bad[0] + " neurons and " + bad[1] + " lanes; expected 1 or more of each");
    }
  }
}
