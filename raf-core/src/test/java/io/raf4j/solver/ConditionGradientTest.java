package io.raf4j.solver;

import static io.raf4j.solver.SolverFixtures.halfGradient;
import static io.raf4j.solver.SolverFixtures.matrix;
import static io.raf4j.solver.SolverFixtures.plain;
import static io.raf4j.solver.SolverFixtures.points;
import static io.raf4j.solver.SolverFixtures.still;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.geometry.Points;
import io.raf4j.geometry.Sampler;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.pde.Coefficient;
import io.raf4j.pde.Location;
import io.raf4j.pde.PdeResidual;
import io.raf4j.random.Purpose;
import io.raf4j.solver.ProblemReference.Kind;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Derivatives of a loss with conditions of every place, and unknown numbers of every kind, against
 * central differences.
 */
class ConditionGradientTest {

  private static final ProblemReference PROBLEM =
      ProblemReference.ofClass(Kind.PDE, AllPlaces.class.getName(), 2);
  private static final int COEFFICIENTS = 3;
  private static final double STEP = 1e-6;

  @BeforeAll
  static void computeInDoublePrecision() {
    Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
  }

  @AfterAll
  static void computeInSinglePrecision() {
    Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
  }

  private static MultiLayerNetwork network() {
    return still(PROBLEM, 1, plain(4, 1), "x", "sin");
  }

  private static Points withConditions(Residuals residuals) {
    return residuals.withConditions(
        points(PROBLEM, 6, 0), Sampler.SOBOL, 1, Purpose.COLLOCATION, 0);
  }

  /** Thetas of the unknown numbers away from 0, where their slopes are those of the start. */
  private static double[] theta(Residuals residuals, MultiLayerNetwork network) {
    double[] theta = residuals.theta(network.params());
    for (int j = 1; j <= COEFFICIENTS; j++) {
      theta[theta.length - j] = 0.3 * j - 0.5;
    }
    return theta;
  }

