package io.raf4j.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.jet.Jet;
import org.junit.jupiter.api.Test;

/** Trial functions on a circle, and the reference against itself, the data and differences. */
final class AllenCahnPeriodicTest {
  private static final AllenCahnPeriodic PROBLEM = new AllenCahnPeriodic();
  private static final AllenCahnSpectral REFERENCE = AllenCahnSpectral.solve(1024, 1200);

  private static Jet[] at(double t, double x) {
    return Jet.coordinates(new double[] {t, x});
  }

  private static double start(double x) {
    return x * x * Math.cos(Math.PI * x);
  }

  @Test
  void trialFunctionsAreTheSameOnBothEnds() {
    for (double t = 0.01; t <= 1; t += 0.11) {
      Jet[] low = PROBLEM.features(at(t, -1));
      Jet[] high = PROBLEM.features(at(t, 1));
      for (int i = 0; i < 3; i++) {
        assertSame(low[i], high[i]);
      }
      assertSame(PROBLEM.boundaryFactor(at(t, -1)), PROBLEM.boundaryFactor(at(t, 1)));
      assertSame(PROBLEM.lift(0, at(t, -1)), PROBLEM.lift(0, at(t, 1)));
    }
  }

  private static void assertSame(Jet left, Jet right) {
    assertThat(left.value()).isCloseTo(right.value(), within(1e-14));
    for (int k = 0; k < 2; k++) {
      assertThat(left.derivative(k)).isCloseTo(right.derivative(k), within(1e-12));
      assertThat(left.second(k)).isCloseTo(right.second(k), within(1e-9));
    }
  }

  /** The slope of the initial value jumps from -2 to 2 at x = 1; that of the lift is 0 there. */
  @Test
  void kinkOfTheInitialValueIsGoneAtOnce() {
    assertThat(PROBLEM.lift(0, at(0, 1)).derivative(1)).isCloseTo(-2, within(1e-14));
    assertThat(PROBLEM.lift(0, at(0, -1)).derivative(1)).isCloseTo(2, within(1e-14));
    for (double t : new double[] {1e-8, 1e-3, 1}) {
      assertThat(PROBLEM.lift(0, at(t, 1)).derivative(1)).isCloseTo(0, within(1e-13));
      assertThat(PROBLEM.lift(0, at(t, -1)).derivative(1)).isCloseTo(0, within(1e-13));
    }
  }

  @Test
  void referenceStartsAsItShouldAndIsEvenAndPeriodic() {
    for (double x = 0; x <= 1; x += 0.0371) {
      assertThat(REFERENCE.at(0, x)).isEqualTo(start(x));
      // The kink as it diffuses is all that has happened so early.
      double lift = PROBLEM.lift(0, at(1e-9, x)).value();
      assertThat(REFERENCE.at(1e-9, x)).isCloseTo(lift, within(1e-8));
      assertThat(REFERENCE.at(0.4, x)).isCloseTo(REFERENCE.at(0.4, -x), within(1e-13));
    }
    double slope = (REFERENCE.at(0.4, 1) - REFERENCE.at(0.4, 1 - 1e-5)) / 1e-5;
    assertThat(slope).isCloseTo(0, within(1e-4));
  }

  @Test
  void referenceConvergesWithModesAndSteps() {
    AllenCahnSpectral fine = AllenCahnSpectral.solve(2048, 1600);
    assertThat(difference(REFERENCE, fine, 0.05)).isLessThan(1e-10);
    assertThat(difference(REFERENCE, fine, 1e-6)).isLessThan(2e-9);
    double modes = difference(AllenCahnSpectral.solve(512, 1200), fine, 0.05);
    assertThat(modes).isBetween(1e-9, 1e-8);
    double steps = difference(AllenCahnSpectral.solve(1024, 300), fine, 0.9);
    assertThat(steps).isBetween(1e-8, 1e-6);
  }

  private static double difference(AllenCahnSpectral one, AllenCahnSpectral other, double from) {
    double largest = 0;
    for (double t = from; t <= 1; t += 0.0371) {
      for (double x = -1; x <= 1; x += 0.00437) {
        largest = Math.max(largest, Math.abs(one.at(t, x) - other.at(t, x)));
      }
    }
    return largest;
  }

  /** Differences of second order, the reaction solved exactly, in turns (Strang). */
  @Test
  void referenceIsTheLimitOfFiniteDifferences() {
    double coarse = errorOfDifferences(1000, 500);
    double fine = errorOfDifferences(2000, 1000);
    assertThat(fine).isLessThan(5e-4);
    assertThat(coarse / fine).isBetween(3.5, 4.5);
  }

  private static double errorOfDifferences(int intervals, int steps) {
    double[] u = new double[intervals + 1];
    for (int j = 0; j <= intervals; j++) {
      u[j] = start((double) j / intervals);
    }
    double dt = 1.0 / steps;
    double ratio = AllenCahnPeriodic.DIFFUSION * dt * intervals * intervals / 2;
    for (int k = 0; k < steps; k++) {
      react(u, dt / 2);
      crankNicolson(u, ratio);
      react(u, dt / 2);
    }
    double error = 0;
    for (int j = 0; j <= intervals; j++) {
      error = Math.max(error, Math.abs(u[j] - REFERENCE.at(1, (double) j / intervals)));
    }
    return error;
  }

  /** {@code u' = 5 (u - u^3)} has the solution u / sqrt(u^2 + (1 - u^2) e^(-10 t)). */
  private static void react(double[] u, double dt) {
    double decay = Math.exp(-10 * dt);
    for (int j = 0; j < u.length; j++) {
      double square = u[j] * u[j];
      u[j] /= Math.sqrt(square + (1 - square) * decay);
    }
  }

  /** Half a step forward, half a step backward, even about both ends. */
  private static void crankNicolson(double[] u, double ratio) {
    int last = u.length - 1;
    double[] right = new double[u.length];
    for (int j = 0; j <= last; j++) {
      double left = u[j == 0 ? 1 : j - 1];
      double next = u[j == last ? last - 1 : j + 1];
      right[j] = u[j] + ratio * (left - 2 * u[j] + next);
    }
    double[] upper = new double[u.length];
    double diagonal = 1 + 2 * ratio;
    upper[0] = -2 * ratio / diagonal;
    right[0] /= diagonal;
    for (int j = 1; j <= last; j++) {
      double lower = j == last ? -2 * ratio : -ratio;
      double pivot = diagonal - lower * upper[j - 1];
      upper[j] = -ratio / pivot;
      right[j] = (right[j] - lower * right[j - 1]) / pivot;
    }
    u[last] = right[last];
    for (int j = last - 1; j >= 0; j--) {
      u[j] = right[j] - upper[j] * u[j + 1];
    }
  }

  @Test
  void modesAndStepsThatDoNotFitAreRefused() {
    for (int[] wrong : new int[][] {{1000, 1200}, {1, 1200}, {1024, 1203}, {1024, 90}}) {
      assertThatThrownBy(() -> AllenCahnSpectral.solve(wrong[0], wrong[1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("modes are " + wrong[0] + " and steps " + wrong[1]);
    }
  }
}
