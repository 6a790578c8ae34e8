package io.raf4j.solver;

import static io.raf4j.solver.SolverFixtures.eigen;
import static io.raf4j.solver.SolverFixtures.plain;
import static io.raf4j.solver.SolverFixtures.still;
import static org.assertj.core.api.Assertions.assertThat;
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
import io.raf4j.jet.Jet;
import io.raf4j.random.Purpose;
import io.raf4j.solver.EigenJudgement.Judged;
import io.raf4j.solver.ProblemReference.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class EigenJudgementTest {

  /** {@code -u'' + V u + u^3} on a circle with V such that u = e^(cos x / 2) has the value 2. */
  public static final class Wavy implements EigenProblem {

    static final double EIGENVALUE = 2;

    /** Creates the problem. */
    public Wavy() {}

    @Override
    public String name() {
      return "wavy";
    }

    @Override
    public String equation() {
      return "-u'' + V u + u^3 = lambda u on a circle";
    }

    @Override
    public Domain domain() {
      return Box.cube(1, 0, 2 * Math.PI);
    }

    @Override
    public double cubic() {
      return 1;
    }

    /** u''/u = sin^2 / 4 - cos / 2. */
    @Override
    public double potential(double[] x) {
      double cos = Math.cos(x[0]);
      double sin = Math.sin(x[0]);
      return EIGENVALUE + sin * sin / 4 - cos / 2 - Math.exp(cos);
    }

    /** The integral of e^(cos x), 2 pi I_0(1). */
    @Override
    public double norm() {
      return 2 * Math.PI * 1.2660658777520082;
    }

    /** The solution itself: the network is the factor by which a trial function is off. */
    @Override
    public Jet boundaryFactor(Jet[] x) {
      return x[0].cos().times(0.5).exp();
    }

    @Override
    public Jet[] features(Jet[] x) {
      return new Jet[] {x[0].cos(), x[0].sin()};
    }

    @Override
    public double[] eigenvalues(int count) {
      return new double[] {EIGENVALUE};
    }

    @Override
    public Optional<GroundState> groundState() {
      return Optional.empty();
    }
  }

  private static ReproducingActivation identity() {
    return new ReproducingActivation(
        "identity",
        ReproducingActivation.Mode.MIXED,
        ReproducingActivation.Sharing.NEURON,
        List.of(new Term(BasisFunction.named("x"), Coefficient.ONE, Coefficient.ONE)));
  }

  /** {@code u = a cos x + b sin x + c} on a circle. */
  private static TrialLayer wave() {
    RafDenseLayer dense =
        new RafDenseLayer.Builder().nIn(2).nOut(1).reproducing(identity()).build();
    ProblemReference circle =
        ProblemReference.ofClass(Kind.EIGEN, EigenPairsTest.Circle.class.getName(), 1);
    return new TrialLayer.Builder(circle).add(dense, false).build();
  }

  private static INDArray parameters(double... values) {
    return Nd4j.createFromArray(values).reshape(1, values.length);
  }

  /** Equidistant points, whose means of trigonometric polynomials are exact. */
  private static Points circle(int count, double shift) {
    double[] x = new double[count];
    double[] weights = new double[count];
    Arrays.setAll(x, i -> 2 * Math.PI * i / count + shift);
    Arrays.fill(weights, 2 * Math.PI);
    return new Points(1, x, weights);
  }

  private static Judged judged(TrialLayer layer, INDArray parameters, Points... samples) {
    return EigenJudgement.of(layer, parameters, List.of(samples)).pairs().get(0);
  }

  @Test
  void theGapIsThatOfTheFeaturesOverAGroundState() {
    // f = cos x over u = 1: integral of sin^2 / integral of cos^2.
    assertThat(SpectralGap.above(wave(), parameters(0, 0, 1), circle(16, 0)))
        .isCloseTo(1, within(1e-8));
  }

  @Test
  void theBiasReachesTemplesBoundWhereTheErrorIsTheNextFunction() {
    // u = 1 + e cos x: lambda = p, residual^2 = p (1 - p) with p = e^2 / (2 + e^2); exact is 0.
    double e = 0.05;
    double p = e * e / (2 + e * e);

    Judged pair = judged(wave(), parameters(e, 0, 1), circle(16, 0), circle(16, 0.1));

    assertThat(pair.pair().eigenvalue()).isCloseTo(p, within(1e-12));
    assertThat(pair.pair().residual()).isCloseTo(Math.sqrt(p * (1 - p)), within(1e-9));
    assertThat(pair.scatter()).isLessThan(1e-12);
    assertThat(pair.gap()).isCloseTo(1, within(0.1));
    assertThat(pair.bias()).isCloseTo(p, within(0.1 * p));
    assertThat(pair.error()).isCloseTo(0.2 * pair.bias(), within(1e-12));
  }

  @Test
  void theScatterIsTheErrorOfTheMeanOverSamples() {
    ProblemReference problem = eigen("box", 1);
    MultiLayerNetwork network = still(problem, 1, plain(5, 1), "x", "sin");
    TrialLayer layer = TrialLayer.of(network.getLayerWiseConfigurations());
    int runs = 100;
    double[] values = new double[runs];
    double claimed = 0;
    for (int run = 0; run < runs; run++) {
      int seed = run;
      Points[] samples =
          IntStream.range(0, 8)
              .mapToObj(
                  r ->
                      Sampler.LATTICE.draw(
                          problem.eigen().domain(), seed, Purpose.EVALUATION_SAMPLE, r, 0, 16))
              .toArray(Points[]::new);
      Judged judged = judged(layer, network.params(), samples);
      values[run] = judged.pair().eigenvalue();
      claimed += judged.scatter() * judged.scatter() / runs;
    }
    double mean = Arrays.stream(values).average().orElseThrow();
    double spread = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (runs - 1);
    // The spread of a variance over 100 runs is 14 per cent.
    assertThat(claimed).isBetween(0.5 * spread, 2 * spread);
  }

  @Test
  void oneSampleHasNoScatterAndItsErrorIsTheBias() {
    Judged pair = judged(wave(), parameters(0.1, 0, 1), circle(16, 0));
    assertThat(pair.scatter()).isNaN();
    assertThat(pair.error()).isCloseTo(0.2 * pair.bias(), within(1e-12));
  }

  @Test
  void theFirstOrderErrorOfANonlinearEigenvalueIsTakenOff() {
    // The trial function is (1 + e cos x) times the exact one.
    double e = 1e-3;
    ProblemReference problem = ProblemReference.ofClass(Kind.EIGEN, Wavy.class.getName(), 1);
    RafDenseLayer dense =
        new RafDenseLayer.Builder().nIn(2).nOut(1).reproducing(identity()).build();
    TrialLayer layer = new TrialLayer.Builder(problem).add(dense, false).build();
    Points points = circle(32, 0.1);

    Judged wrong = judged(layer, parameters(e, 0, 1), points);
    Judged right = judged(layer, parameters(0, 0, 1), points);

    assertThat(right.eigenvalue()).isCloseTo(Wavy.EIGENVALUE, within(1e-9));
    double before = Math.abs(wrong.pair().eigenvalue() - Wavy.EIGENVALUE);
    double after = Math.abs(wrong.eigenvalue() - Wavy.EIGENVALUE);
    assertThat(before).isGreaterThan(1e-4);
    assertThat(after).isLessThan(0.02 * before);
  }

  @Test
  void nonlinearSamplesScatterWithTheirNorm() {
    ProblemReference problem = eigen("cubic", 1);
    MultiLayerNetwork network = still(problem, 1, plain(5, 1), "x", "sin");
    TrialLayer layer = TrialLayer.of(network.getLayerWiseConfigurations());
    List<Points> samples =
        IntStream.range(0, 4)
            .mapToObj(
                r ->
                    Sampler.UNIFORM.draw(
                        problem.eigen().domain(), 5, Purpose.EVALUATION_SAMPLE, r, 0, 50))
            .toList();
    EigenPairs pairs = new EigenPairs(layer);
    EigenPairs.Projection pooled =
        pairs.project(pairs.gram(network.params(), Points.together(samples)));
    INDArray rotated = pairs.rotated(network.params(), pooled);
    for (Points sample : samples) {
      // The same function, scaled to the norm by this sample alone.
      EigenPairs.Projection own = pairs.project(pairs.gram(network.params(), sample));
      INDArray scaled = pairs.rotated(network.params(), own);
      double expected = pairs.energies(scaled, own, sample).pairs().get(0).eigenvalue();
      assertThat(pairs.energies(rotated, pooled, sample).pairs().get(0).eigenvalue())
          .isCloseTo(expected, within(1e-9));
    }
  }
}
