package io.raf4j.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Normal equations that are known, and their solution. */
class NormalEquationsTest {

  @Test
  void equationsAreTheProductsOfThePanels() {
    double[][] jacobian = {{1, 2}, {3, -1}, {0.5, 4}};
    try (NormalEquations.Panel panel = new NormalEquations.Panel(2, 2);
        NormalEquations.Sum sum = new NormalEquations.Sum(2)) {
      // Two rows first, then one: the second row keeps what it held and does not count.
      for (int i = 0; i < 2; i++) {
        int rows = i == 0 ? 2 : 1;
        for (int row = 0; row < rows; row++) {
          panel.put(0, row, jacobian[2 * i + row], 0, 1);
          panel.put(1, row, jacobian[2 * i + row], 1, 1);
        }
        panel.take(i == 0 ? new double[] {1, -2} : new double[] {3, 99}, rows);
        sum.add(panel);
      }
      NormalEquations equations = sum.equations();
      assertThat(equations.size()).isEqualTo(2);
      assertThat(equations.matrix()).containsExactly(10.25, 1, 21);
      assertThat(equations.vector()).containsExactly(-3.5, 16);
      assertThat(equations.sumOfSquares()).isEqualTo(14);
    }
  }

  @Test
  void moreUnknownsThanAnArrayHoldsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NormalEquations.Panel(70_000, 1))
        .withMessage("unknowns are 70000; expected at most 65535");
  }

  @Test
  void solvesAKnownSystem() {
    int n = 300;
    Random random = new Random(8);
    double[][] factor = new double[n][];
    for (int i = 0; i < n; i++) {
      factor[i] = random.doubles(i + 1, -1, 1).toArray();
      factor[i][i] = 10 + i % 3;
    }
    double[] matrix = new double[n * (n + 1) / 2];
    double[] diagonal = random.doubles(n, 0, 5).toArray();
    double[] expected = random.doubles(n, -1, 1).toArray();
    double[] vector = new double[n];
    int next = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int k = 0; k <= j; k++) {
          sum += factor[i][k] * factor[j][k];
        }
        vector[i] -= sum * expected[j];
        vector[j] -= i == j ? 0 : sum * expected[i];
        matrix[next++] = sum - (i == j ? diagonal[i] : 0);
      }
    }
    assertThat(solve(matrix, vector, diagonal, 1).delta().orElseThrow())
        .containsExactly(expected, within(1e-10));
  }

  private static Solution solve(
      double[] matrix, double[] vector, double[] diagonal, double lambda) {
    try (DampedSolver solver = NormalModel.byCholesky(matrix, vector, 0).damped(diagonal)) {
      return solver.solve(lambda, null);
    }
  }

  @Test
  void indefiniteMatricesHaveNoSolution() {
    double[] matrix = {1, 2, 1};
    assertThat(solve(matrix, new double[] {1, 1}, new double[] {1, 1}, 0.5).status())
        .isEqualTo(Solution.Status.NOT_POSITIVE_DEFINITE);
    // [2 2; 2 5] delta = (4, 1)
    assertThat(solve(matrix, new double[] {-4, -1}, new double[] {0.25, 1}, 4).delta())
        .hasValueSatisfying(
            delta -> assertThat(delta).containsExactly(new double[] {3, -1}, within(1e-12)));
  }

  @Test
  void unknownsWithoutInfluenceStayWhereTheyAre() {
    double[] matrix = {4, 0, 0, 2, 0, 9};
    double[] vector = {-8, 0, 1};
    assertThat(solve(matrix, vector, new double[] {1, 1e-15, 1}, 1e-3).delta().orElseThrow()[1])
        .isZero();
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NormalModel.byCholesky(new double[3], new double[3], 0))
        .withMessageContainingAll("matrix", "3", "6");
  }
}
