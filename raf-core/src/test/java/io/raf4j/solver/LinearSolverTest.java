package io.raf4j.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.geometry.Points;
import io.raf4j.geometry.ResidualDensity;
import io.raf4j.geometry.Sampler;
import io.raf4j.host.ComputeThreads;
import io.raf4j.linalg.DampedSolver;
import io.raf4j.linalg.LinearModel;
import io.raf4j.linalg.Solution;
import io.raf4j.random.Purpose;
import io.raf4j.solver.LevenbergMarquardt.Iteration;
import io.raf4j.solver.LevenbergMarquardt.Options;
import io.raf4j.solver.LevenbergMarquardt.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every linear solver as a part of the method, over all points or shares of them. */
class LinearSolverTest {

  private static final double LAMBDA = 1e-2;

  private final int threads = ComputeThreads.count();

  @AfterEach
  void putThreadsBack() {
    ComputeThreads.setCount(threads);
  }

  /** Residuals of a network at its start. */
  private record Case(ProblemReference problem, Residuals residuals, double[] theta) {

    static Case of(String name, int dimension) {
      ProblemReference problem = ProblemReference.named(ProblemReference.Kind.PDE, name, dimension);
      MultiLayerNetwork network =
          SolverFixtures.still(problem, 1, SolverFixtures.plain(9, 2), "sin", "gaussian");
      Residuals residuals = Residuals.pde(TrialLayer.of(network.getLayerWiseConfigurations()));
      return new Case(problem, residuals, residuals.theta(network.params()));
    }

    /** Lets so many shares of the points do their part, one after the other. */
    RowPasses passes(Points all, int shares) {
      RowShares rows =
          new RowShares(
              residuals,
              theta,
              shares,
              share ->
                  all.only(
                      IntStream.range(
                              all.count() * share / shares, all.count() * (share + 1) / shares)
                          .toArray()));
      RowPasses.Runner runner =
          new RowPasses.Runner() {
            @Override
            public <R> List<R> run(double[][] shared, RowPasses.Pass<R> pass) {
              return IntStream.range(0, shares)
                  .mapToObj(share -> pass.of(rows, shared, share))
                  .toList();
            }
          };
      return new RowPasses(runner, 8);
    }
  }

  private static double[] scaling(LinearModel model) {
    return Arrays.stream(model.diagonal()).map(square -> square + 1e-3).toArray();
  }

  private static double[] step(LinearModel model) {
    try (DampedSolver solver = model.damped(scaling(model))) {
      Solution solution = solver.solve(LAMBDA, null);
      assertThat(solution.status()).isEqualTo(Solution.Status.SOLVED);
      return solution.delta().orElseThrow();
    }
  }

  private static double norm(double[] values) {
    return Math.sqrt(Arrays.stream(values).map(value -> value * value).sum());
  }

  private static double distance(double[] one, double[] other) {
    double[] difference = one.clone();
    for (int i = 0; i < difference.length; i++) {
      difference[i] -= other[i];
    }
    return norm(difference);
  }

  /** Schroedinger's equation has two residuals at each point: their rows have to stay apart. */
  @ParameterizedTest
  @CsvSource({
    "poisson-smooth, 2, 1",
    "poisson-smooth, 2, 3",
    "schroedinger, 1, 1",
    "schroedinger, 1, 4",
    "disc-with-hole, 2, 1",
    "disc-with-hole, 2, 3",
    "inverse-diffusion, 1, 2"
  })
  void residualSpaceHasTheStepAndTheReductionOfTheNormalEquations(
      String name, int dimension, int shares) {
    Case c = Case.of(name, dimension);
    Points points =
        c.residuals()
            .withConditions(
                SolverFixtures.points(c.problem(), 70, 5),
                Sampler.SOBOL,
                5,
                Purpose.COLLOCATION,
                0);
    Linearisation expected =
        c.residuals().linearise(c.theta(), points, Factorisation.NORMAL).linearisation();
    Linearisation actual = c.passes(points, shares).linearisation(LinearSolver.RESIDUAL_SPACE, 0);
    double[] step = step(expected.model());
    assertThat(actual.solver()).isEqualTo(LinearSolver.RESIDUAL_SPACE);
    assertThat(actual.loss()).isEqualTo(expected.loss(), within(1e-13 * expected.loss()));
    assertThat(distance(actual.model().diagonal(), expected.model().diagonal()))
        .isLessThan(1e-13 * norm(expected.model().diagonal()));
    assertThat(distance(step(actual.model()), step)).isLessThan(1e-9 * norm(step));
    double reduction = expected.model().reduction(step);
    assertThat(actual.model().reduction(step)).isEqualTo(reduction, within(1e-12 * reduction));
  }

