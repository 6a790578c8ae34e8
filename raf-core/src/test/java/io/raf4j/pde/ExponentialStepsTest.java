package io.raf4j.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Diffusion and a constant are exact, the rest is of fourth order. */
final class ExponentialStepsTest {

  @ParameterizedTest
  @ValueSource(doubles = {-1e-9, -0.3, -1.999, -2.001, -7, -60})
  void phiIsTheIntegralThatItIsDefinedBy(double z) {
    // phi_i(z) = integral over s in [0, 1] of e^((1 - s) z) s^(i - 1) / (i - 1)!
    double[] factorials = {1, 1, 2};
    int intervals = 20_000;
    for (int i = 1; i <= 3; i++) {
      double sum = 0;
      for (int k = 0; k <= intervals; k++) {
        double s = (double) k / intervals;
        double simpson = k == 0 || k == intervals ? 1 : k % 2 == 1 ? 4 : 2;
        sum += simpson * Math.exp((1 - s) * z) * Math.pow(s, i - 1) / factorials[i - 1];
      }
      assertThat(ExponentialSteps.phi(i, z)).isCloseTo(sum / (3 * intervals), within(1e-12));
    }
  }

  @Test
  void diffusionAndAConstantAreTakenExactly() {
    ExponentialSteps scheme = new ExponentialSteps(0.4, (t, w) -> new double[] {2, 3, 5});
    double[] after = scheme.advance(new double[] {1, 1, 1}, 0.5, 1.25);
    double[] constants = {2, 3, 5};
    assertThat(after[0]).isCloseTo(1 + 2 * 0.75, within(1e-14));
    for (int n = 1; n < 3; n++) {
      double rate = 0.4 * Math.PI * Math.PI * n * n;
      double limit = constants[n] / rate;
      assertThat(after[n]).isCloseTo(limit + (1 - limit) * Math.exp(-0.75 * rate), within(1e-14));
    }
  }

  /** {@code w' = -lambda w + w^2 cos t} against itself at half the step. */
  @Test
  void theRestIsOfFourthOrder() {
    double exact = logistic(512);
    double ratio = (logistic(16) - exact) / (logistic(32) - exact);
    assertThat(ratio).isBetween(14.0, 18.5);
  }

  private static double logistic(int steps) {
    ExponentialSteps scheme =
        new ExponentialSteps(0.1, (t, w) -> new double[] {0, w[1] * w[1] * Math.cos(t)});
    double[] w = {0, 0.8};
    for (int k = 0; k < steps; k++) {
      w = scheme.advance(w, 2.0 * k / steps, 2.0 * (k + 1) / steps);
    }
    return w[1];
  }
}
