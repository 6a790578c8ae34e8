package io.raf4j.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The solution of Burgers' equation against the equation, its data and a published slope. */
final class ColeHopfTest {
  private static final ColeHopf SOLUTION = new ColeHopf(0.01 / Math.PI);

  private interface Line {
    double at(double offset);
  }

  private static double first(Line u, double h) {
    return (8 * (u.at(h) - u.at(-h)) - u.at(2 * h) + u.at(-2 * h)) / (12 * h);
  }

  private static double second(Line u, double h) {
    return (16 * (u.at(h) + u.at(-h)) - u.at(2 * h) - u.at(-2 * h) - 30 * u.at(0)) / (12 * h * h);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01 / Math.PI, 0.01})
  void valuesSatisfyTheEquation(double viscosity) {
    ColeHopf solution = new ColeHopf(viscosity);
    for (double t = 0.05; t < 1; t += 0.09) {
      for (double x = -0.95; x < 1; x += 0.0731) {
        double time = t;
        double place = x;
        double step = Math.abs(x) < 0.2 ? 2e-4 : 1e-3;
        Line inTime = offset -> solution.at(time + offset, place);
        Line inSpace = offset -> solution.at(time, place + offset);
        double change = first(inTime, step);
        double transport = inSpace.at(0) * first(inSpace, step);
        double diffusion = viscosity * second(inSpace, step);
        assertThat(change + transport)
            .as("at t = %s, x = %s", t, x)
            .isCloseTo(diffusion, within(1e-6 * (1 + Math.abs(transport))));
      }
    }
  }

  @Test
  void startsAsTheSine() {
    for (double x = -1; x <= 1; x += 0.1) {
      assertThat(SOLUTION.at(0, x)).isEqualTo(-Math.sin(Math.PI * x));
      assertThat(SOLUTION.at(1e-9, x)).isCloseTo(-Math.sin(Math.PI * x), within(1e-7));
    }
  }

  @Test
  void isOddAndZeroOnTheSides() {
    for (double t = 0; t <= 1; t += 0.1) {
      assertThat(SOLUTION.at(t, 1)).isCloseTo(0, within(1e-14));
      assertThat(SOLUTION.at(t, 0)).isCloseTo(0, within(1e-14));
      assertThat(SOLUTION.at(t, 0.3)).isCloseTo(-SOLUTION.at(t, -0.3), within(1e-13));
    }
  }

  /** The periodic problem of nu = 0.01: the solution of period 2 is odd about both ends. */
  @Test
  void periodicSolutionIsZeroOnTheSides() {
    ColeHopf smooth = new ColeHopf(0.01);
    for (double t = 0.1; t <= 1; t += 0.1) {
      assertThat(smooth.at(t, 1)).isCloseTo(0, within(1e-14));
      assertThat(smooth.at(t, 1.2)).isCloseTo(smooth.at(t, -0.8), within(1e-13));
      assertThat(smooth.at(t, 1.2)).isCloseTo(-smooth.at(t, 0.8), within(1e-13));
    }
  }

  /** Basdevant and others, Computers and Fluids 14 (1986): 152.00516 at t = 1.6037 / pi. */
  @Test
  void steepestSlopeIsThePublishedOne() {
    Line inSpace = offset -> SOLUTION.at(1.6037 / Math.PI, offset);
    assertThat(first(inSpace, 2e-5)).isCloseTo(-152.00516, within(1e-4));
  }
}
