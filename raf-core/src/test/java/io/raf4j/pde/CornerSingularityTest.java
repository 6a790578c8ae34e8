package io.raf4j.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.jet.Jet;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The singular function of a corner, whatever its angle and wherever it begins. */
final class CornerSingularityTest {

  static Stream<Arguments> corners() {
    double[] angles = {Math.PI / 3, Math.PI / 2, 2.2, Math.PI, 4, 1.5 * Math.PI, 2 * Math.PI};
    double[] starts = {0, Math.PI / 2, -Math.PI / 2, Math.PI, -Math.PI, 2.5, -0.7, 1e-9};
    return Arrays.stream(angles)
        .boxed()
        .flatMap(angle -> Arrays.stream(starts).mapToObj(start -> Arguments.of(angle, start)));
  }

  private static double[] point(double radius, double angle) {
    return new double[] {radius * Math.cos(angle), radius * Math.sin(angle)};
  }

  private static Jet at(double[] point, double exponent, double start) {
    return CornerSingularity.at(Jet.coordinates(point), exponent, start);
  }

  @ParameterizedTest(name = "angle {0} from {1}")
  @MethodSource("corners")
  void itVanishesOnBothEdgesOnWhicheverSideOfThemRoundingPutsAPoint(double angle, double start) {
    double a = Math.PI / angle;
    for (double radius : new double[] {1e-9, 1e-3, 0.4, 1, 30}) {
      for (double aside : new double[] {-1e-12, 0, 1e-12}) {
        double size = Math.pow(radius, a);
        assertThat(at(point(radius, start + aside), a, start).value())
            .isCloseTo(0, within(1e-11 * size));
        assertThat(at(point(radius, start + angle + aside), a, start).value())
            .isCloseTo(0, within(1e-11 * size));
      }
    }
  }

  @ParameterizedTest(name = "angle {0} from {1}")
  @MethodSource("corners")
  void itIsHarmonicAndPositiveBetweenThem(double angle, double start) {
    double a = Math.PI / angle;
    for (double share : new double[] {0.01, 0.3, 0.5, 0.9, 0.99}) {
      for (double radius : new double[] {0.01, 0.4, 2}) {
        Jet s = at(point(radius, start + share * angle), a, start);
        double size = Math.pow(radius, a);
        assertThat(s.value()).isCloseTo(size * Math.sin(Math.PI * share), within(1e-13 * size));
        assertThat(s.second(0) + s.second(1))
            .isCloseTo(0, within(1e-12 * (1 + size / (radius * radius))));
      }
    }
  }

  /** r^(1/3) sin(phi / 3) in three quarters: a value at one edge, a slope at the other. */
  @Test
  void otherExponentsThanThoseOfTwoValuesKnowTheAngleOfTheirCorner() {
    double angle = 1.5 * Math.PI;
    double start = -Math.PI / 2;
    for (double share : new double[] {0, 0.2, 0.7, 1}) {
      double phi = share * angle;
      Jet s = CornerSingularity.at(Jet.coordinates(point(0.5, start + phi)), 1.0 / 3, start, angle);
      assertThat(s.value()).isCloseTo(Math.cbrt(0.5) * Math.sin(phi / 3), within(1e-14));
    }
  }

  @Test
  void theCornerItselfHasAValueAndFiniteSlopes() {
    Jet s = at(new double[2], 2.0 / 3, 0);
    assertThat(s.value()).isCloseTo(0, within(1e-9));
    assertThat(s.derivative(0)).isFinite();
    assertThat(s.second(1)).isFinite();
  }
}
