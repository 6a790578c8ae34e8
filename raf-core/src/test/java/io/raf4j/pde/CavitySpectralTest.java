package io.raf4j.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.jet.Jet;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The reference of the cavity, of a small degree, against the equations of the flow. */
final class CavitySpectralTest {

  private static final double VISCOSITY = 0.01;
  private static final CavitySpectral FLOW = CavitySpectral.solve(28, VISCOSITY);
  private static final double STEP = 5e-3;
  private static final Offset<Double> CLOSE = within(2e-3);

  private static double u(double x, double y) {
    return FLOW.at(x, y)[0];
  }

  private static double v(double x, double y) {
    return FLOW.at(x, y)[1];
  }

  @Test
  void wallsAreAtRestAndTheLidHasItsSpeed() {
    for (double s = 0; s <= 1; s += 0.05) {
      assertThat(u(s, 1)).isCloseTo(4 * s * (1 - s), within(1e-10));
      assertThat(u(s, 0)).isCloseTo(0, within(1e-10));
      assertThat(v(s, 1)).isCloseTo(0, within(1e-10));
      assertThat(v(s, 0)).isCloseTo(0, within(1e-10));
      for (double wall : new double[] {0, 1}) {
        assertThat(u(wall, s)).isCloseTo(0, within(1e-10));
        assertThat(v(wall, s)).isCloseTo(0, within(1e-10));
      }
    }
    assertThat(FLOW.at(0.5, 0.5)[2]).isNaN();
  }

  @Test
  void noFluidIsMadeOrLost() {
    double largest = 0;
    double slope = 0;
    for (double x = 0.1; x < 0.95; x += 0.1) {
      for (double y = 0.1; y < 0.95; y += 0.1) {
        double alongX = (u(x + STEP, y) - u(x - STEP, y)) / (2 * STEP);
        double alongY = (v(x, y + STEP) - v(x, y - STEP)) / (2 * STEP);
        largest = Math.max(largest, Math.abs(alongX + alongY));
        slope = Math.max(slope, Math.abs(alongX));
      }
    }
    assertThat(slope).isGreaterThan(0.5);
    assertThat(largest).isLessThan(1e-2 * slope);
  }

  /**
   * Another method altogether: stream function and vorticity by differences, until all is still.
   */
  @Test
  void theFlowIsThatOfDifferencesOfVorticity() {
    Differences coarse = new Differences(24);
    Differences fine = new Differences(48);
    for (int i = 1; i < 8; i++) {
      double s = i / 8.0;
      assertThat(u(0.5, s)).isCloseTo(extrapolated(fine.u(24, 6 * i), coarse.u(12, 3 * i)), CLOSE);
      assertThat(v(s, 0.5)).isCloseTo(extrapolated(fine.v(6 * i, 24), coarse.v(3 * i, 12)), CLOSE);
    }
  }

  private static double extrapolated(double fine, double coarse) {
    return (4 * fine - coarse) / 3;
  }

  /** w_t + u w_x + v w_y = nu Lap w and Lap psi = -w on n by n cells, with Thom's walls. */
  private static final class Differences {

    private final int n;
    private final double h;
    private final double[][] psi;
    private final double[][] w;

    Differences(int n) {
      this.n = n;
      this.h = 1.0 / n;
      this.psi = new double[n + 1][n + 1];
      this.w = new double[n + 1][n + 1];
      double time = 0.2 * h * h / VISCOSITY;
      for (double t = 0; t < 40; t += time) {
        relax();
        walls();
        step(time);
      }
    }

    private void relax() {
      double factor = 2 / (1 + Math.sin(Math.PI * h));
      for (int sweep = 0; sweep < 12; sweep++) {
        for (int i = 1; i < n; i++) {
          for (int j = 1; j < n; j++) {
            double mean =
                (psi[i - 1][j] + psi[i + 1][j] + psi[i][j - 1] + psi[i][j + 1] + h * h * w[i][j])
                    / 4;
            psi[i][j] += factor * (mean - psi[i][j]);
          }
        }
      }
    }

    private void walls() {
      for (int k = 0; k <= n; k++) {
        double lid = 4 * k * h * (1 - k * h);
        w[k][n] = -2 * psi[k][n - 1] / (h * h) - 2 * lid / h;
        w[k][0] = -2 * psi[k][1] / (h * h);
        w[0][k] = -2 * psi[1][k] / (h * h);
        w[n][k] = -2 * psi[n - 1][k] / (h * h);
      }
    }

    private void step(double time) {
      double[][] change = new double[n + 1][n + 1];
      for (int i = 1; i < n; i++) {
        for (int j = 1; j < n; j++) {
          double spread = w[i - 1][j] + w[i + 1][j] + w[i][j - 1] + w[i][j + 1] - 4 * w[i][j];
          double carried =
              u(i, j) * (w[i + 1][j] - w[i - 1][j]) + v(i, j) * (w[i][j + 1] - w[i][j - 1]);
          change[i][j] = VISCOSITY * spread / (h * h) - carried / (2 * h);
        }
      }
      for (int i = 1; i < n; i++) {
        for (int j = 1; j < n; j++) {
          w[i][j] += time * change[i][j];
        }
      }
    }

    double u(int i, int j) {
      return (psi[i][j + 1] - psi[i][j - 1]) / (2 * h);
    }

    double v(int i, int j) {
      return (psi[i - 1][j] - psi[i + 1][j]) / (2 * h);
    }
  }

  @Test
  void slowFlowIsSymmetricAndFastFlowIsNot() {
    CavitySpectral slow = CavitySpectral.solve(12, 1e4);
    for (double y : new double[] {0.2, 0.5, 0.8}) {
      assertThat(slow.at(0.3, y)[0]).isCloseTo(slow.at(0.7, y)[0], within(1e-6));
      assertThat(slow.at(0.3, y)[1]).isCloseTo(-slow.at(0.7, y)[1], within(1e-6));
    }
    assertThat(Math.abs(v(0.3, 0.8) + v(0.7, 0.8))).isGreaterThan(0.02);
  }

  @Test
  void higherDegreesChangeLittle() {
    CavitySpectral coarse = CavitySpectral.solve(12, VISCOSITY);
    for (double x : new double[] {0.25, 0.5, 0.75}) {
      assertThat(coarse.at(x, 0.5)[0]).isCloseTo(u(x, 0.5), within(2e-2));
      assertThat(coarse.at(x, 0.5)[1]).isCloseTo(v(x, 0.5), within(2e-2));
    }
  }

  /** The problem's own factor and lift have these walls. */
  @Test
  void theProblemPrescribesTheSameWalls() {
    PdeProblem problem = PdeCatalogue.named("lid-driven-cavity").problem(2);
    assertThat(problem.unknowns()).containsExactly("u", "v", "p");
    for (double[] wall : new double[][] {{0, 0.3}, {1, 0.3}, {0.3, 0}, {0.3, 1}, {0.9, 1}}) {
      Jet[] x = Jet.constants(wall);
      double[] flow = FLOW.at(wall[0], wall[1]);
      for (int i = 0; i < 2; i++) {
        assertThat(problem.boundaryFactor(i, x).value()).isZero();
        assertThat(problem.lift(i, x).value()).isCloseTo(flow[i], within(1e-10));
      }
      assertThat(problem.boundaryFactor(2, x).value()).isEqualTo(1);
    }
  }
}