  /** With t = 1 the equation itself, otherwise with its nonlinear terms turned down. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 0.3})
  void theVectorIsHalfTheGradientOfTheLoss(double amplitude) {
    MultiLayerNetwork network = network();
    Residuals residuals =
        amplitude == 1
            ? Residuals.pde(TrialLayer.of(network.getLayerWiseConfigurations()))
            : Residuals.pde(TrialLayer.of(network.getLayerWiseConfigurations()), amplitude);
    double[] theta = theta(residuals, network);
    Points points = withConditions(residuals);

    Linearisation model = residuals.linearise(theta, points, Factorisation.NORMAL).linearisation();

    double[] halfGradient = halfGradient(model);
    assertThat(model.loss())
        .isCloseTo(
            residuals.losses(List.of(theta), points).losses()[0], within(1e-12 * model.loss()));
    for (int i = 0; i < theta.length; i++) {
      double[] losses = residuals.losses(around(theta, i), points).losses();
      assertThat(2 * halfGradient[i])
          .as("unknown %d of %d", i, theta.length)
          .isCloseTo((losses[0] - losses[1]) / (2 * STEP), within(1e-7 * (1 + model.loss())));
      if (i >= theta.length - COEFFICIENTS) {
        assertThat(Math.abs(halfGradient[i])).isGreaterThan(1e-4);
      }
    }
  }

  private static List<double[]> around(double[] theta, int unknown) {
    double[] up = theta.clone();
    double[] down = theta.clone();
    up[unknown] += STEP;
    down[unknown] -= STEP;
    return List.of(up, down);
  }

  /** Columns of J by differences of the residuals, times the roots of the weights. */
  @ParameterizedTest
  @EnumSource(Factorisation.class)
  void theMatrixIsThatOfTheResidualsSlopes(Factorisation factorisation) {
    MultiLayerNetwork network = network();
    TrialLayer layer = TrialLayer.of(network.getLayerWiseConfigurations());
    Residuals residuals = Residuals.pde(layer);
    double[] theta = theta(residuals, network);
    Points points = withConditions(residuals);
    double[] roots = roots(points);
    double whole = 0;
    for (int p = 0; p < points.insideCount(); p++) {
      whole += roots[p] * roots[p];
    }

    double[] actual = matrix(residuals.linearise(theta, points, factorisation).linearisation());

    double[][] columns = new double[theta.length][];
    for (int j = 0; j < theta.length; j++) {
      List<double[]> around = around(theta, j);
      double[] up = residuals.values(around.get(0), points);
      double[] down = residuals.values(around.get(1), points);
      columns[j] = new double[up.length];
      for (int r = 0; r < up.length; r++) {
        columns[j][r] = roots[r / residuals.equations()] * (up[r] - down[r]) / (2 * STEP);
      }
    }
    double largest = Arrays.stream(actual).max().orElseThrow();
    int next = 0;
    for (int i = 0; i < theta.length; i++) {
      for (int j = 0; j <= i; j++) {
        assertThat(actual[next++])
            .as("entry %d, %d", i, j)
            .isCloseTo(dot(columns[i], columns[j]) / whole, within(1e-8 * largest));
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Returns the roots of the weights of the points' rows, by the formula of the loss. */
  private static double[] roots(Points points) {
    AllPlaces problem = new AllPlaces();
    PdeResidual residual = new PdeResidual(problem);
    double[] roots = new double[points.count()];
    for (int p = 0; p < roots.length; p++) {
      int condition = points.sites().condition(p);
      double scale = residual.scale(condition);
      double factor = condition == 0 ? problem.weight(points.point(p)) : scale * scale;
      roots[p] = Math.sqrt(points.weights()[p] * factor);
    }
    return roots;
  }

  @Test
  void rowsByUnknownNumbersAreTheirSlopes() {
    PdeEquations equations = new PdeEquations(new PdeResidual(new AllPlaces()));
    int rows = 2 * equations.residual().shape().rows();
    double[] jets = new double[rows];
    Arrays.setAll(jets, i -> Math.cos(1 + i));
    double[] thetas = {0.3, -0.2, 0.8};
    Points points =
        equations
            .residual()
            .withConditions(points(PROBLEM, 2, 0), Sampler.SOBOL, 1, Purpose.COLLOCATION, 0, 0);
    int slopesThatAreNone = 0;
    for (int p = 0; p < points.count(); p++) {
      Location where =
          new Location(points.sites().condition(p), points.point(p), points.sites().numbers(p));
      Field[] u = Field.of(jets, 0, 2, equations.residual().shape(), COEFFICIENTS);
      Dual[] at = equations.at(where, u, thetas);
      for (int j = 0; j < COEFFICIENTS; j++) {
        Dual[] up = equations.at(where, u, moved(thetas, j, STEP));
        Dual[] down = equations.at(where, u, moved(thetas, j, -STEP));
        for (int e = 0; e < at.length; e++) {
          double slope = equations.byExtra(e, j, u, at[e], rows);
          assertThat(slope).isCloseTo((up[e].value() - down[e].value()) / (2 * STEP), within(1e-7));
          slopesThatAreNone += slope == 0 ? 1 : 0;
        }
      }
    }
    assertThat(slopesThatAreNone).isBetween(1, points.count() * 2 * COEFFICIENTS - 1);
  }

  private static double[] moved(double[] thetas, int j, double by) {
    double[] moved = thetas.clone();
    moved[j] += by;
    return moved;
  }

  /** Points of conditions travel through DL4J as labels. */
  @Test
  void adamsGradientIsThatOfTheSameLoss() {
    MultiLayerNetwork network = network();
    TrialLayer layer = TrialLayer.of(network.getLayerWiseConfigurations());
    Residuals residuals = Residuals.pde(layer);
    network.setParameters(residuals.parameters(theta(residuals, network)));
    Points points = withConditions(residuals);
    DataSet data = data(points);

    assertThat(network.score(data))
        .isCloseTo(
            residuals.losses(List.of(residuals.theta(network.params())), points).losses()[0],
            within(1e-9 * network.score(data)));
    assertThat(
            GradientCheckUtil.checkGradients(
                new GradientCheckUtil.MLNConfig()
                    .net(network)
                    .input(data.getFeatures())
                    .labels(data.getLabels())
                    .epsilon(1e-6)
                    .maxRelError(1e-4)
                    .minAbsoluteError(1e-6)
                    .print(GradientCheckUtil.PrintMode.FAILURES_ONLY)))
        .isTrue();
    // Both phases step along the same slopes.
    network.computeGradientAndScore();
    double[] byAdam = network.gradient().gradient().toDoubleVector();
    double[] bySecondOrder =
        halfGradient(
            residuals
                .linearise(residuals.theta(network.params()), points, Factorisation.NORMAL)
                .linearisation());
    for (int i = 0; i < byAdam.length; i++) {
      assertThat(byAdam[i] / points.count())
          .isCloseTo(2 * bySecondOrder[i], within(1e-9 * (1 + network.score(data))));
    }
  }

  private static DataSet data(Points points) {
    PointLabels labels = PointLabels.of(points);
    INDArray table = Nd4j.createFromArray(labels.table()).reshape(points.count(), labels.columns());
    return new DataSet(
        Nd4j.createFromArray(points.coordinates()).reshape(points.count(), points.dimension()),
        table);
  }

  @Test
  void labelsHaveAllThatPointsHave() {
    Points points =
        withConditions(Residuals.pde(TrialLayer.of(network().getLayerWiseConfigurations())));
    PointLabels labels = PointLabels.of(points);
    Points back = labels.points(2, points.coordinates());
    assertThat(labels.columns()).isEqualTo(2 + 2);
    assertThat(back.weights()).isEqualTo(points.weights());
    assertThat(back.sites().conditions()).isEqualTo(points.sites().conditions());
    assertThat(back.sites().numbers()).isEqualTo(points.sites().numbers());
    // Points inside have the one column that they always had.
    assertThat(PointLabels.of(points(PROBLEM, 5, 0)).columns()).isEqualTo(1);
  }

  @Test
  void unknownNumbersAreTheEndOfTheLayersParameters() {
    MultiLayerNetwork network = network();
    TrialLayer layer = TrialLayer.of(network.getLayerWiseConfigurations());
    Residuals residuals = Residuals.pde(layer);
    double[] theta = residuals.theta(network.params());
    assertThat(residuals.unknowns()).isEqualTo((int) network.numParams());
    // theta = 0: training starts from the initial values.
    assertThat(Arrays.copyOfRange(theta, theta.length - COEFFICIENTS, theta.length))
        .containsOnly(0);
    List<Coefficient> coefficients = new AllPlaces().coefficients();
    assertThat(coefficients).extracting(c -> c.at(0)).containsExactly(-2.5, 0.4, 1.2);
  }
}
