package io.raf4j.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.jet.Jet;
import org.junit.jupiter.api.Test;

/** What diffusion makes of {@code |y|}. */
final class DiffusingKinkTest {
  private static final double DIFFUSION = 0.3;
  private static final DiffusingKink KINK = new DiffusingKink(DIFFUSION);

  private static Jet jet(double t, double y) {
    Jet[] x = Jet.coordinates(new double[] {t, y});
    return KINK.at(x[0], x[1]);
  }

  @Test
  void absoluteValueAndKappaAreTheHeatKernelsMeanOfTheAbsoluteValue() {
    for (double t : new double[] {0.01, 0.2, 1}) {
      for (double y = 0; y < 2; y += 0.31) {
        double width = Math.sqrt(4 * DIFFUSION * t);
        double sum = 0;
        // The kink lies on a node of the trapezoidal rule, which errs there by the interval
        // squared.
        double interval = width / 4000;
        int offset = (int) Math.round(y / interval);
        double centre = offset * interval;
        for (int k = -40_000; k <= 40_000; k++) {
          double distance = k * interval;
          sum += Math.abs(centre + distance) * Math.exp(-distance * distance / (width * width));
        }
        double mean = sum * interval / (width * Math.sqrt(Math.PI));
        assertThat(KINK.at(t, centre) + centre).isCloseTo(mean, within(1e-7));
      }
    }
  }

  @Test
  void solvesTheHeatEquationWithSlopeMinusOneAtTheKink() {
    for (double t = 0.05; t < 2; t += 0.17) {
      for (double y = 0; y < 3; y += 0.23) {
        Jet kappa = jet(t, y);
        assertThat(kappa.value()).isCloseTo(KINK.at(t, y), within(1e-15));
        assertThat(kappa.derivative(0)).isCloseTo(DIFFUSION * kappa.second(1), within(1e-13));
      }
      assertThat(jet(t, 0).derivative(1)).isCloseTo(-1, within(1e-14));
      assertThat(jet(t, 0).value())
          .isCloseTo(Math.sqrt(4 * DIFFUSION * t / Math.PI), within(1e-14));
    }
  }

  @Test
  void isNothingAtFirstAndFarAway() {
    assertThat(KINK.at(0, 0)).isZero();
    assertThat(KINK.at(0, 0.4)).isZero();
    assertThat(KINK.at(1e-4, 1)).isZero();
    assertThat(jet(0, 0).value()).isZero();
    // Where it is cut off it is nothing already.
    double width = Math.sqrt(4 * DIFFUSION);
    assertThat(KINK.at(1, 6.499 * width)).isBetween(0.0, 1e-19);
  }
}
