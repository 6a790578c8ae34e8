package io.raf4j.eigen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.jet.Jet;
import java.util.Arrays;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.junit.jupiter.api.Test;

/** A box without a condition but the natural one. */
class NeumannBoxTest {

  /**
   * Returns the lowest values of -u'' + c cos(x) u on [0, pi] with u' = 0 at both ends, by
   * differences over cells, whose error is a series in h^2: two of them leave h^4.
   */
  private static double[] byDifferences(double c, int count) {
    double[] coarse = levels(c, 300);
    double[] fine = levels(c, 600);
    double[] levels = new double[count];
    Arrays.setAll(levels, i -> (4 * fine[i] - coarse[i]) / 3);
    return levels;
  }

  private static double[] levels(double c, int cells) {
    double h = Math.PI / cells;
    double[] main = new double[cells];
    double[] beside = new double[cells - 1];
    for (int i = 0; i < cells; i++) {
      boolean isEnd = i == 0 || i == cells - 1;
      main[i] = (isEnd ? 1 : 2) / (h * h) + c * Math.cos((i + 0.5) * h);
    }
    Arrays.fill(beside, -1 / (h * h));
    double[] values = new EigenDecomposition(main, beside).getRealEigenvalues();
    Arrays.sort(values);
    return values;
  }

  @Test
  void eigenvaluesOfAnIntervalAreThoseOfDifferences() {
    double[] expected = byDifferences(4 * Periodic.factor(0), 5);
    assertThat(new NeumannBox(1).eigenvalues(5)).containsExactly(expected, within(1e-6));
  }

  @Test
  void eigenvaluesOfASquareAreSumsOfThem() {
    double[] first = byDifferences(4 * Periodic.factor(0), 8);
    double[] second = byDifferences(4 * Periodic.factor(1), 8);
    double[] sums =
        Arrays.stream(first)
            .flatMap(a -> Arrays.stream(second).map(b -> a + b))
            .sorted()
            .limit(8)
            .toArray();
    assertThat(new NeumannBox(2).eigenvalues(8)).containsExactly(sums, within(1e-6));
  }

  @Test
  void withoutPotentialTheLevelsAreSquares() {
    assertThat(new Mathieu(0).evenLevels(5))
        .containsExactly(new double[] {0, 1, 4, 9, 16}, within(1e-12));
  }

  /** Of Mathieu's functions of the whole circle every other one is even. */
  @Test
  void evenLevelsAreAmongAllLevels() {
    double[] all = new Mathieu(2.5).levels(9);
    double[] even = new Mathieu(2.5).evenLevels(5);
    assertThat(even[0]).isCloseTo(all[0], within(1e-12));
    for (int k = 1; k < 5; k++) {
      assertThat(even[k]).isCloseTo(all[2 * k], within(1e-12));
    }
  }

  @Test
  void theGroundStateHasNoSlopeOnTheSides() {
    EigenProblem.GroundState ground = new NeumannBox(2).groundState().orElseThrow();
    for (double side : new double[] {0, Math.PI}) {
      assertThat(ground.at(Jet.coordinates(new double[] {side, 0.7})).derivative(0))
          .isCloseTo(0, within(1e-14));
      assertThat(ground.at(Jet.coordinates(new double[] {0.7, side})).derivative(1))
          .isCloseTo(0, within(1e-14));
    }
  }
}
