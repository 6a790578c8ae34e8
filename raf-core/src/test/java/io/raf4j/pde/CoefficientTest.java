package io.raf4j.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Unknown numbers and the thetas that are trained in their place. */
final class CoefficientTest {

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  static Stream<Coefficient> all() {
    return Stream.of(
        Coefficient.of("free", 0.1),
        Coefficient.of("large", -250),
        Coefficient.positive("positive", 0.03),
        new Coefficient("above", -1, -4, INFINITY),
        new Coefficient("bounded", 1.2, 1, 3),
        new Coefficient("low", 0.001, 0, 1));
  }

  @ParameterizedTest
  @MethodSource("all")
  void thetaZeroIsTheInitialValue(Coefficient c) {
    assertThat(c.at(0)).isCloseTo(c.initial(), within(1e-15 * (1 + Math.abs(c.initial()))));
  }

  @ParameterizedTest
  @MethodSource("all")
  void slopesAreThoseOfDifferences(Coefficient c) {
    double step = 1e-5;
    for (double theta : new double[] {-3, -0.7, 0, 0.2, 2.5}) {
      double difference = (c.at(theta + step) - c.at(theta - step)) / (2 * step);
      assertThat(c.slope(theta)).isPositive();
      assertThat(c.slope(theta)).isCloseTo(difference, within(1e-8 * (1 + Math.abs(difference))));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void boundsHoldHoweverFarThetaGoes(Coefficient c) {
    for (double theta : new double[] {-1e4, -700, -30, 30, 700, 1e4}) {
      assertThat(c.at(theta)).isNotNaN().isBetween(c.low(), c.high());
      assertThat(c.slope(theta)).isNotNaN().isNotNegative();
    }
  }

  @Test
  void everyNumberBetweenTheBoundsIsReached() {
    Coefficient c = new Coefficient("c", 1.2, 1, 3);
    assertThat(c.at(-20)).isCloseTo(1, within(1e-8));
    assertThat(c.at(20)).isCloseTo(3, within(1e-7));
    assertThat(Coefficient.positive("c", 2).at(Math.log(5))).isCloseTo(10, within(1e-14));
    assertThat(Coefficient.of("c", 0.1).at(-2)).isCloseTo(-1.9, within(1e-15));
    assertThat(Coefficient.of("c", -250).at(0.5)).isEqualTo(-125);
  }

  @Test
  void whatIsNoStartBetweenBoundsIsRefused() {
    for (double initial : List.of(0.0, -1.0, Double.NaN, INFINITY)) {
      assertThatThrownBy(() -> Coefficient.positive("D", initial))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "coefficient D starts from %s; expected a number between its bounds 0.0 and Infinity",
              initial);
    }
    assertThatThrownBy(() -> new Coefficient("D", 3, 1, 3))
        .hasMessageContaining("coefficient D starts from 3.0");
    assertThatThrownBy(() -> new Coefficient("D", 2, 3, 1))
        .hasMessageContaining("between its bounds 3.0 and 1.0");
    assertThatThrownBy(() -> new Coefficient("D", 0, -INFINITY, 1))
        .hasMessage("coefficient D has an upper bound alone; give it a lower one or none");
    assertThatThrownBy(() -> Coefficient.of("2D", 1))
        .hasMessageStartingWith("coefficient is \"2D\"; expected a letter");
  }
}