  /** Two blocks of the kernel, so three tiles: more than one batch would make no difference. */
  @Test
  void kernelsOfSeveralBlocksHaveTheSameStep() {
    Case c = Case.of("poisson-smooth", 2);
    Points points = SolverFixtures.points(c.problem(), 1500, 5);
    double[] expected =
        step(
            c.residuals()
                .linearise(c.theta(), points, Factorisation.NORMAL)
                .linearisation()
                .model());
    double[] actual =
        step(c.passes(points, 2).linearisation(LinearSolver.RESIDUAL_SPACE, 0).model());
    assertThat(distance(actual, expected)).isLessThan(1e-7 * norm(expected));
  }

  /** With a bucket for each row and more a sketch loses nothing but by chance. */
  @ParameterizedTest
  @CsvSource({"poisson-smooth, 2", "schroedinger, 1"})
  void sketchOfManyRowsPointsWhereTheirStepDoes(String name, int dimension) {
    Case c = Case.of(name, dimension);
    Points points = SolverFixtures.points(c.problem(), 4096, 5);
    double[] expected =
        step(
            c.residuals()
                .linearise(c.theta(), points, Factorisation.NORMAL)
                .linearisation()
                .model());
    LinearModel exact =
        c.residuals().linearise(c.theta(), points, Factorisation.NORMAL).linearisation().model();
    Linearisation sketched = c.passes(points, 2).linearisation(LinearSolver.SKETCH, 3);
    double[] step = step(sketched.model());
    assertThat(sketched.model().sumOfSquares())
        .isEqualTo(exact.sumOfSquares(), within(1e-12 * exact.sumOfSquares()));
    // What the sketch's step takes of the loss, and it cannot be more than the best.
    assertThat(exact.reduction(step)).isGreaterThan(0.8 * exact.reduction(expected));
  }

  @ParameterizedTest
  @EnumSource(names = {"SKETCH", "RESIDUAL_SPACE"})
  void sharesChangeTheRoundingAlone(LinearSolver solver) {
    for (Case c : List.of(Case.of("poisson-smooth", 2), Case.of("schroedinger", 1))) {
      Points points = SolverFixtures.points(c.problem(), 60, 5);
      double[] one = step(c.passes(points, 1).linearisation(solver, 2).model());
      double[] three = step(c.passes(points, 3).linearisation(solver, 2).model());
      assertThat(distance(one, three)).isLessThan(1e-9 * norm(one));
    }
  }

  /** Every iteration has hashes of its own, or steps would stay in one subspace. */
  @Test
  void sketchesDifferFromIterationToIteration() {
    Case c = Case.of("poisson-smooth", 2);
    Points points = SolverFixtures.points(c.problem(), 1024, 5);
    RowPasses passes = c.passes(points, 1);
    double[] first = step(passes.linearisation(LinearSolver.SKETCH, 0).model());
    assertThat(step(passes.linearisation(LinearSolver.SKETCH, 0).model())).containsExactly(first);
    assertThat(step(passes.linearisation(LinearSolver.SKETCH, 1).model())).isNotEqualTo(first);
  }

