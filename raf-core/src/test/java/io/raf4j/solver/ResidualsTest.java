package io.raf4j.solver;

import static io.raf4j.solver.SolverFixtures.POISSON;
import static io.raf4j.solver.SolverFixtures.eigen;
import static io.raf4j.solver.SolverFixtures.halfGradient;
import static io.raf4j.solver.SolverFixtures.layer;
import static io.raf4j.solver.SolverFixtures.matrix;
import static io.raf4j.solver.SolverFixtures.pde;
import static io.raf4j.solver.SolverFixtures.plain;
import static io.raf4j.solver.SolverFixtures.points;
import static io.raf4j.solver.SolverFixtures.residual;
import static io.raf4j.solver.SolverFixtures.still;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.geometry.Points;
import io.raf4j.solver.LevenbergMarquardt.Options;
import io.raf4j.solver.LevenbergMarquardt.Result;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResidualsTest {

  /** The loss on fixed training points, with fresh points for every iteration. */
  private record Local(Residuals residuals, ProblemReference problem, int count)
      implements LeastSquares {

    @Override
    public Linearisation linearise(double[] theta, int iteration, Factorisation factorisation) {
      return residuals
          .linearise(theta, points(problem, count, iteration), factorisation)
          .linearisation();
    }

    @Override
    public Losses losses(List<double[]> candidates, int iteration) {
      return new Losses(
          residuals.losses(candidates, points(problem, count, iteration)).losses(),
          residuals.losses(candidates, points(problem, count, iteration + 1)).losses());
    }
  }

  private static double[] start(ProblemReference problem, TrialLayer layer, Residuals residuals) {
    int k = problem.kind() == ProblemReference.Kind.EIGEN ? (int) layer.getNOut() : 0;
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new org.deeplearning4j.nn.conf.NeuralNetConfiguration.Builder()
                .seed(2)
                .dataType(org.nd4j.linalg.api.buffer.DataType.DOUBLE)
                .list()
                .layer(layer)
                .build());
    network.init();
    return residuals.theta(
        network.params(), IntStream.range(0, k).mapToDouble(i -> 3 + i).toArray());
  }

  /** The gradient against differences of the losses: both halves of the interface agree. */
  private static void gradientIsTheSlopeOfTheLosses(
      ProblemReference problem, TrialLayer layer, Residuals residuals) {
    double[] theta = start(problem, layer, residuals);
    Points points = points(problem, 12, 0);
    Linearisation model = residuals.linearise(theta, points, Factorisation.NORMAL).linearisation();
    double[] halfGradient = halfGradient(model);
    assertThat(model.loss())
        .isCloseTo(
            residuals.losses(List.of(theta), points).losses()[0], within(1e-10 * model.loss()));
    double step = 1e-6;
    for (int i = 0; i < theta.length; i++) {
      double[] up = theta.clone();
      double[] down = theta.clone();
      up[i] += step;
      down[i] -= step;
      double[] losses = residuals.losses(List.of(up, down), points).losses();
      assertThat(2 * halfGradient[i])
          .isCloseTo((losses[0] - losses[1]) / (2 * step), within(1e-6 * (1 + model.loss())));
    }
  }

  @Test
  void theVectorIsHalfTheGradientOfASystemsLoss() {
    ProblemReference problem = pde("schroedinger", 1);
    TrialLayer layer = layer(problem, 1, plain(4, 1), "x", "sin");
    gradientIsTheSlopeOfTheLosses(problem, layer, Residuals.pde(layer));
  }

  @Test
  void theVectorIsHalfTheGradientWithTermsTurnedDown() {
    ProblemReference problem = pde("poisson-oscillatory", 2);
    TrialLayer layer = layer(problem, 1, residual(3), "x", "sin");
    gradientIsTheSlopeOfTheLosses(problem, layer, Residuals.pde(layer, 0.3));
  }

  @Test
  void theVectorIsHalfTheGradientOfAnEigenproblemsLoss() {
    ProblemReference problem = eigen("fokker-planck", 2);
    TrialLayer layer = layer(problem, 2, plain(4, 1), "x", "sin");
    gradientIsTheSlopeOfTheLosses(problem, layer, Residuals.eigen(layer, 10));
  }

  @ParameterizedTest
  @EnumSource(Factorisation.class)
  void sharesOfThePointsAddUpToAllOfThem(Factorisation factorisation) {
    ProblemReference problem = eigen("box", 2);
    TrialLayer layer = layer(problem, 2, plain(4, 1), "x", "sin");
    Residuals residuals = Residuals.eigen(layer, 10);
    double[] theta = start(problem, layer, residuals);
    Points all = points(problem, 20, 0);
    Points some = all.only(IntStream.range(0, 7).toArray());
    Points others = all.only(IntStream.range(7, 20).toArray());

    Linearisation whole = residuals.linearise(theta, all, factorisation).linearisation();
    LinearSums sums = residuals.linearise(theta, some, factorisation);
    sums.add(residuals.linearise(theta, others, factorisation));
    LossSums losses = residuals.losses(List.of(theta), some);
    losses.add(residuals.losses(List.of(theta), others));

    assertThat(sums.linearisation().loss()).isCloseTo(whole.loss(), within(1e-9 * whole.loss()));
    assertThat(losses.losses()[0]).isCloseTo(whole.loss(), within(1e-9 * whole.loss()));
    assertThat(sums.points()).isEqualTo(20).isEqualTo(losses.points());
    assertSameModel(sums.linearisation(), whole);
  }

  @Test
  void bothFactorisationsAreTheSameModelOfAnEigenproblem() {
    ProblemReference problem = eigen("fokker-planck", 2);
    TrialLayer layer = layer(problem, 2, plain(4, 1), "x", "sin");
    Residuals residuals = Residuals.eigen(layer, 10);
    double[] theta = start(problem, layer, residuals);
    Points points = points(problem, 30, 0);
    // The rows of the normalisation are a large part of it.
    Residuals free = Residuals.eigen(layer, 1e-12);
    double withoutRows = free.losses(List.of(theta), points).losses()[0];

    Linearisation normal = residuals.linearise(theta, points, Factorisation.NORMAL).linearisation();
    Linearisation triangular =
        residuals.linearise(theta, points, Factorisation.TRIANGULAR).linearisation();

    assertThat(normal.loss()).isGreaterThan(1.1 * withoutRows);
    assertSameModel(triangular, normal);
  }

  @ParameterizedTest
  @EnumSource(Factorisation.class)
  void theOutputLayersModelIsTheEndOfTheWhole(Factorisation factorisation) {
    ProblemReference problem = eigen("box", 2);
    TrialLayer layer = layer(problem, 2, plain(4, 2), "x", "sin");
    checkOutputs(problem, layer, Residuals.eigen(layer, 10), factorisation);
    TrialLayer poisson = layer(POISSON, 1, residual(4), "x", "sin");
    checkOutputs(POISSON, poisson, Residuals.pde(poisson), factorisation);
  }

  private static void checkOutputs(
      ProblemReference problem,
      TrialLayer layer,
      Residuals residuals,
      Factorisation factorisation) {
    double[] theta = start(problem, layer, residuals);
    Points points = points(problem, 40, 0);
    Residuals outputs = residuals.ofOutputs();
    assertThat(residuals.firstUnknown()).isZero();
    int first = outputs.firstUnknown();
    Linearisation whole = residuals.linearise(theta, points, factorisation).linearisation();
    Linearisation part = outputs.linearise(theta, points, factorisation).linearisation();

    assertThat(part.model().size()).isEqualTo(theta.length - first).isLessThan(theta.length);
    assertThat(part.loss()).isCloseTo(whole.loss(), within(1e-12 * whole.loss()));
    double largest = Arrays.stream(whole.model().diagonal()).max().orElseThrow();
    largest *= whole.loss() / whole.model().sumOfSquares();
    assertThat(halfGradient(part))
        .containsExactly(
            Arrays.copyOfRange(halfGradient(whole), first, theta.length), within(1e-12 * largest));
    double[] matrix = matrix(whole);
    double[] end = new double[part.model().size() * (part.model().size() + 1) / 2];
    int next = 0;
    for (int i = first; i < theta.length; i++) {
      for (int j = first; j <= i; j++) {
        end[next++] = matrix[i * (i + 1) / 2 + j];
      }
    }
    assertThat(matrix(part)).containsExactly(end, within(1e-12 * largest));
  }

  private static void assertSameModel(Linearisation actual, Linearisation expected) {
    assertThat(actual.loss()).isCloseTo(expected.loss(), within(1e-12 * expected.loss()));
    double largest = Arrays.stream(expected.model().diagonal()).max().orElseThrow();
    largest *= expected.loss() / expected.model().sumOfSquares();
    assertThat(matrix(actual)).containsExactly(matrix(expected), within(1e-12 * largest));
    assertThat(halfGradient(actual))
        .containsExactly(halfGradient(expected), within(1e-12 * largest));
  }

  @Test
  void theLossIsTheMeanOfTheSquaresOfTheValues() {
    ProblemReference problem = pde("schroedinger", 1);
    TrialLayer layer = layer(problem, 1, plain(4, 1), "x", "sin");
    Residuals residuals = Residuals.pde(layer);
    double[] theta = start(problem, layer, residuals);
    Points points = points(problem, 20, 0);
    double[] values = residuals.values(theta, points);
    double[] squares = residuals.squares(theta, points);
    double loss = residuals.losses(List.of(theta), points).losses()[0];

    assertThat(values).hasSize(40);
    for (int p = 0; p < 20; p++) {
      double sum = values[2 * p] * values[2 * p] + values[2 * p + 1] * values[2 * p + 1];
      assertThat(squares[p]).isCloseTo(sum, within(1e-12 * sum));
    }
    assertThat(Arrays.stream(squares).average().orElseThrow())
        .isCloseTo(loss, within(1e-12 * loss));
  }

  @Test
  void aLinearEquationIsTheSameForEveryAmplitude() {
    TrialLayer layer = layer(POISSON, 1, plain(5, 1), "x", "sin");
    double[] theta = start(POISSON, layer, Residuals.pde(layer));
    Points points = points(POISSON, 30, 0);
    double[] expected = Residuals.pde(layer).squares(theta, points);
    double[] turnedDown = Residuals.pde(layer, 0.01).squares(theta, points);
    for (int p = 0; p < expected.length; p++) {
      assertThat(turnedDown[p]).isCloseTo(expected[p], within(1e-9 * (1 + expected[p])));
    }
  }

  /** By the factorisation that the damping asks for, and by the triangular factor alone. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-11, 1e300})
  void theSmoothProblemIsSolvedInAFewIterations(double triangularBelow) {
    MultiLayerNetwork network = still(POISSON, 1, plain(16, 1), "x", "x^2", "sin");
    TrialLayer layer = TrialLayer.of(network.getLayerWiseConfigurations());
    Residuals residuals = Residuals.pde(layer);
    Options usual = Options.defaults();
    Options options =
        new Options(
            25,
            Duration.ofDays(1),
            0,
            usual.scaling(),
            usual.momenta(),
            usual.initialDamping(),
            usual.smallestDamping(),
            usual.largestDamping(),
            triangularBelow,
            usual.growth(),
            usual.search(),
            usual.patience());

    Result result =
        new LevenbergMarquardt(options)
            .minimise(new Local(residuals, POISSON, 512), residuals.theta(network.params()));

    Points judged = points(POISSON, 1000, 1000);
    SolutionErrors errors = SolutionErrors.of(layer, residuals.parameters(result.theta()), judged);
    assertThat(errors.relativeL2()).isLessThan(1e-4);
  }

  @Test
  void eigenpairsArePolished() {
    ProblemReference problem = eigen("box", 1);
    MultiLayerNetwork network = still(problem, 2, plain(10, 1), "x", "sin");
    TrialLayer layer = TrialLayer.of(network.getLayerWiseConfigurations());
    EigenPairs pairs = new EigenPairs(layer);
    Points points = points(problem, 1024, 5);
    EigenPairs.Projection projection = pairs.project(pairs.gram(network.params(), points));
    Residuals residuals = Residuals.eigen(layer, projection.eigenvalues()[1]);
    double[] theta =
        residuals.theta(pairs.rotated(network.params(), projection), projection.eigenvalues());
    Options options = Options.defaults().limited(60, Duration.ofDays(1), 0);

    Result result =
        new LevenbergMarquardt(options).minimise(new Local(residuals, problem, 256), theta);

    double[] eigenvalues = residuals.eigenvalues(result.theta());
    assertThat(eigenvalues[0]).isCloseTo(Math.PI * Math.PI, within(1e-4));
    assertThat(eigenvalues[1]).isCloseTo(4 * Math.PI * Math.PI, within(4e-4));
  }

  @Test
  void thePointOfANonFiniteResidualIsNamed() {
    TrialLayer layer = layer(POISSON, 1, plain(5, 1), "x", "sin");
    Residuals residuals = Residuals.pde(layer);
    double[] theta = start(POISSON, layer, residuals);
    Points points = points(POISSON, 10, 0);
    points.coordinates()[2 * 6] = Double.NaN;

    assertThatThrownBy(() -> residuals.linearise(theta, points, Factorisation.NORMAL))
        .isInstanceOfSatisfying(
            NonFiniteResidualException.class,
            e -> {
              assertThat(e.index()).isEqualTo(6);
              assertThat(e.point()).containsExactly(points.point(6));
            })
        .hasMessageContaining("point 6, x = [NaN, ");
    assertThat(residuals.losses(List.of(theta), points).losses()[0]).isInfinite();
  }

  @Test
  void misfitsAreRefused() {
    TrialLayer layer = layer(POISSON, 1, plain(5, 1), "sin");
    Residuals residuals = Residuals.pde(layer);
    double[] theta = start(POISSON, layer, residuals);
    assertThatThrownBy(() -> residuals.theta(residuals.parameters(theta), 1.0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 eigenvalues");
    assertThatThrownBy(() -> Residuals.pde(layer, 0)).hasMessageContaining("amplitude is 0");
    assertThatThrownBy(() -> Residuals.eigen(layer, 1)).isInstanceOf(IllegalStateException.class);
  }
}
