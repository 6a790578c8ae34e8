package io.raf4j.spark.collocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.dl4j.NetworkRecipe;
import io.raf4j.geometry.CubeDensity;
import io.raf4j.geometry.ResidualDensity;
import io.raf4j.geometry.Sampler;
import io.raf4j.solver.Factorisation;
import io.raf4j.solver.LevenbergMarquardt;
import io.raf4j.solver.LevenbergMarquardt.Iteration;
import io.raf4j.solver.LevenbergMarquardt.Options;
import io.raf4j.solver.LevenbergMarquardt.Result;
import io.raf4j.solver.LinearSolver;
import io.raf4j.solver.NonFiniteResidualException;
import io.raf4j.solver.ProblemReference;
import io.raf4j.solver.SolverNetwork;
import io.raf4j.solver.TrialLayer;
import io.raf4j.spark.LocalSpark;
import io.raf4j.spark.training.TaskThreads;
import io.raf4j.spark.training.WorkerPool;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;

/** Every linear solver over workers in one thread, in several tasks of Spark, and fewer of them. */
class SharedLeastSquaresTest {

  private static final ProblemReference PROBLEM =
      ProblemReference.named(ProblemReference.Kind.PDE, "poisson-smooth", 2);
  private static final WorkerPool IN_THREAD = WorkerPool.inThread(new TaskThreads(1));
  private static final int POINTS = 96;
  private static final int ITERATIONS = 4;

  private static MultiLayerNetwork network() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            SolverNetwork.configuration(
                PROBLEM,
                1,
                new SolverNetwork.Size(SolverNetwork.Architecture.PLAIN, 8, 2),
                NetworkRecipe.named("tanh"),
                new SolverNetwork.Training(new NoOp(), 0, 3, DataType.DOUBLE)));
    network.init();
    return network;
  }

  private static SharedLeastSquares problem(
      MultiLayerNetwork network, WorkerPool pool, int workers, LinearSolver solver) {
    return new SharedLeastSquares(
        pool,
        TrialLayer.of(network.getLayerWiseConfigurations()),
        new ResidualForm.Equation(0, false),
        new CollocationPoints(PROBLEM, Sampler.SOBOL, 3),
        POINTS,
        0,
        workers,
        solver,
        ResidualDensity.usual());
  }

  private static Result minimised(WorkerPool pool, int workers, LinearSolver solver) {
    MultiLayerNetwork network = network();
    SharedLeastSquares problem = problem(network, pool, workers, solver);
    Options options =
        Options.defaults()
            .limited(ITERATIONS, Duration.ofDays(1), 0)
            .searching(Options.defaults().search(), 0, 0.5);
    return new LevenbergMarquardt(options)
        .minimise(problem, problem.residuals().theta(network.params()));
  }

  @ParameterizedTest
  @EnumSource
  void tasksOfSparkHaveTheBitsOfOneThread(LinearSolver solver) {
    Result here = minimised(IN_THREAD, 3, solver);
    Result there = minimised(WorkerPool.on(LocalSpark.context()), 3, solver);
    assertThat(there.theta()).containsExactly(here.theta());
    List<Iteration> iterations = here.iterations();
    assertThat(iterations.get(ITERATIONS - 1).after()).isLessThan(0.5 * iterations.get(0).before());
    assertThat(iterations.get(0).linear().solver())
        .isEqualTo(solver == LinearSolver.AUTO ? LinearSolver.CHOLESKY : solver);
  }

  @ParameterizedTest
  @EnumSource
  void workersChangeTheRoundingAlone(LinearSolver solver) {
    double[] one = minimised(IN_THREAD, 1, solver).theta();
    double[] five = minimised(IN_THREAD, 5, solver).theta();
    double largest = Arrays.stream(one).map(Math::abs).max().orElseThrow();
    assertThat(five).containsExactly(one, within(1e-6 * largest));
  }

  /** The loss is that of the problem whatever the points; sketches leave them even. */
  @ParameterizedTest
  @EnumSource
  void pointsFollowTheDensityThatTheLinearisationAsksFor(LinearSolver solver) {
    MultiLayerNetwork network = network();
    SharedLeastSquares problem = problem(network, IN_THREAD, 2, solver);
    double[] theta = problem.residuals().theta(network.params());
    List<double[]> candidates = List.of(theta);
    CubeDensity density = problem.linearise(theta, 0, Factorisation.NORMAL).next();
    double even = problem.losses(candidates, 0).training()[0];
    problem.concentrate(density);
    double followed = problem.losses(candidates, 0).training()[0];

    assertThat(density.cells() > 1).isEqualTo(solver.isSummed());
    if (solver.isSummed()) {
      assertThat(followed).isNotEqualTo(even).isCloseTo(even, within(0.3 * even));
    } else {
      assertThat(followed).isEqualTo(even);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aResidualThatIsNotFiniteIsToldWithItsPoint(LinearSolver solver) {
    MultiLayerNetwork network = network();
    SharedLeastSquares problem = problem(network, IN_THREAD, 2, solver);
    double[] theta = problem.residuals().theta(network.params());
    Arrays.fill(theta, Double.NaN);
    assertThatThrownBy(() -> problem.linearise(theta, 0, Factorisation.NORMAL))
        .isInstanceOf(NonFiniteResidualException.class);
  }
}
