package io.raf4j.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.host.Address;
import io.raf4j.host.HostMemory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every exact method does alike. */
class LinearModelTest {

  /** The exact methods. */
  enum Method {
    CHOLESKY(p -> NormalModel.byCholesky(p.matrix(), p.vector(), p.sumOfSquares(zeros(p)))),
    EIGENVALUES(p -> NormalModel.byEigenvalues(p.matrix(), p.vector(), p.sumOfSquares(zeros(p)))),
    SINGULAR_VALUES(p -> TriangularModel.bySingularValues(p.factor())),
    QR_ITERATION(p -> new TriangularModel(p.factor(), SingularValues.QR_ITERATION)),
    ELIMINATION(p -> TriangularModel.byElimination(p.factor())),
    RESIDUAL_CHOLESKY(p -> residualModel(p, false)),
    RESIDUAL_EIGENVALUES(p -> residualModel(p, true)),
    REMOTE_RESIDUAL(p -> PanelJacobian.model(p, 7));

    final Function<Problem, LinearModel> model;

    Method(Function<Problem, LinearModel> model) {
      this.model = model;
    }

    boolean truncates() {
      return this == EIGENVALUES
          || this == SINGULAR_VALUES
          || this == QR_ITERATION
          || this == RESIDUAL_EIGENVALUES;
    }

    /** Needs damping for more rows than unknowns, where K is singular. */
    boolean isForFewRows() {
      return isKernelsCholesky() || this == RESIDUAL_EIGENVALUES;
    }

    boolean isKernelsCholesky() {
      return this == RESIDUAL_CHOLESKY || this == REMOTE_RESIDUAL;
    }
  }

  private static final List<HostMemory> KEPT = new ArrayList<>();

  /** The model looks at J where it is: it stays until all tests have ended. */
  private static LinearModel residualModel(Problem p, boolean isByEigenvalues) {
    HostMemory memory = HostMemory.of((long) (p.jacobian().length + p.rows()) * Double.BYTES);
    KEPT.add(memory);
    memory.address().doubles(p.jacobian().length).put(0, p.jacobian());
    Address residuals = memory.address().plus((long) p.jacobian().length * Double.BYTES);
    residuals.doubles(p.rows()).put(0, p.residuals());
    return isByEigenvalues
        ? ResidualModel.byEigenvalues(memory.address(), p.rows(), p.rows(), residuals, p.size())
        : ResidualModel.byCholesky(memory.address(), p.rows(), p.rows(), residuals, p.size());
  }

  @AfterAll
  static void free() {
    KEPT.forEach(HostMemory::close);
  }

  private static double[] zeros(Problem problem) {
    return new double[problem.size()];
  }

