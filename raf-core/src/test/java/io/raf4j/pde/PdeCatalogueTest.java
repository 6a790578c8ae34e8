package io.raf4j.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.geometry.BoundaryPoints;
import io.raf4j.geometry.Box;
import io.raf4j.geometry.Sampler;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import io.raf4j.jet.JetShape;
import io.raf4j.random.Purpose;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all problems have in common. */
final class PdeCatalogueTest {

  private static PdeProblem problem(String name, int dimension) {
    return PdeCatalogue.named(name).problem(dimension);
  }

  @Test
  void problemsAreListedByUniqueNames() {
    assertThat(PdeCatalogue.all())
        .extracting(PdeEntry::name)
        .doesNotHaveDuplicates()
        .containsExactly(
            "poisson-smooth",
            "poisson-low-regularity",
            "poisson-oscillatory",
            "poisson",
            "poisson-nd",
            "helmholtz",
            "heat",
            "burgers",
            "burgers-smooth",
            "allen-cahn",
            "allen-cahn-periodic",
            "klein-gordon",
            "schroedinger",
            "korteweg-de-vries",
            "clamped-plate",
            "lid-driven-cavity",
            "disc-with-hole",
            "l-shape",
            "l-shape-feature",
            "inverse-diffusion",
            "inverse-poisson",
            "inverse-heat");
  }

