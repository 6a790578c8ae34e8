package io.raf4j.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.geometry.Box;
import io.raf4j.jet.Jet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Initial and side values, and nothing of the inside. */
final class TimeSpaceLiftTest {
  private static final Box BOX = new Box(new double[] {1, -1, 0, 2}, new double[] {3, 1, 2, 3});

  private static Jet solution(Jet[] x) {
    return x[0].times(x[1]).sin().times(x[2].plus(x[3].square()).exp()).plus(x[3].times(x[0]));
  }

  private static final TimeSpaceLift LIFT =
      new TimeSpaceLift(BOX, ExactSolution.scalar(TimeSpaceLiftTest::solution));

  @Test
  void hasTheValuesOfTheFirstTimeAndOfAllSides() {
    for (double[] point : CataloguePoints.of(BOX, 50)) {
      for (int k = 0; k < 4; k++) {
        assertExact(point, k, BOX.low(k));
        if (k > 0) {
          assertExact(point, k, BOX.high(k));
        }
      }
    }
  }

  private static void assertExact(double[] point, int k, double value) {
    double[] moved = point.clone();
    moved[k] = value;
    double exact = LIFT.solution().values(moved)[0];
    assertThat(LIFT.at(0, Jet.coordinates(moved)).value())
        .isCloseTo(exact, within(1e-11 * (1 + Math.abs(exact))));
  }

  @Test
  void neverAsksForTheInside() {
    ExactSolution guarded =
        ExactSolution.scalar(
            x -> {
              boolean onBoundary = x[0].value() == BOX.low(0);
              for (int k = 1; k < x.length; k++) {
                onBoundary |= x[k].value() == BOX.low(k) || x[k].value() == BOX.high(k);
              }
              assertThat(onBoundary).isTrue();
              return solution(x);
            });
    Jet lift = new TimeSpaceLift(BOX, guarded).at(0, Jet.coordinates(new double[] {2, 0, 1, 2.5}));
    assertThat(lift.value()).isFinite();
  }

  @ParameterizedTest
  @ValueSource(strings = {"klein-gordon", "schroedinger", "heat", "allen-cahn"})
  void liftsWrittenByHandAreTheSame(String name) {
    PdeProblem problem = PdeCatalogue.named(name).problem(1);
    TimeSpaceLift lift = new TimeSpaceLift((Box) problem.domain(), problem.exact().orElseThrow());
    for (double[] point : CataloguePoints.of(problem.domain(), 50)) {
      Jet[] x = Jet.coordinates(point);
      for (int i = 0; i < problem.components(); i++) {
        assertSame(problem.lift(i, x), lift.at(i, x));
      }
    }
  }

  private static void assertSame(Jet actual, Jet expected) {
    assertThat(actual.value()).isCloseTo(expected.value(), within(1e-14));
    for (int k = 0; k < 2; k++) {
      assertThat(actual.derivative(k)).isCloseTo(expected.derivative(k), within(1e-12));
      assertThat(actual.second(k)).isCloseTo(expected.second(k), within(1e-11));
    }
  }

  @Test
  void initialTimeDerivativeOfTheWaveIsMet() {
    PdeProblem wave = PdeCatalogue.named("klein-gordon").problem(1);
    for (double x = 0; x <= 1; x += 0.125) {
      Jet[] start = Jet.coordinates(new double[] {0, x});
      assertThat(wave.lift(0, start).derivative(0)).isCloseTo(0, within(1e-15));
      assertThat(wave.boundaryFactor(start).derivative(0)).isZero();
      assertThat(wave.exact().orElseThrow().at(start)[0].derivative(0)).isCloseTo(0, within(1e-15));
    }
  }
}
