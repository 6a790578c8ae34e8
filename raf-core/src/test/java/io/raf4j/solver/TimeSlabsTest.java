package io.raf4j.solver;

import static io.raf4j.solver.SolverFixtures.pde;
import static io.raf4j.solver.SolverFixtures.recipe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.geometry.Points;
import io.raf4j.geometry.Sampler;
import io.raf4j.host.ComputeThreads;
import io.raf4j.jet.JetShape;
import io.raf4j.jet.Partial;
import io.raf4j.pde.PdeProblem;
import io.raf4j.pde.PdeResidual;
import io.raf4j.pde.SlabTimes;
import io.raf4j.pde.TimeSlab;
import io.raf4j.random.Purpose;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

class TimeSlabsTest {

  /** Of unequal lengths. */
  private static SlabTimes thirds(ProblemReference problem) {
    double first = problem.domain().bounds().low(0);
    double last = problem.domain().bounds().high(0);
    return new SlabTimes(
        1, List.of(first + 0.3 * (last - first), first + 0.55 * (last - first), last));
  }

  /** Networks of all slabs, as they are drawn: nothing is trained. */
  private static MultiLayerNetwork untrained(ProblemReference problem, SlabTimes times) {
    MultiLayerNetwork before = null;
    for (int k = 1; k <= times.count(); k++) {
      MultiLayerConfiguration configuration =
          SolverNetwork.configuration(
              problem.ofSlab(times.numbered(k)),
              1,
              new SolverNetwork.Size(SolverNetwork.Architecture.RESIDUAL, 9, 2),
              recipe("x", "sin", "gaussian"),
              new SolverNetwork.Training(new NoOp(), 0, 70 + k, DataType.DOUBLE));
      if (before != null) {
        TrialLayer.of(configuration)
            .follow(TrialLayer.of(before.getLayerWiseConfigurations()), before.params());
      }
      before = new MultiLayerNetwork(configuration);
      before.init();
    }
    return before;
  }

  private static TrialLayer layer(MultiLayerNetwork network) {
    return TrialLayer.of(network.getLayerWiseConfigurations());
  }

  /** Returns the jets of a slab's trial functions, beyond its end too. */
  private static double[] jets(MultiLayerNetwork network, int slab, JetShape shape, Points points) {
    TrialLayer last = layer(network);
    boolean isLast = slab == last.getEarlier().size() + 1;
    TrialLayer layer = isLast ? last : last.earlier(slab);
    INDArray parameters =
        isLast ? network.params() : EarlierSlabs.parameters(last.getEarlier().get(slab - 1));
    return TrialJets.at(layer, layer.space(shape), parameters, points);
  }

  private static Points atTime(PdeProblem problem, double t, int count) {
    Points points = Sampler.SOBOL.draw(problem.domain(), 5, Purpose.EVALUATION_SAMPLE, 0, 0, count);
    double[] coordinates = points.coordinates().clone();
    for (int p = 0; p < count; p++) {
      coordinates[p * points.dimension()] = t;
    }
    return new Points(points.dimension(), coordinates, points.weights());
  }

  @ParameterizedTest
  @CsvSource({
    "burgers, 1",
    "korteweg-de-vries, 1",
    "allen-cahn-periodic, 1",
    "schroedinger, 1",
    "heat, 3"
  })
  void aSlabBeginsWithWhatTheOneBeforeEndsWithAndAllItsDerivativesAlongSpace(
      String name, int dimension) {
    ProblemReference problem = pde(name, dimension);
    SlabTimes times = thirds(problem);
    MultiLayerNetwork network = untrained(problem, times);
    JetShape shape = new PdeResidual(problem.pde()).shape();
    int functions = problem.pde().components();
    for (int k = 1; k < times.count(); k++) {
      Points joint = atTime(problem.pde(), times.numbered(k).end(), 100);
      double[] before = jets(network, k, shape, joint);
      double[] after = jets(network, k + 1, shape, joint);
      double size = Arrays.stream(before).map(Math::abs).max().orElseThrow();
      for (int p = 0; p < joint.count(); p++) {
        for (int row = 0; row < shape.rows(); row++) {
          // The first row after the value is the slope by time, which the equation decides on.
          for (int i = 0; i < functions && row != shape.gradientRow(0); i++) {
            int at = (p * shape.rows() + row) * functions + i;
            assertThat(after[at]).isCloseTo(before[at], within(1e-13 * size));
          }
        }
      }
    }
  }