  @Test
  void unknownNameSuggestsTheNearest() {
    assertThatThrownBy(() -> PdeCatalogue.named("poison-smooth"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "unknown problem \"poison-smooth\"; did you mean \"poisson-smooth\"?");
  }

  @Test
  void dimensionsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> problem("poisson-oscillatory", 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dim is 7; poisson-oscillatory takes 1 to 3");
    assertThatThrownBy(() -> problem("helmholtz", 1)).hasMessage("dim is 1; helmholtz takes 2");
    assertThatThrownBy(() -> problem("poisson", 101))
        .hasMessage("dim is 101; poisson takes 1 to 100");
  }

  @ParameterizedTest(name = "{0} in {1}")
  @MethodSource("io.raf4j.pde.CataloguePoints#problems")
  void problemsAreWhatTheirEntriesSay(String name, int dimension) {
    PdeProblem problem = problem(name, dimension);
    PdeEntry entry = PdeCatalogue.named(name);
    assertThat(problem.name()).isEqualTo(name);
    assertThat(problem.equation()).isEqualTo(entry.equation());
    assertThat(entry.defaultDimension())
        .isBetween(entry.smallestDimension(), entry.largestDimension());
    int time = problem.equation().contains("_t") ? 1 : 0;
    assertThat(problem.domain().dimension()).isEqualTo(dimension + time);
    assertThat(problem.coordinates().count()).isEqualTo(problem.domain().dimension());
    assertThat(problem.coordinates().hasTime()).isEqualTo(time == 1);
  }

  /** Problems that are solved exactly without a source: the others get theirs from the solution. */
  static Stream<Arguments> withoutSource() {
    return CataloguePoints.problems()
        .filter(
            arguments -> {
              PdeProblem problem =
                  problem((String) arguments.get()[0], (Integer) arguments.get()[1]);
              return problem.exact().isPresent() && !problem.isManufactured();
            });
  }

  @ParameterizedTest(name = "{0} in {1}")
  @MethodSource("withoutSource")
  void exactSolutionOfAnEquationWithoutSourceHasNoResidual(String name, int dimension) {
    PdeProblem problem = problem(name, dimension);
    PdeResidual residual = new PdeResidual(problem);
    ExactSolution exact = problem.exact().orElseThrow();
    for (double[] point : CataloguePoints.of(problem.domain(), 200)) {
      for (Dual value :
          residual.at(
              Location.inside(point), residual.known(exact, point), coefficients(problem))) {
        assertThat(value.value()).isCloseTo(0, within(1e-12));
      }
    }
  }

  /** Returns the right unknown numbers of a problem. */
  private static Dual[] coefficients(PdeProblem problem) {
    return Arrays.stream(problem.exactCoefficients().orElse(new double[0]))
        .mapToObj(Dual::constant)
        .toArray(Dual[]::new);
  }

  /** Problems of which one function is known on the sides alone, and the other is measured. */
  private static final Set<String> MEDIA = Set.of("inverse-poisson", "inverse-heat");

  /** Problems whose values are all built in. */
  static Stream<Arguments> withoutConditionsOnParts() {
    return CataloguePoints.judged()
        .filter(
            arguments ->
                problem((String) arguments.get()[0], (Integer) arguments.get()[1])
                    .conditions()
                    .stream()
                    .noneMatch(c -> c.place() instanceof Condition.OnPart))
        .filter(arguments -> !MEDIA.contains(arguments.get()[0]));
  }

  @ParameterizedTest
  @ValueSource(strings = {"inverse-poisson", "inverse-heat"})
  void unknownMediaAreKnownOnTheSides(String name) {
    PdeProblem problem = problem(name, 2);
    ExactSolution exact = problem.exact().orElseThrow();
    Box box = (Box) problem.domain();
    for (double[] point : CataloguePoints.of(box, 100)) {
      for (int k = problem.coordinates().hasTime() ? 1 : 0; k < point.length; k++) {
        for (double side : new double[] {box.low(k), box.high(k)}) {
          double[] at = point.clone();
          at[k] = side;
          Jet[] x = Jet.coordinates(at);
          assertThat(problem.boundaryFactor(0, x).value()).isEqualTo(1);
          assertThat(problem.boundaryFactor(1, x).value()).isCloseTo(0, within(1e-14));
          assertThat(problem.lift(1, x).value()).isCloseTo(exact.values(at)[1], within(1e-13));
        }
      }
    }
  }

  @ParameterizedTest(name = "{0} in {1}")
  @MethodSource("withoutConditionsOnParts")
  void boundaryFactorVanishesWhereTheLiftIsExact(String name, int dimension) {
    PdeProblem problem = problem(name, dimension);
    ExactValues exact = problem.exactValues().orElseThrow();
    for (double[] point : CataloguePoints.boundary(problem)) {
      Jet[] x = Jet.coordinates(point);
      assertThat(problem.boundaryFactor(x).value()).isCloseTo(0, within(1e-14));
      double[] values = exact.at(point);
      for (int i = 0; i < problem.components(); i++) {
        assertThat(problem.lift(i, x).value()).isCloseTo(values[i], within(1e-13));
      }
    }
  }

  @ParameterizedTest(name = "{0} in {1}")
  @MethodSource("io.raf4j.pde.CataloguePoints#problems")
  void boundaryFactorIsPositiveInside(String name, int dimension) {
    PdeProblem problem = problem(name, dimension);
    for (double[] point : CataloguePoints.of(problem.domain(), 200)) {
      for (int i = 0; i < problem.components(); i++) {
        assertThat(problem.boundaryFactor(i, Jet.coordinates(point)).value()).isPositive();
      }
      assertThat(problem.features(Jet.coordinates(point)))
          .hasSizeGreaterThanOrEqualTo(point.length)
          .allSatisfy(feature -> assertThat(feature.value()).isFinite());
    }
  }

  @ParameterizedTest(name = "{0} in {1}")
  @MethodSource("io.raf4j.pde.CataloguePoints#judged")
  void exactSolutionIsWorthLearning(String name, int dimension) {
    PdeProblem problem = problem(name, dimension);
    ExactValues exact = problem.exactValues().orElseThrow();
    double difference = 0;
    for (double[] point : CataloguePoints.of(problem.domain(), 100)) {
      double lift = problem.lift(0, Jet.constants(point)).value();
      difference = Math.max(difference, Math.abs(exact.at(point)[0] - lift));
    }
    assertThat(difference).isGreaterThan(0.01);
  }

  @ParameterizedTest(name = "{0} in {1}")
  @MethodSource("io.raf4j.pde.CataloguePoints#problems")
  void operatorsAskForTheirShapeAlone(String name, int dimension) {
    PdeProblem problem = problem(name, dimension);
    PdeResidual residuals = new PdeResidual(problem);
    JetShape shape = residuals.shape();
    double[] jets = new double[shape.rows() * problem.components()];
    Arrays.setAll(jets, i -> Math.sin(1 + i));
    Dual[] coefficients =
        problem.coefficients().stream()
            .map(coefficient -> Dual.constant(coefficient.initial()))
            .toArray(Dual[]::new);
    for (double[] point : CataloguePoints.of(problem.domain(), 20)) {
      Field[] u = Field.of(jets, 0, problem.components(), shape);
      for (Dual residual : residuals.at(Location.inside(point), u, coefficients)) {
        assertThat(residual.value()).isFinite();
        assertThat(partialsDiffer(residual, jets.length)).isTrue();
      }
    }
  }

  private static boolean partialsDiffer(Dual dual, int rows) {
    for (int i = 0; i < rows; i++) {
      if (dual.partial(i) != 0) {
        return true;
      }
    }
    return false;
  }

  @ParameterizedTest(name = "{0} in {1}")
  @MethodSource("io.raf4j.pde.CataloguePoints#problems")
  void nothingIsFoundWrong(String name, int dimension) {
    assertThatCode(() -> ProblemCheck.require(problem(name, dimension))).doesNotThrowAnyException();
  }

  /** On every part of a boundary something holds: built in, or as a condition. */
  @ParameterizedTest(name = "{0} in {1}")
  @MethodSource("io.raf4j.pde.CataloguePoints#problems")
  void conditionsOnPartsAreThoseOfTheExactSolution(String name, int dimension) {
    PdeProblem problem = problem(name, dimension);
    PdeResidual residual = new PdeResidual(problem);
    List<Condition> conditions = problem.conditions();
    for (int c = 1; c <= conditions.size(); c++) {
      if (conditions.get(c - 1).place() instanceof Condition.OnPart on) {
        ExactSolution exact = problem.exact().orElseThrow();
        BoundaryPoints points =
            Sampler.UNIFORM.drawBoundary(on.part(), 3, Purpose.EVALUATION_SAMPLE, 0, 0, 50);
        for (int i = 0; i < points.count(); i++) {
          Location where = new Location(c, points.point(i), points.normal(i));
          for (Dual value :
              residual.at(where, residual.known(exact, where.x()), coefficients(problem))) {
            assertThat(value.value()).isCloseTo(0, within(1e-11));
          }
        }
      }
    }
  }

  /** Divided by the noise that the problem states, the errors of its data have a variance of 1. */
  @Test
  void dataHaveTheNoiseThatTheyAreSaidToHave() {
    double sum = 0;
    int count = 0;
    for (int sample = 1; sample <= 20; sample++) {
      PdeProblem problem = new InverseDiffusion(sample);
      PdeResidual residual = new PdeResidual(problem);
      Condition condition = problem.conditions().get(0);
      Observations data = ((Condition.AtPoints) condition.place()).points();
      assertThat(data.count()).isEqualTo(40);
      for (int i = 0; i < data.count(); i++) {
        Location where = new Location(1, data.point(i), new double[] {data.measured()[i]});
        Field[] exact = residual.known(problem.exact().orElseThrow(), where.x());
        double error = residual.at(where, exact, coefficients(problem))[0].value();
        sum += error * error;
        count++;
      }
    }
    // Of 800 squares of normal numbers, whose mean has the standard deviation 0.05.
    assertThat(sum / count).isBetween(0.8, 1.2);
    assertThat(observations(1)).isNotEqualTo(observations(2)).isEqualTo(observations(1));
  }

  private static double[] observations(int sample) {
    Condition condition = new InverseDiffusion(sample).conditions().get(0);
    return ((Condition.AtPoints) condition.place()).points().measured();
  }
}