  private static Result minimised(LinearSolver solver, double triangularBelow) {
    Case c = Case.of("poisson-smooth", 2);
    Options usual = Options.defaults().limited(6, Duration.ofDays(1), 0);
    Options options =
        new Options(
            usual.iterations(),
            usual.time(),
            usual.target(),
            usual.scaling(),
            new double[] {0, 0.5},
            usual.initialDamping(),
            usual.smallestDamping(),
            usual.largestDamping(),
            triangularBelow,
            usual.growth(),
            usual.search(),
            usual.patience());
    return new LevenbergMarquardt(options)
        .minimise(
            new LocalLeastSquares(
                c.residuals(),
                c.problem(),
                Sampler.SOBOL,
                1,
                512,
                0,
                solver,
                ResidualDensity.none()),
            c.theta());
  }

  @ParameterizedTest
  @EnumSource
  void everySolverLowersTheLossWithTheSameBitsOnAnyThreads(LinearSolver solver) {
    List<Result> results = new ArrayList<>();
    for (int count : new int[] {1, 3}) {
      ComputeThreads.setCount(count);
      results.add(minimised(solver, 0));
    }
    assertThat(results.get(1).theta()).containsExactly(results.get(0).theta());
    List<Iteration> iterations = results.get(0).iterations();
    assertThat(iterations.get(5).after()).isLessThan(0.1 * iterations.get(0).before());
    for (Iteration iteration : iterations) {
      assertThat(iteration.linear().solver())
          .isEqualTo(solver == LinearSolver.AUTO ? LinearSolver.CHOLESKY : solver);
      if (iteration.accepted()) {
        assertThat(iteration.linear().status()).isEqualTo(Solution.Status.SOLVED);
        assertThat(iteration.linear().rank()).isPositive();
        assertThat(iteration.linear().condition()).isGreaterThan(1);
      }
    }
  }

  @Test
  void autoEliminatesBelowTheRoundingOfTheNormalEquations() {
    assertThat(minimised(LinearSolver.AUTO, 1e300).iterations())
        .allMatch(iteration -> iteration.linear().solver() == LinearSolver.ELIMINATION);
    assertThat(minimised(LinearSolver.EIGENVALUES, 1e300).iterations())
        .allMatch(iteration -> iteration.linear().solver() == LinearSolver.EIGENVALUES);
  }

  /** The exact ones go one way; they differ by the rounding of six iterations. */
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SKETCH", "AUTO"})
  void exactSolversAgree(LinearSolver solver) {
    double[] expected = minimised(LinearSolver.CHOLESKY, 0).theta();
    assertThat(distance(minimised(solver, 0).theta(), expected)).isLessThan(1e-4 * norm(expected));
  }

  @Test
  void sketchesAreAsLargeAsTheirMemoryAllows() {
    assertThat(SketchSize.of(1)).isEqualTo(new SketchSize(1, 4));
    assertThat(SketchSize.of(200)).isEqualTo(new SketchSize(200, 400));
    assertThat(SketchSize.of(20_000)).isEqualTo(new SketchSize(1500, 3000));
    SketchSize large = SketchSize.of(60_000);
    assertThat(large.buckets()).isBetween(1000, 1200);
    assertThat(large.columns()).isEqualTo(large.buckets() / 2);
  }

  @Test
  void normalisationsHaveNoSketchAndNoResidualSpace() {
    ProblemReference problem = ProblemReference.named(ProblemReference.Kind.EIGEN, "box", 2);
    Residuals residuals =
        Residuals.eigen(SolverFixtures.layer(problem, 1, SolverFixtures.plain(4, 1), "sin"), 20);
    for (LinearSolver solver : List.of(LinearSolver.SKETCH, LinearSolver.RESIDUAL_SPACE)) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  new LocalLeastSquares(
                      residuals, problem, Sampler.SOBOL, 1, 64, 0, solver, ResidualDensity.none()))
          .withMessageContainingAll(solver.label(), "eigenvalues");
    }
  }

  @Test
  void sumsOfAnotherSolverAreRefused() {
    Case c = Case.of("poisson-smooth", 2);
    Points points = SolverFixtures.points(c.problem(), 32, 5);
    LinearSums sums = c.residuals().linearise(c.theta(), points, Factorisation.NORMAL);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sums.linearisation(LinearSolver.SINGULAR_VALUES))
        .withMessageContainingAll("NORMAL", "singular-values");
  }
}
