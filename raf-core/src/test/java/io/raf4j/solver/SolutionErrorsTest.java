package io.raf4j.solver;

import static io.raf4j.solver.SolverFixtures.POISSON;
import static io.raf4j.solver.SolverFixtures.pde;
import static io.raf4j.solver.SolverFixtures.plain;
import static io.raf4j.solver.SolverFixtures.points;
import static io.raf4j.solver.SolverFixtures.still;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.geometry.Domain;
import io.raf4j.geometry.Points;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import io.raf4j.pde.Coordinates;
import io.raf4j.pde.ExactValues;
import io.raf4j.pde.PdeProblem;
import io.raf4j.solver.ProblemReference.Kind;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SolutionErrorsTest {

  private static TrialLayer layer(MultiLayerNetwork network) {
    return TrialLayer.of(network.getLayerWiseConfigurations());
  }

  @Test
  void theZeroFunctionIsWrongByTheSolutionItself() {
    MultiLayerNetwork network = still(POISSON, 1, plain(4, 1), "sin");
    INDArray zero = Nd4j.zeros(network.params().dataType(), network.params().shape());

    SolutionErrors errors = SolutionErrors.of(layer(network), zero, points(POISSON, 4096, 0));

    assertThat(errors.relativeL2()).isCloseTo(1, within(1e-14));
    assertThat(errors.relativeH1().orElseThrow()).isCloseTo(1, within(1e-14));
    // The largest value of x^2 (1 - x) y^2 (1 - y) is (4 / 27)^2, at (2/3, 2/3).
    assertThat(errors.maximum()).isCloseTo(16 / 729d, within(1e-4));
  }

  @Test
  void errorsAreThoseOfTheValuesOfTheNetwork() {
    MultiLayerNetwork network = still(POISSON, 1, plain(4, 1), "sin");
    Points points = points(POISSON, 50, 3);
    INDArray u = network.output(SolverFixtures.data(points).getFeatures());
    double error = 0;
    double size = 0;
    double largest = 0;
    for (int p = 0; p < 50; p++) {
      double[] x = points.point(p);
      double v = x[0] * x[0] * (1 - x[0]) * x[1] * x[1] * (1 - x[1]);
      error += Math.pow(u.getDouble(p) - v, 2);
      size += v * v;
      largest = Math.max(largest, Math.abs(u.getDouble(p) - v));
    }

    SolutionErrors errors = SolutionErrors.of(layer(network), network.params(), points);

    assertThat(errors.relativeL2()).isCloseTo(Math.sqrt(error / size), within(1e-9));
    assertThat(errors.maximum()).isCloseTo(largest, within(1e-12));
  }

  /** One equation that knows its gradients and one that knows its values alone. */
  @ParameterizedTest
  @ValueSource(strings = {"schroedinger", "burgers"})
  void aSampleThatIsKeptGivesTheSameErrorsToTheBit(String name) {
    ProblemReference problem = pde(name, 1);
    MultiLayerNetwork network = still(problem, 1, plain(4, 1), "sin");
    Points points = points(problem, 40, 0);
    ExactSample kept = new ExactSample(problem.pde(), points);
    for (double factor : new double[] {1, 0.5, 2}) {
      INDArray parameters = network.params().mul(factor);
      SolutionErrors once = SolutionErrors.of(layer(network), parameters, points);
      SolutionErrors again = SolutionErrors.of(layer(network), parameters, kept);
      assertThat(again).usingRecursiveComparison().isEqualTo(once);
      assertThat(again.relativeL2()).isPositive();
    }
  }

  @Test
  void aSampleAsksTheSolutionOnceAPoint() {
    AtomicInteger asked = new AtomicInteger();
    PdeProblem counting = new Counting(pde("burgers", 1).pde(), asked);
    ProblemReference problem = pde("burgers", 1);
    MultiLayerNetwork network = still(problem, 1, plain(4, 1), "sin");
    ExactSample sample = new ExactSample(counting, points(problem, 20, 0));
    assertThat(asked).hasValue(0);
    for (int i = 0; i < 3; i++) {
      SolutionErrors.of(layer(network), network.params(), sample);
    }
    assertThat(asked).hasValue(20);
  }

  /** Counts how often the exact solution is asked for. */
  private record Counting(PdeProblem problem, AtomicInteger asked) implements PdeProblem {
    @Override
    public String name() {
      return problem.name();
    }

    @Override
    public String equation() {
      return problem.equation();
    }

    @Override
    public Coordinates coordinates() {
      return problem.coordinates();
    }

    @Override
    public Domain domain() {
      return problem.domain();
    }

    @Override
    public Dual[] operator(double[] x, Field[] u) {
      return problem.operator(x, u);
    }

    @Override
    public Jet boundaryFactor(Jet[] x) {
      return problem.boundaryFactor(x);
    }

    @Override
    public Optional<ExactValues> exactValues() {
      return problem
          .exactValues()
          .map(
              values ->
                  x -> {
                    asked.incrementAndGet();
                    return values.at(x);
                  });
    }
  }

  @Test
  void sharesOfThePointsAddUpToAllOfThem() {
    ProblemReference problem = pde("schroedinger", 1);
    MultiLayerNetwork network = still(problem, 1, plain(4, 1), "sin");
    Points all = points(problem, 30, 0);
    SolutionErrors whole = SolutionErrors.of(layer(network), network.params(), all);

    SolutionErrors sum =
        SolutionErrors.of(
            layer(network), network.params(), all.only(IntStream.range(0, 11).toArray()));
    sum.add(
        SolutionErrors.of(
            layer(network), network.params(), all.only(IntStream.range(11, 30).toArray())));

    assertThat(sum.relativeL2()).isCloseTo(whole.relativeL2(), within(1e-12));
    assertThat(sum.relativeH1().orElseThrow())
        .isCloseTo(whole.relativeH1().orElseThrow(), within(1e-12));
    assertThat(sum.maximum()).isEqualTo(whole.maximum());
  }

  @Test
  void solutionsKnownByTheirValuesHaveNoErrorOfSlopes() {
    ProblemReference problem = pde("burgers", 1);
    MultiLayerNetwork network = still(problem, 1, plain(4, 1), "sin");

    SolutionErrors errors =
        SolutionErrors.of(layer(network), network.params(), points(problem, 20, 0));

    assertThat(errors.relativeL2()).isPositive();
    assertThat(errors.relativeH1()).isEmpty();
  }

  @Test
  void problemsWithoutASolutionHaveNoErrors() {
    ProblemReference own =
        ProblemReference.ofClass(Kind.PDE, ProblemReferenceTest.Own.class.getName(), 2);
    MultiLayerNetwork network = still(own, 1, plain(4, 1), "sin");
    assertThatThrownBy(() -> SolutionErrors.of(layer(network), network.params(), points(own, 5, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no exact solution of own");
  }
}
