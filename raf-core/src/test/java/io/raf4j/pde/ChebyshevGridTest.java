package io.raf4j.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Derivatives and interpolation, exact for polynomials of the grid's degree. */
final class ChebyshevGridTest {

  private static final int DEGREE = 8;
  private final ChebyshevGrid grid = new ChebyshevGrid(DEGREE);

  private static double point(int i) {
    return Math.cos(i * Math.PI / DEGREE);
  }

  /** With q = X^5 the function is X^5 - X^7, and d/dx = 2 d/dX. */
  @Test
  void derivativesOfAFunctionThatVanishesAtTheEnds() {
    for (int order = 0; order <= 4; order++) {
      double[][] matrix = grid.bounded(order);
      for (int i = 0; i <= DEGREE; i++) {
        double sum = 0;
        for (int j = 0; j <= DEGREE; j++) {
          sum += matrix[i][j] * Math.pow(point(j), 5);
        }
        double expected =
            Math.pow(2, order) * (falling(5, order, point(i)) - falling(7, order, point(i)));
        assertThat(sum).isCloseTo(expected, within(1e-8));
      }
    }
  }

  /** Returns the derivative of x^n of an order. */
  private static double falling(int n, int order, double x) {
    double factor = 1;
    for (int k = 0; k < order; k++) {
      factor *= n - k;
    }
    return factor * Math.pow(x, n - order);
  }

  @Test
  void polynomialsAreInterpolatedExactlyAndAtPointsByTheirValue() {
    for (double x : new double[] {-1, -0.33, 0, 0.2, 0.999, 1, point(3)}) {
      double[] weights = grid.weights(x);
      assertThat(Arrays.stream(weights).sum()).isCloseTo(1, within(1e-14));
      double sum = 0;
      for (int i = 0; i <= DEGREE; i++) {
        sum += weights[i] * (Math.pow(point(i), 8) - 3 * point(i) + 1);
      }
      assertThat(sum).isCloseTo(Math.pow(x, 8) - 3 * x + 1, within(1e-13));
    }
    assertThat(grid.weights(point(3))[3]).isEqualTo(1);
  }
}
