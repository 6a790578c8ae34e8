package io.raf4j.eigen;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.geometry.Torus;
import io.raf4j.jet.Jet;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Trial functions that meet no condition somewhere. */
class NaturalConditionTest {

  private record Own(Domain domain, Function<Jet[], Jet> factor, Function<Jet[], Jet[]> features)
      implements EigenProblem {
    @Override
    public String name() {
      return "own";
    }

    @Override
    public String equation() {
      return "-Lap u = lambda u";
    }

    @Override
    public double potential(double[] x) {
      return 0;
    }

    @Override
    public Jet boundaryFactor(Jet[] x) {
      return factor.apply(x);
    }

    @Override
    public Jet[] features(Jet[] x) {
      return features.apply(x);
    }

    @Override
    public double[] eigenvalues(int count) {
      return new double[0];
    }

    @Override
    public Optional<GroundState> groundState() {
      return Optional.empty();
    }
  }

  private static Optional<String> part(
      Domain domain, Function<Jet[], Jet> factor, Function<Jet[], Jet[]> features) {
    return NaturalCondition.part(new Own(domain, factor, features));
  }

  private static Jet one(Jet[] x) {
    return Jet.constant(1);
  }

  private static Jet[] cosines(Jet[] x) {
    return Arrays.stream(x).map(Jet::cos).toArray(Jet[]::new);
  }

  @Test
  void coordinatesWithoutAFactorMeetNoConditionAnywhere() {
    assertThat(part(Box.unit(2), NaturalConditionTest::one, x -> x)).contains("low 0");
  }

  @Test
  void aFactorThatLeavesOneSideOutIsNamedByIt() {
    assertThat(part(Box.unit(2), x -> x[0].times(x[0].subtractedFrom(1)).times(x[1]), x -> x))
        .contains("high 1");
    // A slope of the factor alone makes functions of any slope too.
    assertThat(part(Box.unit(1), x -> x[0].plus(1), NaturalConditionTest::cosines))
        .contains("low 0");
  }

  @Test
  void evenFeaturesMeetTheNaturalOneWhereTheyAreEven() {
    assertThat(
            part(Box.cube(2, 0, Math.PI), NaturalConditionTest::one, NaturalConditionTest::cosines))
        .isEmpty();
    assertThat(part(Box.unit(2), NaturalConditionTest::one, NaturalConditionTest::cosines))
        .contains("high 0");
  }

  @Test
  void aDomainWithoutABoundaryHasNone() {
    assertThat(part(new Torus(2, 1), NaturalConditionTest::one, x -> x)).isEmpty();
  }

  static Stream<EigenProblem> catalogue() {
    return EigenFixtures.problems(10);
  }

  @ParameterizedTest
  @MethodSource("catalogue")
  void problemsOfTheCatalogueMeetTheirConditions(EigenProblem problem) {
    assertThat(NaturalCondition.part(problem)).isEmpty();
  }
}
