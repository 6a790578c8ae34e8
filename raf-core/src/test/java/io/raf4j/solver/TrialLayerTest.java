package io.raf4j.solver;

import static io.raf4j.solver.SolverFixtures.POISSON;
import static io.raf4j.solver.SolverFixtures.data;
import static io.raf4j.solver.SolverFixtures.eigen;
import static io.raf4j.solver.SolverFixtures.layer;
import static io.raf4j.solver.SolverFixtures.network;
import static io.raf4j.solver.SolverFixtures.pde;
import static io.raf4j.solver.SolverFixtures.plain;
import static io.raf4j.solver.SolverFixtures.points;
import static io.raf4j.solver.SolverFixtures.recipe;
import static io.raf4j.solver.SolverFixtures.residual;
import static io.raf4j.solver.SolverFixtures.still;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.dl4j.RafDenseLayer;
import io.raf4j.dl4j.ReducedSchedule;
import io.raf4j.geometry.Points;
import io.raf4j.solver.SolverNetwork.Training;
import java.nio.file.Path;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

class TrialLayerTest {

  @Test
  void aTrainedNetworkMeetsTheBoundaryConditions() {
    MultiLayerNetwork network = still(POISSON, 1, residual(6), "x", "sin");
    INDArray corners = Nd4j.createFromArray(new double[][] {{0, 0.3}, {0.7, 1}, {0.5, 0.5}});

    INDArray u = network.output(corners);

    assertThat(u.shape()).containsExactly(3, 1);
    assertThat(u.getDouble(0)).isZero();
    assertThat(u.getDouble(1)).isZero();
    assertThat(u.getDouble(2)).isNotZero();
  }

  @Test
  void trainingByAdamApproachesTheSolution() {
    MultiLayerNetwork network =
        network(POISSON, 1, residual(10), new Adam(1e-2), "x", "x^2", "sin");
    TrialLayer layer = TrialLayer.of(network.getLayerWiseConfigurations());
    Points judged = points(POISSON, 500, 1000);
    double before = SolutionErrors.of(layer, network.params(), judged).relativeL2();

    for (int step = 0; step < 150; step++) {
      network.fit(data(points(POISSON, 200, step)));
    }

    double after = SolutionErrors.of(layer, network.params(), judged).relativeL2();
    assertThat(after).isLessThan(0.1).isLessThan(before / 10);
  }

  @Test
  void trainingByAdamInSinglePrecisionFindsTheLowestEigenvalues() {
    ProblemReference problem = eigen("box", 1);
    Training training = new Training(new Adam(1e-2), 0, 4, DataType.FLOAT);
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            SolverNetwork.configuration(problem, 2, plain(10, 2), recipe("x", "sin"), training));
    network.init();

    for (int step = 0; step < 150; step++) {
      network.fit(data(points(problem, 256, step)));
    }