  @Test
  void whereTheSlopeByTimeIsPrescribedItIsHandedOnAsWell() {
    ProblemReference problem = pde("klein-gordon", 1);
    assertThat(((TimeSlab) problem.ofSlab(thirds(problem)).pde()).order(0)).isEqualTo(2);
    SlabTimes times = thirds(problem);
    MultiLayerNetwork network = untrained(problem, times);
    JetShape shape =
        JetShape.of(2, List.of(Partial.along(1, 1), Partial.along(0, 1), Partial.along(0, 1, 1)));
    for (int k = 1; k < times.count(); k++) {
      Points joint = atTime(problem.pde(), times.numbered(k).end(), 100);
      double[] before = jets(network, k, shape, joint);
      double[] after = jets(network, k + 1, shape, joint);
      double size = Arrays.stream(before).map(Math::abs).max().orElseThrow();
      for (int at = 0; at < before.length; at++) {
        Partial last = shape.partials().get(shape.partials().size() - 1);
        assertThat(last.order()).isEqualTo(3);
        assertThat(after[at]).isCloseTo(before[at], within(1e-12 * size));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"burgers", "klein-gordon", "schroedinger"})
  void derivativesAreThoseOfTheValues(String name) {
    ProblemReference problem = pde(name, 1);
    SlabTimes times = thirds(problem);
    MultiLayerNetwork network = untrained(problem, times);
    double first = problem.domain().bounds().low(0);
    double start = times.numbered(3).start(first);
    double h = 1e-5;
    double[] x = {start + 0.4 * (times.numbered(3).end() - start), 0.3};
    Points point = new Points(2, x, new double[] {1});
    JetShape shape = JetShape.gradient(2);
    double[] jets = jets(network, 3, shape, point);
    int functions = problem.pde().components();
    for (int k = 0; k < 2; k++) {
      double[] low = x.clone();
      double[] high = x.clone();
      low[k] -= h;
      high[k] += h;
      INDArray u = network.output(Nd4j.createFromArray(new double[][] {low, high, x}));
      for (int i = 0; i < functions; i++) {
        double slope = (u.getDouble(1, i) - u.getDouble(0, i)) / (2 * h);
        assertThat(jets[(1 + k) * functions + i])
            .isCloseTo(slope, within(1e-7 * (1 + Math.abs(slope))));
        assertThat(jets[i]).isCloseTo(u.getDouble(2, i), within(1e-14));
      }
    }
  }

  @Test
  void valuesOnTheSidesAreMetInAllSlabs() {
    ProblemReference problem = pde("korteweg-de-vries", 1);
    MultiLayerNetwork network = untrained(problem, thirds(problem));
    double side = problem.domain().bounds().high(1);
    double last = problem.domain().bounds().high(0);
    for (double share : new double[] {0.1, 0.5, 0.99}) {
      double[] x = {share * last, side};
      double exact = problem.pde().exactValues().orElseThrow().at(x)[0];
      assertThat(network.output(Nd4j.createFromArray(new double[][] {x})).getDouble(0))
          .isCloseTo(exact, within(1e-14));
    }
  }

  private static double error(ProblemReference problem, MultiLayerNetwork network) {
    Points judged = Sampler.SOBOL.draw(problem.domain(), 9, Purpose.EVALUATION_SAMPLE, 0, 0, 512);
    return SolutionErrors.of(layer(network), network.params(), judged).relativeL2();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void aManufacturedSolutionIsFoundInAnyNumberOfSlabs(int slabs) {
    ProblemReference heat = pde("heat", 1);
    Equations.Solution found =
        Equations.solve(
            heat,
            SlabTimes.even(0, heat.domain().bounds().high(0), slabs),
            Equations.Options.features(200).limited(3, Duration.ofDays(1)).seeded(2));
    assertThat(error(heat, found.network())).isLessThan(1e-8);
    assertThat(SlabSolution.of(layer(found.network()), found.network().params()).slabs())
        .isEqualTo(slabs);
  }

  @Test
  void anEquationOfSecondOrderInTimeIsSolvedInSlabs() {
    ProblemReference problem = pde("klein-gordon", 1);
    Equations.Solution found =
        Equations.solve(
            problem,
            SlabTimes.even(0, problem.domain().bounds().high(0), 2),
            Equations.Options.features(250).limited(8, Duration.ofDays(1)).seeded(2));
    assertThat(error(problem, found.network())).isLessThan(1e-4);
  }

  @Test
  void bitsDoNotDependOnTheThreads() {
    ProblemReference heat = pde("heat", 1);
    Equations.Options few =
        Equations.Options.trained(8, 2).limited(3, Duration.ofDays(1)).seeded(3);
    SlabTimes times = SlabTimes.even(0, heat.domain().bounds().high(0), 3);
    int threads = ComputeThreads.count();
    try {
      ComputeThreads.setCount(1);
      double[] alone = Equations.solve(heat, times, few).result().theta();
      ComputeThreads.setCount(3);
      assertThat(Equations.solve(heat, times, few).result().theta()).isEqualTo(alone);
    } finally {
      ComputeThreads.setCount(threads);
    }
  }

  @Test
  void aSavedNetworkHasAllSlabs(@TempDir Path folder) throws Exception {
    ProblemReference problem = pde("burgers", 1);
    MultiLayerNetwork network = untrained(problem, thirds(problem));
    File file = folder.resolve("model.zip").toFile();
    ModelSerializer.writeModel(network, file, true);
    MultiLayerNetwork read = ModelSerializer.restoreMultiLayerNetwork(file);
    INDArray x = Nd4j.createFromArray(new double[][] {{0.1, 0.3}, {0.5, 0.3}, {0.9, -0.4}, {1, 0}});
    assertThat(read.output(x).toDoubleVector()).isEqualTo(network.output(x).toDoubleVector());
    assertThat(layer(read)).isEqualTo(layer(network)).isNotEqualTo(layer(network).earlier(2));
  }

  @Test
  void aSolutionOfOneSlabIsTheProblemsOwn() {
    ProblemReference problem = pde("burgers", 1);
    SlabTimes one = SlabTimes.even(0, 1, 1);
    Points points = Sampler.SOBOL.draw(problem.domain(), 5, Purpose.EVALUATION_SAMPLE, 0, 0, 64);
    MultiLayerNetwork network = untrained(problem, one);
    double[] inOne =
        SlabSolution.of(layer(network), network.params()).jets(JetShape.value(), points);
    TrialLayer whole = layer(network).clone();
    whole.setProblemText(problem.toText());
    double[] atOnce = SlabSolution.of(whole, network.params()).jets(JetShape.value(), points);
    for (int p = 0; p < 64; p++) {
      assertThat(inOne[p]).isCloseTo(atOnce[p], within(1e-14));
    }
  }
}