  private static double[] ones(int size) {
    double[] ones = new double[size];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static double[] solve(
      Method method, Problem problem, double[] scaling, double lambda, double[] pull) {
    Solution solution = problem.solve(method.model, scaling, lambda, pull);
    assertThat(solution.status()).isEqualTo(Solution.Status.SOLVED);
    return solution.delta().orElseThrow();
  }

  /** The gradient of the damped sum of squares is zero at the solution and nowhere else. */
  @ParameterizedTest
  @EnumSource
  void gradientOfTheDampedSumVanishes(Method method) {
    for (int[] shape : new int[][] {{1, 1}, {40, 7}, {3, 8}, {200, 64}, {130, 65}, {90, 130}}) {
      Problem problem = Problem.random(shape[0], shape[1], 5);
      Random random = new Random(6);
      double[] scaling = random.doubles(shape[1], 0.1, 3).toArray();
      double[] pull = random.doubles(shape[1], -1, 1).toArray();
      double lambda = 0.7;
      double[] delta = solve(method, problem, scaling, lambda, pull);
      double[] after = problem.times(delta);
      for (int i = 0; i < after.length; i++) {
        after[i] += problem.residuals()[i];
      }
      double[] gradient = problem.gradient(after);
      for (int i = 0; i < gradient.length; i++) {
        assertThat(gradient[i] + lambda * scaling[i] * (delta[i] - pull[i]))
            .isCloseTo(0, within(2e-12 * shape[0]));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneUnknownHasAClosedForm(Method method) {
    Problem problem = new Problem(2, 1, new double[] {3, 4}, new double[] {1, -7});
    // (J^T J + lambda D) delta = -J^T r + lambda D pull: (25 + 10) delta = 25 + 10 * 3.
    assertThat(solve(method, problem, new double[] {5}, 2, new double[] {3})[0])
        .isCloseTo(55 / 35.0, within(1e-14));
    assertThat(solve(method, problem, new double[] {5}, 2, null)[0])
        .isCloseTo(25 / 35.0, within(1e-14));
  }

  @ParameterizedTest
  @EnumSource
  void reductionIsTheDifferenceOfTheSums(Method method) {
    Problem problem = Problem.random(50, 9, 11);
    LinearModel model = method.model.apply(problem);
    double[] delta = new Random(12).doubles(9, -1, 1).toArray();
    double before = problem.sumOfSquares(zeros(problem));
    assertThat(model.size()).isEqualTo(9);
    assertThat(model.sumOfSquares()).isCloseTo(before, within(1e-13 * before));
    assertThat(model.reduction(delta))
        .isCloseTo(before - problem.sumOfSquares(delta), within(1e-12 * before));
    double[] expected = new double[9];
    for (int j = 0; j < 9; j++) {
      for (int i = 0; i < 50; i++) {
        expected[j] += problem.at(i, j) * problem.at(i, j);
      }
    }
    assertThat(model.diagonal()).containsExactly(expected, within(1e-12));
  }

  /** The rounding of the sum of squares is 1e-16 of 17; the reduction is 1e-24. */
  @ParameterizedTest
  @EnumSource
  void reductionOfATinyStepIsItsSlope(Method method) {
    Problem problem = Problem.random(50, 9, 11);
    double[] delta = new double[9];
    delta[4] = 1e-24;
    assertThat(method.model.apply(problem).reduction(delta))
        .isCloseTo(-2e-24 * problem.vector()[4], Offset.offset(1e-35));
  }

  /** A whole range of dampings from one decomposition: the damped steps grow as lambda falls. */
  @ParameterizedTest
  @EnumSource
  void dampingIsASpectrumOfSteps(Method method) {
    Problem problem = Problem.random(60, 12, 3);
    double last = 0;
    double[] lambdas = {1e12, 1e3, 1, 1e-3, 1e-30, 0};
    if (method.isKernelsCholesky()) {
      lambdas = new double[] {1e12, 1e3, 1, 1e-3, 1e-6};
    }
    try (DampedSolver solver = method.model.apply(problem).damped(ones(12))) {
      for (double lambda : lambdas) {
        double[] delta = solver.solve(lambda, null).delta().orElseThrow();
        double norm = Arrays.stream(delta).map(x -> x * x).sum();
        assertThat(norm).isGreaterThanOrEqualTo(last * (1 - 1e-12));
        last = norm;
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void undampedStepsOfFewRowsAreTheShortest(Method method) {
    Problem problem = Problem.random(5, 9, 14);
    if (method.isForFewRows() || method.truncates()) {
      double[] pull = new Random(15).doubles(9, -1, 1).toArray();
      double[] delta = solve(method, problem, ones(9), 0, pull);
      assertThat(problem.sumOfSquares(delta)).isCloseTo(0, within(1e-24));
      // From the pull in the space of J's rows: J^T y for some y.
      for (int j = 0; j < 9; j++) {
        delta[j] -= pull[j];
      }
      Problem transposed = new Problem(9, 5, transposed(problem), delta);
      assertThat(transposed.factor().packed()[20]).isCloseTo(0, within(1e-13));
    } else {
      assertThat(problem.solve(method.model, ones(9), 0, null).isSolved()).isFalse();
    }
  }

  private static double[] transposed(Problem problem) {
    double[] transposed = new double[problem.rows() * problem.size()];
    for (int i = 0; i < problem.rows(); i++) {
      for (int j = 0; j < problem.size(); j++) {
        transposed[i * problem.size() + j] = problem.at(i, j);
      }
    }
    return transposed;
  }

  @ParameterizedTest
  @EnumSource
  void conditionIsThatOfTheDampedMatrix(Method method) {
    Problem problem = new Problem(2, 2, new double[] {1e3, 0, 0, 1}, new double[] {1, 1});
    assertThat(problem.solve(method.model, ones(2), 0, null).condition())
        .isCloseTo(1e3, within(1e-6));
    assertThat(problem.solve(method.model, new double[] {1e6, 1}, 0, null).condition())
        .isCloseTo(1, within(1e-12));
    assertThat(problem.solve(method.model, ones(2), 3, null).condition())
        .isCloseTo(Math.sqrt((1e6 + 3) / 4), within(1e-6));
  }

  /** The third unknown is the sum of the first two, the fourth has no influence. */
  @ParameterizedTest
  @EnumSource
  void shortRankIsToldOrTruncated(Method method) {
    Problem full = Problem.random(30, 4, 9);
    for (int i = 0; i < 30; i++) {
      full.jacobian()[2 * 30 + i] = full.at(i, 0) + full.at(i, 1);
      full.jacobian()[3 * 30 + i] = 0;
    }
    Solution solution = full.solve(method.model, ones(4), 0, new double[] {0, 0, 0, 2.5});
    if (method.truncates()) {
      assertThat(solution.status()).isEqualTo(Solution.Status.SOLVED);
      assertThat(solution.rank()).isEqualTo(2);
      double[] delta = solution.delta().orElseThrow();
      // Nearest to the pull: in the plane that is orthogonal to (1, 1, -1).
      assertThat(delta[0] + delta[1] - delta[2]).isCloseTo(0, within(1e-13));
      assertThat(delta[3]).isCloseTo(2.5, within(1e-13));
    } else {
      assertThat(solution.isSolved()).isFalse();
      assertThat(solution.delta()).isEmpty();
      assertThat(solution.status())
          .isIn(Solution.Status.RANK_DEFICIENT, Solution.Status.NOT_POSITIVE_DEFINITE);
    }
    double[] damped = solve(method, full, ones(4), 1e-3, new double[] {0, 0, 0, 2.5});
    assertThat(damped[3]).isCloseTo(2.5, within(1e-12));
  }

  @ParameterizedTest
  @EnumSource
  void numbersThatAreNotFiniteAreTold(Method method) {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1e308}) {
      Problem inMatrix = Problem.random(20, 6, 1);
      Arrays.fill(inMatrix.jacobian(), 60, 63, bad);
      Solution solution = inMatrix.solve(method.model, ones(6), 1, null);
      if (bad == 1e308) {
        // A square overflows, or the condition does.
        assertThat(solution.isSolved()).isFalse();
        assertThat(solution.delta()).isEmpty();
      } else {
        assertNotFinite(solution);
      }
      Problem inResiduals = Problem.random(20, 6, 1);
      Arrays.fill(inResiduals.residuals(), 7, 10, bad);
      if (bad != 1e308) {
        assertNotFinite(inResiduals.solve(method.model, ones(6), 1, null));
      }
    }
    Problem good = Problem.random(20, 6, 1);
    double[] pull = {0, 0, Double.NaN, 0, 0, 0};
    assertNotFinite(good.solve(method.model, ones(6), 1, pull));
    double[] scaling = {1, 1, 1, Double.NaN, 1, 1};
    assertNotFinite(good.solve(method.model, scaling, 1, null));
  }

  private static void assertNotFinite(Solution solution) {
    assertThat(solution.status()).isEqualTo(Solution.Status.NOT_FINITE);
    assertThat(solution.delta()).isEmpty();
    assertThat(solution.isSolved()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void argumentsThatDoNotFitAreRefused(Method method) {
    LinearModel model = method.model.apply(Problem.random(20, 6, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.damped(new double[5]))
        .withMessageContainingAll("scaling", "5", "6");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.damped(new double[6]))
        .withMessageContainingAll("scaling", "0.0", "above 0");
    assertThatIllegalArgumentException().isThrownBy(() -> model.reduction(new double[7]));
    try (DampedSolver solver = model.damped(ones(6))) {
      for (double lambda : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> solver.solve(lambda, null))
            .withMessageContaining("lambda is " + lambda);
      }
      assertThatIllegalArgumentException()
          .isThrownBy(() -> solver.solve(1, new double[5]))
          .withMessageContaining("pull");
    }
  }
}