    double trace = 5 * Math.PI * Math.PI;
    assertThat(network.score(data(points(problem, 4096, 1000))))
        .isCloseTo(trace, within(0.02 * trace));
    assertThat(network.output(Nd4j.rand(7, 1)).dataType()).isEqualTo(DataType.FLOAT);
  }

  @Test
  void theScoreIsTheMeanOfTheExamplesScores() {
    MultiLayerNetwork network = still(POISSON, 1, plain(6, 1), "x", "sin");
    DataSet data = data(points(POISSON, 40, 0));
    data.setLabels(Nd4j.linspace(DataType.DOUBLE, 1, 0.1, 40).reshape(40, 1));

    double score = network.score(data);

    assertThat(network.scoreExamples(data, false).meanNumber().doubleValue())
        .isCloseTo(score, within(1e-9 * score));
    network.fit(data);
    assertThat(network.score()).isCloseTo(score, within(1e-9 * score));
  }

  /** ND4J's generator takes the time of day for the seed 0. */
  @Test
  void networksOfSeedZeroStartAlike() throws InterruptedException {
    INDArray first = start(0);
    Thread.sleep(3);
    assertThat(start(0)).isEqualTo(first);
    assertThat(start(1)).isNotEqualTo(first);
  }

  private static INDArray start(long seed) {
    Training training = new Training(new Adam(), 0, seed, DataType.DOUBLE);
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            SolverNetwork.configuration(POISSON, 1, plain(6, 2), recipe("x", "sin"), training));
    network.init();
    return network.params();
  }

  /** The dense layers inside have the rates of the whole. */
  @Test
  void reducedRateMakesTheStepShorter() {
    DataSet data = data(points(POISSON, 32, 0));
    INDArray[] steps = new INDArray[2];
    for (int i = 0; i < 2; i++) {
      MultiLayerNetwork network = network(POISSON, 1, plain(4, 1), new Adam(1e-3), "sin");
      INDArray before = network.params().dup();
      if (i == 1) {
        ReducedSchedule.reduce(network, 0.5);
      }
      network.fit(data);
      steps[i] = network.params().sub(before);
    }
    assertThat(steps[1].mul(2).sub(steps[0]).amaxNumber().doubleValue()).isLessThan(1e-12);
    assertThat(steps[0].amaxNumber().doubleValue()).isGreaterThan(1e-4);
  }

  @Test
  void oneStepOfGradientDescentIsTheRateTimesTheGradient() {
    MultiLayerNetwork network = network(POISSON, 1, plain(4, 1), new Sgd(1e-3), "sin");
    Residuals residuals = Residuals.pde(TrialLayer.of(network.getLayerWiseConfigurations()));
    Points points = points(POISSON, 32, 0);
    double[] before = residuals.theta(network.params());
    double[] halfGradient =
        SolverFixtures.halfGradient(
            residuals.linearise(before, points, Factorisation.NORMAL).linearisation());

    network.fit(data(points));

    double[] after = residuals.theta(network.params());
    for (int i = 0; i < before.length; i++) {
      assertThat(after[i]).isCloseTo(before[i] - 2e-3 * halfGradient[i], within(1e-10));
    }
  }

  @Test
  void weightDecayPullsAtWeightsAndBiasesAlone() {
    Training training = new Training(new Sgd(1), 0.5, 3, DataType.DOUBLE);
    MultiLayerConfiguration configuration =
        SolverNetwork.configuration(POISSON, 1, plain(4, 1), recipe("sin"), training);
    TrialLayer layer = TrialLayer.of(configuration);

    assertThat(layer.getRegularizationByParam("0.W")).hasSize(1);
    assertThat(layer.getRegularizationByParam("1.b")).hasSize(1);
    assertThat(layer.getRegularizationByParam("0.alpha0")).isNullOrEmpty();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    double squares = 0;
    for (String key : new String[] {"0_0.W", "0_0.b", "0_1.W", "0_1.b"}) {
      INDArray array = network.getParam(key);
      squares += array.mul(array).sumNumber().doubleValue();
    }
    assertThat(network.calcRegularizationScore(true)).isCloseTo(0.25 * squares, within(1e-12));
  }

  @Test
  void coefficientsLearnAtTheirOwnRate() {
    RafDenseLayer hidden =
        new RafDenseLayer.Builder()
            .nIn(2)
            .nOut(3)
            .reproducing("poly-sine-gaussian")
            .coefficientRate(0.5)
            .build();
    RafDenseLayer output = new RafDenseLayer.Builder().nIn(3).nOut(1).reproducing("relu").build();
    MultiLayerConfiguration configuration =
        alone(new TrialLayer.Builder(POISSON).add(hidden, false).add(output, false).build());

    Layer layer = configuration.getConf(0).getLayer();

    assertThat(layer.getUpdaterByParam("0.W").getLearningRate(0, 0)).isEqualTo(0.1);
    assertThat(layer.getUpdaterByParam("0.alpha0").getLearningRate(0, 0)).isNotEqualTo(0.1);
  }

  private static MultiLayerConfiguration alone(Layer layer) {
    return new NeuralNetConfiguration.Builder().updater(new Sgd(0.1)).list().layer(layer).build();
  }

  @Test
  void aNetworkComesBackFromJsonAndFromAFile(@TempDir Path folder) throws Exception {
    ProblemReference problem = pde("schroedinger", 1);
    MultiLayerNetwork network =
        network(problem, 1, residual(5), new Adam(1e-3), "x", "sin", "gaussian");
    network.fit(data(points(problem, 20, 0)));
    INDArray x = data(points(problem, 10, 1)).getFeatures();
    MultiLayerConfiguration configuration = network.getLayerWiseConfigurations();

    MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(configuration.toJson());
    ModelSerializer.writeModel(network, folder.resolve("model.zip").toFile(), true);
    MultiLayerNetwork restored =
        ModelSerializer.restoreMultiLayerNetwork(folder.resolve("model.zip").toFile(), true);

    assertThat(read).isEqualTo(configuration);
    assertThat(TrialLayer.of(read).hashCode()).isEqualTo(TrialLayer.of(configuration).hashCode());
    assertThat(restored.output(x)).isEqualTo(network.output(x));
    network.fit(data(points(problem, 20, 2)));
    restored.fit(data(points(problem, 20, 2)));
    assertThat(restored.params()).isEqualTo(network.params());
  }

  @Test
  void theSameSeedGivesTheSameNetwork() {
    assertThat(still(POISSON, 1, residual(5), "x", "sin").params())
        .isEqualTo(still(POISSON, 1, residual(5), "x", "sin").params());
    assertThat(still(POISSON, 1, residual(5), "x", "sin").clone().params())
        .isEqualTo(still(POISSON, 1, residual(5), "x", "sin").params());
  }

  @Test
  void wrongShapesAreRefused() {
    MultiLayerNetwork network = still(POISSON, 1, plain(4, 1), "sin");
    INDArray ones = Nd4j.ones(DataType.DOUBLE, 3, 1);
    assertThatThrownBy(() -> network.output(Nd4j.rand(3, 3)))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("features have shape [3, 3]; expected [points, 2]");
    assertThatThrownBy(() -> network.fit(new DataSet(Nd4j.rand(3, 2), Nd4j.rand(3, 2))))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("labels have shape [3, 2]; expected [3, 1]");
    assertThatThrownBy(() -> network.fit(new DataSet(Nd4j.rand(3, 2), ones.neg())))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContaining("labels contain -1.0");
    IOutputLayer layer = (IOutputLayer) network.getOutputLayer();
    assertThatThrownBy(() -> layer.f1Score(ones, ones))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aPointWithoutAFiniteResidualIsNamed() {
    MultiLayerNetwork network = still(POISSON, 1, plain(4, 1), "sin");
    INDArray x = Nd4j.rand(DataType.DOUBLE, 3, 2);
    x.putScalar(1, 0, Double.NaN);
    assertThatThrownBy(() -> network.fit(new DataSet(x, Nd4j.ones(DataType.DOUBLE, 3, 1))))
        .isInstanceOf(NonFiniteResidualException.class)
        .hasMessageContaining("point 1, x = [NaN, ");
    MultiLayerNetwork eigen = still(eigen("box", 2), 2, plain(4, 1), "sin");
    assertThatThrownBy(() -> eigen.fit(new DataSet(x, Nd4j.ones(DataType.DOUBLE, 3, 1))))
        .isInstanceOf(NonFiniteResidualException.class);
  }

  @Test
  void dependentFunctionsAreRefused() {
    MultiLayerNetwork network = still(eigen("box", 1), 2, plain(4, 1), "sin");
    DataSet one = data(points(eigen("box", 1), 1, 0));
    assertThatThrownBy(() -> network.fit(one))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("linearly dependent");
    MultiLayerNetwork nonlinear = still(eigen("cubic", 1), 2, plain(4, 1), "sin");
    assertThatThrownBy(() -> nonlinear.fit(data(points(eigen("cubic", 1), 9, 0))))
        .hasMessageContaining("count is 2; expected 1 for a nonlinear");
  }

  @Test
  void networksThatDoNotFitTheProblemAreRefused() {
    RafDenseLayer wide = new RafDenseLayer.Builder().nIn(2).nOut(2).build();
    assertThatThrownBy(() -> new TrialLayer.Builder(POISSON).build())
        .hasMessageContaining("no layer");
    assertThatThrownBy(() -> new TrialLayer.Builder(POISSON).add(wide, false).build())
        .hasMessageContaining("2 outputs; expected 1 for pde poisson-smooth 2");
    assertThatThrownBy(() -> new TrialLayer.Builder(pde("heat", 2)).add(wide, false).build())
        .hasMessageContaining("2 inputs; expected 3");
    TrialLayer layer = layer(POISSON, 1, plain(3, 1), "sin");
    assertThatThrownBy(
            () ->
                TrialLayer.of(
                    new NeuralNetConfiguration.Builder().list().layer(layer).layer(layer).build()))
        .hasMessageContaining("network has 2 layers");
    TrialLayer noisy = layer(POISSON, 1, plain(3, 1), "sin");
    noisy.setIDropout(new org.deeplearning4j.nn.conf.dropout.Dropout(0.5));
    assertThatThrownBy(() -> new MultiLayerNetwork(alone(noisy)).init())
        .isInstanceOf(DL4JInvalidConfigException.class);
  }
}
