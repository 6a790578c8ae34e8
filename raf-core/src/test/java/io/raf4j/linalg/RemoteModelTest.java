package io.raf4j.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.host.ComputeThreads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models whose J is in no one place. */
class RemoteModelTest {

  private static final double[] LAMBDAS = {1e-3, 0.1, 7};

  private final int threads = ComputeThreads.count();

  @AfterEach
  void putThreadsBack() {
    ComputeThreads.setCount(threads);
  }

  private static List<double[]> steps(LinearModel model, double[] scaling, double[] pull) {
    try (DampedSolver solver = model.damped(scaling)) {
      return solver.solveAll(LAMBDAS, pull).stream()
          .map(solution -> solution.delta().orElseThrow())
          .toList();
    }
  }

  /** Tiles of 256 are cut: 300 rows, 700 unknowns. */
  @ParameterizedTest
  @ValueSource(ints = {300, 256, 100, 37})
  void panelsOfAnyHeightMakeTheStepsOfOneJacobian(int height) {
    Problem problem = Problem.random(300, 700, 21);
    Random random = new Random(22);
    double[] scaling = random.doubles(700, 0.1, 3).toArray();
    double[] pull = random.doubles(700, -1, 1).toArray();
    List<double[]> remote = steps(PanelJacobian.model(problem, height), scaling, pull);
    List<double[]> here =
        problem.lend(
            (jacobian, leadingDimension, r) ->
                steps(
                    ResidualModel.byCholesky(jacobian, leadingDimension, 300, r, 700),
                    scaling,
                    pull));
    for (int l = 0; l < LAMBDAS.length; l++) {
      assertThat(remote.get(l)).containsExactly(here.get(l), within(1e-10));
    }
  }

  @Test
  void bitsDoNotDependOnThreads() {
    Problem problem = Problem.random(300, 700, 21);
    double[] ones = new double[700];
    Arrays.fill(ones, 1);
    List<List<double[]>> found = new ArrayList<>();
    for (int count : new int[] {1, 2, 5}) {
      ComputeThreads.setCount(count);
      LinearModel model = PanelJacobian.model(problem, 300);
      List<double[]> steps = new ArrayList<>(steps(model, ones, null));
      steps.add(model.reductions(steps));
      found.add(steps);
    }
    for (List<double[]> other : found.subList(1, found.size())) {
      for (int l = 0; l < other.size(); l++) {
        assertThat(other.get(l)).containsExactly(found.get(0).get(l));
      }
    }
  }

  @Test
  void aSystemWithoutASolutionIsToldAndTheOthersAreSolved() {
    // Two rows that are the same: K is singular, and damped it is not.
    Problem problem = new Problem(2, 3, new double[] {1, 1, 2, 2, 3, 3}, new double[] {1, 1});
    try (DampedSolver solver = PanelJacobian.model(problem, 1).damped(new double[] {1, 1, 1})) {
      List<Solution> solutions = solver.solveAll(new double[] {0, 1}, null);
      assertThat(solutions.get(0).isSolved()).isFalse();
      // J^T (K + 1)^-1 r with K = 14 [1 1; 1 1]: (1, 2, 3) 2 / 29.
      assertThat(solutions.get(1).delta().orElseThrow())
          .containsExactly(new double[] {-2 / 29.0, -4 / 29.0, -6 / 29.0}, within(1e-15));
    }
  }

  @Test
  void aSketchIsMadeWithTheScalingOfTheDamping() {
    Problem problem = Problem.random(200, 20, 3);
    double[] scaling = new Random(4).doubles(20, 0.1, 3).toArray();
    RemoteSketchModel model =
        new RemoteSketchModel(
            new double[20], problem.sumOfSquares(new double[20]), d -> sketch(problem, d));
    assertThatThrownBy(() -> model.reduction(new double[20]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("before damped");
    SketchModel expected = sketch(problem, scaling);
    double[] delta = steps(expected, scaling, null).get(0);
    assertThat(steps(model, scaling, null).get(0)).containsExactly(delta);
    assertThat(model.reduction(delta)).isEqualTo(expected.reduction(delta)).isPositive();
  }

  private static SketchModel sketch(Problem problem, double[] scaling) {
    return problem.lend(
        (jacobian, leadingDimension, r) -> {
          try (Sketch sketch = new Sketch(20, 80, 5)) {
            sketch.add(0, jacobian, leadingDimension, 200, r);
            return sketch.mixed(scaling, 20);
          }
        });
  }
}
