package io.raf4j.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Digits that are left where the condition is bad. */
class IllConditionedTest {

  private static double error(
      Problem problem, Function<Problem, LinearModel> method, double[] solution) {
    double[] ones = new double[solution.length];
    Arrays.fill(ones, 1);
    double[] delta = problem.solve(method, ones, 0, null).delta().orElseThrow();
    double largest = 0;
    for (int i = 0; i < delta.length; i++) {
      largest = Math.max(largest, Math.abs(delta[i] - solution[i]));
    }
    return largest;
  }

  private static double[] ones(int size) {
    double[] ones = new double[size];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static NormalModel byCholesky(Problem p) {
    return NormalModel.byCholesky(p.matrix(), p.vector(), 1);
  }

  /** Nine powers on [0, 1]: condition 1e6, 3e12 squared. */
  @Test
  void orthogonalMethodsKeepTheDigitsThatCholeskyLoses() {
    Problem problem = Problem.solvedBy(Problem.vandermonde(100, 9), ones(9));
    double cholesky = error(problem, IllConditionedTest::byCholesky, ones(9));
    double values = error(problem, p -> TriangularModel.bySingularValues(p.factor()), ones(9));
    double elimination = error(problem, p -> TriangularModel.byElimination(p.factor()), ones(9));
    assertThat(cholesky).isBetween(1e-8, 1e-3);
    assertThat(values).isLessThan(2e-10);
    assertThat(elimination).isLessThan(2e-10);
  }

  /** Hilbert's matrix of 10 has condition 1.6e13: its square is singular to every last bit. */
  @Test
  void hilbertsMatrixIsSolvedAndItsSquareIsNot() {
    double[][] hilbert = new double[10][10];
    for (int i = 0; i < 10; i++) {
      for (int j = 0; j < 10; j++) {
        hilbert[i][j] = 1.0 / (i + j + 1);
      }
    }
    Problem problem = Problem.solvedBy(hilbert, ones(10));
    Solution solution =
        problem.solve(p -> TriangularModel.byElimination(p.factor()), ones(10), 0, null);
    assertThat(solution.condition()).isBetween(1e12, 1e15);
    assertThat(error(problem, p -> TriangularModel.byElimination(p.factor()), ones(10)))
        .isLessThan(0.02);
    Solution squared = problem.solve(IllConditionedTest::byCholesky, ones(10), 0, null);
    assertThat(squared.status())
        .isIn(Solution.Status.NOT_POSITIVE_DEFINITE, Solution.Status.RANK_DEFICIENT);
    // A damping of 1e-10 makes the square positive, and of the step nothing is left to tell apart.
    assertThat(problem.solve(IllConditionedTest::byCholesky, ones(10), 1e-10, null).status())
        .isEqualTo(Solution.Status.SOLVED);
  }

  /** A small damping changes what a step of condition 1e13 does, by a known amount. */
  @Test
  void singularValuesServeDampingsBelowTheSquaresRounding() {
    // J = diag(1, 1e-12), r = (-1, -1e-12): delta_2 = s^2 / (s^2 + lambda), to all digits.
    Problem problem = new Problem(2, 2, new double[] {1, 0, 0, 1e-12}, new double[] {-1, -1e-12});
    try (DampedSolver solver = TriangularModel.bySingularValues(problem.factor()).damped(ones(2))) {
      for (double lambda : new double[] {1e-20, 1e-24, 3e-25}) {
        double expected = 1e-24 / (1e-24 + lambda);
        assertThat(solver.solve(lambda, null).delta().orElseThrow()[1] / expected)
            .isBetween(1 - 1e-12, 1 + 1e-12);
      }
    }
  }

  @Test
  void indefiniteMatricesAreToldWithLapacksNumber() {
    NormalModel model = NormalModel.byCholesky(new double[] {1, 2, 1}, new double[] {-3, -3}, 9);
    try (DampedSolver solver = model.damped(ones(2))) {
      Solution solution = solver.solve(0, null);
      assertThat(solution.status()).isEqualTo(Solution.Status.NOT_POSITIVE_DEFINITE);
      assertThat(solution.lapackStatus()).isEqualTo(2);
      assertThat(solution.delta()).isEmpty();
    }
  }

  @Test
  void singularToRoundingIsToldByElimination() {
    double[][] twice = {{1, 1}, {1, 1}, {2, 2}};
    Solution solution =
        Problem.solvedBy(twice, ones(2))
            .solve(p -> TriangularModel.byElimination(p.factor()), ones(2), 0, null);
    assertThat(solution.status()).isEqualTo(Solution.Status.RANK_DEFICIENT);
    assertThat(solution.condition()).isGreaterThan(1e15);
  }

  @Test
  void theSecondRoutineServesWhereTheFirstDoesNotConverge() {
    Problem problem = Problem.random(20, 5, 3);
    SingularValues.Driver fails = (a, values, right) -> 7;
    SingularValues.Driver spoils =
        (a, values, right) -> {
          a.clear();
          return 3;
        };
    Function<Problem, LinearModel> good = p -> TriangularModel.bySingularValues(p.factor());
    double[] expected = problem.solve(good, ones(5), 0.1, null).delta().orElseThrow();
    double[] found =
        problem
            .solve(
                p -> new TriangularModel(p.factor(), spoils, SingularValues.DIVIDE_AND_CONQUER),
                ones(5),
                0.1,
                null)
            .delta()
            .orElseThrow();
    assertThat(found).containsExactly(expected);
    Solution none =
        problem.solve(p -> new TriangularModel(p.factor(), spoils, fails), ones(5), 0.1, null);
    assertThat(none.status()).isEqualTo(Solution.Status.NOT_CONVERGED);
    assertThat(none.lapackStatus()).isEqualTo(7);
    assertThat(none.delta()).isEmpty();
  }
}
