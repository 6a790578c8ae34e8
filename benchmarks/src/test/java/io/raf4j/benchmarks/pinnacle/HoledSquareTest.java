package io.raf4j.benchmarks.pinnacle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

/** Differences around discs: exact solutions, order of convergence, what is prescribed. */
class HoledSquareTest {

  private static final double SCREENING = 3;
  private static final double VALUE = 0.5;
  private static final double RADIUS = 0.37;

  /** c + (x^2 - 1) (y^2 - 1) (x^2 + y^2 - r^2), which is c on the square and on the circle. */
  private static double exact(double x, double y) {
    return VALUE + (x * x - 1) * (y * y - 1) * (x * x + y * y - RADIUS * RADIUS);
  }

  private static double source(double x, double y) {
    double s = (x * x - 1) * (y * y - 1);
    double d = x * x + y * y - RADIUS * RADIUS;
    double laplacian =
        d * 2 * (x * x + y * y - 2)
            + 2 * (2 * x * (y * y - 1) * 2 * x + 2 * y * (x * x - 1) * 2 * y)
            + 4 * s;
    return -laplacian + SCREENING * exact(x, y);
  }

  private static double largestError(HoledSquare square, DoubleBinaryOperator exact, int n) {
    double[][] u = square.solve(n);
    double largest = 0;
    for (int i = 0; i <= n; i++) {
      for (int j = 0; j <= n; j++) {
        if (square.contains(i, j, n)) {
          double x = -square.half() + 2 * square.half() * i / n;
          double y = -square.half() + 2 * square.half() * j / n;
          largest = Math.max(largest, Math.abs(u[i][j] - exact.applyAsDouble(x, y)));
        }
      }
    }
    return largest;
  }

  @Test
  void errorsFallWithTheSquareOfTheStepBesideACurvedBoundary() {
    double[][] disc = {{0, 0, RADIUS}};
    HoledSquare square = new HoledSquare(1, disc, SCREENING, HoledSquareTest::source, VALUE, VALUE);
    double coarse = largestError(square, HoledSquareTest::exact, 20);
    double fine = largestError(square, HoledSquareTest::exact, 80);
    assertThat(coarse).isLessThan(1e-2);
    assertThat(coarse / fine).isGreaterThan(12);
  }

  @Test
  void aSquareWithoutDiscsIsThatOfTheFivePointStar() {
    double rate = Math.PI / 2;
    DoubleBinaryOperator wave = (x, y) -> 1 + Math.cos(rate * x) * Math.cos(rate * y);
    HoledSquare square =
        new HoledSquare(
            1,
            new double[0][],
            0,
            (x, y) -> 2 * rate * rate * (wave.applyAsDouble(x, y) - 1),
            1,
            0);
    // The star's eigenvalue for the wave is known: the discrete solution is the wave times a
    // factor.
    int n = 16;
    double h = 2.0 / n;
    double factor = Math.pow(rate * h / 2 / Math.sin(rate * h / 2), 2);
    DoubleBinaryOperator discrete = (x, y) -> 1 + factor * (wave.applyAsDouble(x, y) - 1);
    assertThat(largestError(square, discrete, n)).isLessThan(1e-9);
  }

  @Test
  void theCasesHaveTheValuesOfTheirBoundaries() {
    double[][] classic = HoledSquare.classic().solve(40);
    assertThat(classic[0][7]).isEqualTo(1);
    assertThat(HoledSquare.classic().contains(32, 32, 40)).isFalse();
    assertThat(HoledSquare.classic().contains(20, 20, 40)).isTrue();
    assertThat(classic[20][20]).isBetween(0.0, 1.0);
    double[][] screened = HoledSquare.screened().solve(40);
    assertThat(screened[40][3]).isEqualTo(0.2);
  }
}
