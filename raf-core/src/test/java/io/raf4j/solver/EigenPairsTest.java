package io.raf4j.solver;

import static io.raf4j.solver.SolverFixtures.eigen;
import static io.raf4j.solver.SolverFixtures.plain;
import static io.raf4j.solver.SolverFixtures.points;
import static io.raf4j.solver.SolverFixtures.still;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.basis.BasisFunction;
import io.raf4j.basis.Coefficient;
import io.raf4j.basis.ReproducingActivation;
import io.raf4j.basis.Term;
import io.raf4j.dl4j.RafDenseLayer;
import io.raf4j.eigen.EigenProblem;
import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.geometry.Points;
import io.raf4j.geometry.Sampler;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import io.raf4j.random.Purpose;
import io.raf4j.solver.EigenPairs.EigenPair;
import io.raf4j.solver.EigenPairs.Projection;
import io.raf4j.solver.ProblemReference.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class EigenPairsTest {

  /** -u'' = lambda u on a circle, 0, 1, 1, 4, 4, ...; a linear network holds the first three. */
  public static final class Circle implements EigenProblem {

    /** Creates the problem. */
    public Circle() {}

    @Override
    public String name() {
      return "circle";
    }

    @Override
    public String equation() {
      return "-u'' = lambda u on a circle";
    }

    @Override
    public Domain domain() {
      return Box.cube(1, 0, 2 * Math.PI);
    }

    @Override
    public double potential(double[] x) {
      return 0;
    }

    @Override
    public Dual operator(double[] x, Field u) {
      return u.laplacian().negate();
    }

    @Override
    public Jet boundaryFactor(Jet[] x) {
      return Jet.constant(1);
    }

    @Override
    public Jet[] features(Jet[] x) {
      return new Jet[] {x[0].cos(), x[0].sin()};
    }

    @Override
    public double[] eigenvalues(int count) {
      return new double[] {0, 1, 1};
    }

    @Override
    public Optional<GroundState> groundState() {
      return Optional.of(x -> Jet.constant(1));
    }
  }

  private static final ProblemReference CIRCLE =
      ProblemReference.ofClass(Kind.EIGEN, Circle.class.getName(), 1);

  /** W: [2, 3] column-major and b: [3]: three combinations of cos, sin and 1. */
  private static final INDArray COMBINATIONS =
      Nd4j.createFromArray(new double[] {1, 2, -1, 0.5, 0.3, 0.2, 1, 0.4, -2}).reshape(1, 9);

  private static TrialLayer linear() {
    ReproducingActivation identity =
        new ReproducingActivation(
            "identity",
            ReproducingActivation.Mode.MIXED,
            ReproducingActivation.Sharing.NEURON,
            List.of(new Term(BasisFunction.named("x"), Coefficient.ONE, Coefficient.ONE)));
    RafDenseLayer dense = new RafDenseLayer.Builder().nIn(2).nOut(3).reproducing(identity).build();
    return new TrialLayer.Builder(CIRCLE).add(dense, false).build();
  }

  /** Equidistant points, whose means of trigonometric polynomials are exact. */
  private static Points circle(int count) {
    double[] x = IntStream.range(0, count).mapToDouble(i -> 2 * Math.PI * i / count).toArray();
    double[] weights = new double[count];
    Arrays.fill(weights, 2 * Math.PI);
    return new Points(1, x, weights);
  }

  @Test
  void combinationsOfEigenfunctionsAreTakenApart() {
    EigenPairs pairs = new EigenPairs(linear());
    Points points = circle(16);
    Projection projection = pairs.project(pairs.gram(COMBINATIONS, points));
    INDArray rotated = pairs.rotated(COMBINATIONS, projection);

    List<EigenPair> found = pairs.energies(rotated, projection, points).pairs();

    double[] exact = new Circle().eigenvalues(3);
    for (int i = 0; i < 3; i++) {
      assertThat(found.get(i).eigenvalue()).isCloseTo(exact[i], within(1e-12));
      assertThat(found.get(i).weak()).isCloseTo(exact[i], within(1e-12));
      assertThat(found.get(i).standardError()).isLessThan(1e-12);
      assertThat(found.get(i).residual()).isLessThan(1e-7);
      // A constant has one sign; a wave has either on half of the circle.
      assertThat(found.get(i).otherSign()).isCloseTo(i == 0 ? 0 : 0.5, within(0.1));
    }
  }

  @Test
  void rotatedFunctionsAreOrthonormal() {
    EigenPairs pairs = new EigenPairs(linear());
    Points points = circle(16);
    Projection projection = pairs.project(pairs.gram(COMBINATIONS, points));

    GramSums sums = pairs.gram(pairs.rotated(COMBINATIONS, projection), points);

    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        assertThat(sums.mass()[3 * i + j] / 16).isCloseTo(i == j ? 1 : 0, within(1e-12));
      }
    }
  }

  @Test
  void sharesOfThePointsAddUpToAllOfThem() {
    EigenPairs pairs = new EigenPairs(linear());
    Points all = circle(12);
    GramSums sums = pairs.gram(COMBINATIONS, all.only(0, 1, 2, 3, 4));
    sums.add(pairs.gram(COMBINATIONS, all.only(5, 6, 7, 8, 9, 10, 11)));
    Projection projection = pairs.project(sums);
    Projection whole = pairs.project(pairs.gram(COMBINATIONS, all));
    EnergySums energies = pairs.energies(COMBINATIONS, whole, all.only(0, 1, 2));
    energies.add(pairs.energies(COMBINATIONS, whole, all.only(3, 4, 5, 6, 7, 8, 9, 10, 11)));
    EnergySums together = pairs.energies(COMBINATIONS, whole, all);

    assertThat(sums.points()).isEqualTo(12);
    for (int i = 0; i < 3; i++) {
      assertThat(projection.eigenvalues()[i]).isCloseTo(whole.eigenvalues()[i], within(1e-12));
      assertThat(energies.pairs().get(i).eigenvalue())
          .isCloseTo(together.pairs().get(i).eigenvalue(), within(1e-12));
      assertThat(energies.pairs().get(i).standardError())
          .isCloseTo(together.pairs().get(i).standardError(), within(1e-12));
    }
  }

  @Test
  void theStandardErrorIsTheSpreadOverSamples() {
    ProblemReference problem = eigen("box", 1);
    MultiLayerNetwork network = still(problem, 1, plain(5, 1), "x", "sin");
    EigenPairs pairs = new EigenPairs(TrialLayer.of(network.getLayerWiseConfigurations()));
    Projection projection = pairs.project(pairs.gram(network.params(), points(problem, 4096, 0)));
    int samples = 200;
    double[] values = new double[samples];
    double claimed = 0;
    for (int s = 0; s < samples; s++) {
      Points sample =
          Sampler.UNIFORM.draw(problem.eigen().domain(), s, Purpose.EVALUATION_SAMPLE, 0, 0, 400);
      EigenPair pair = pairs.energies(network.params(), projection, sample).pairs().get(0);
      values[s] = pair.eigenvalue();
      claimed += pair.standardError() / samples;
    }
    double mean = Arrays.stream(values).average().orElseThrow();
    double spread =
        Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (samples - 1));
    // The spread of a spread over 200 samples is 5 per cent.
    assertThat(claimed).isCloseTo(spread, within(0.2 * spread));
  }

  @Test
  void aNonlinearFunctionIsScaledToItsNorm() {
    ProblemReference problem = eigen("cubic", 1);
    MultiLayerNetwork network = still(problem, 1, plain(5, 1), "x", "sin");
    EigenPairs pairs = new EigenPairs(TrialLayer.of(network.getLayerWiseConfigurations()));
    Points points = points(problem, 512, 0);
    Projection projection = pairs.project(pairs.gram(network.params(), points));
    INDArray rotated = pairs.rotated(network.params(), projection);

    GramSums sums = pairs.gram(rotated, points);
    double norm = problem.eigen().norm();
    EigenPair pair = pairs.energies(rotated, projection, points).pairs().get(0);

    assertThat(sums.meanMass(0)).isCloseTo(norm, within(1e-10 * norm));
    double expected =
        (sums.meanStiffness(0) + problem.eigen().cubic() * sums.meanQuartic(0)) / norm;
    assertThat(projection.eigenvalues()[0]).isCloseTo(expected, within(1e-10));
    assertThat(pair.eigenvalue()).isCloseTo(expected, within(10 * pair.standardError() + 0.1));
  }

  @Test
  void aPositiveStartIsNearlyTheBoundaryFactor() {
    ProblemReference problem = eigen("box", 2);
    MultiLayerNetwork network = still(problem, 1, plain(6, 1), "x", "sin");
    TrialLayer layer = TrialLayer.of(network.getLayerWiseConfigurations());
    network.setParams(new EigenPairs(layer).positive(network.params()));
    Points points = points(problem, 64, 0);

    INDArray u = network.output(SolverFixtures.data(points).getFeatures());

    for (int p = 0; p < 64; p++) {
      double b = problem.eigen().boundaryFactor(Jet.coordinates(points.point(p))).value();
      assertThat(u.getDouble(p)).isCloseTo(b, within(0.2 * b)).isNotEqualTo(b);
    }
  }

  @Test
  void dependentFunctionsAreRefused() {
    EigenPairs pairs = new EigenPairs(linear());
    INDArray same = Nd4j.createFromArray(new double[9]).addi(1).reshape(1, 9);
    assertThatThrownBy(() -> pairs.project(pairs.gram(same, circle(16))))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("linearly dependent");
  }
}
