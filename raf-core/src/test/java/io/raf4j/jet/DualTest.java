package io.raf4j.jet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Partials of operators against differences. */
final class DualTest {
  private static final double STEP = 1e-4;

  private interface Operator extends Function<Dual[], Dual> {}

  private static Arguments operator(String name, Operator operator) {
    return Arguments.of(name, operator);
  }

  static Stream<Arguments> operators() {
    return Stream.of(
        operator("sum", r -> r[0].plus(r[1]).plus(3)),
        operator("difference", r -> r[0].minus(r[1]).minus(3).negate()),
        operator("product", r -> r[0].times(r[1]).times(r[2]).times(0.5)),
        operator("quotient", r -> r[0].dividedBy(r[1].square().plus(2))),
        operator("powers", r -> r[0].square().plus(r[1].cube())),
        operator("functions", r -> r[0].sin().plus(r[1].exp()).minus(r[2].cos())),
        operator("any function", r -> r[1].scaled(1 / r[1].value(), -1 / r[1].square().value())),
        operator("constants", r -> Dual.constant(2).times(r[0]).minus(Dual.constant(5))),
        operator("constant first", r -> Dual.constant(2).dividedBy(r[1].plus(4))),
        operator("constant minus", r -> r[0].times(r[1]).subtractedFrom(3)),
        operator("whole powers", r -> r[0].power(1).plus(r[1].power(5)).plus(r[2].power(2))),
        operator("real powers", r -> r[0].power(-1.5).plus(r[1].power(0.3)).plus(r[2].power(2.0))),
        operator("square root", r -> r[0].times(r[1]).squareRoot()),
        operator("logarithm", r -> r[0].plus(r[2]).log()),
        operator("hyperbolic", r -> r[0].sinh().plus(r[1].cosh().times(2)).plus(r[2].tanh())),
        operator("sech", r -> r[0].sech().minus(r[1].negate().sech().times(3))),
        operator("atan", r -> r[0].times(3).atan().plus(r[1].negate().atan())),
        operator("atan2", r -> Dual.atan2(r[0], r[1]).plus(Dual.atan2(r[2].negate(), r[0]))),
        operator("atan2 on the left", r -> Dual.atan2(r[0], r[1].negate())),
        operator("absolute value", r -> r[0].abs().plus(r[1].minus(2).abs().times(3))),
        operator("smaller", r -> r[0].min(r[1].plus(2)).plus(r[2].plus(2).min(r[0].times(2)))),
        operator("larger", r -> r[0].max(r[1].plus(2)).plus(r[2].plus(2).max(r[0]))),
        operator("Burgers", r -> r[1].plus(r[0].times(r[2])).minus(r[1].times(0.1))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operators")
  void partialsAreThoseOfDifferences(String name, Function<Dual[], Dual> operator) {
    Random random = new Random(3);
    for (int trial = 0; trial < 20; trial++) {
      double[] rows = random.doubles(3, 0.5, 1.5).toArray();
      Dual result = operator.apply(unknowns(rows));
      for (int k = 0; k < 3; k++) {
        double difference = (at(operator, rows, k, STEP) - at(operator, rows, k, -STEP)) / 2 / STEP;
        assertThat(result.partial(k)).isCloseTo(difference, within(1e-6));
      }
      assertThat(result.value()).isEqualTo(at(operator, rows, 0, 0));
    }
  }

  private static Dual[] unknowns(double[] rows) {
    Dual[] unknowns = new Dual[rows.length];
    for (int k = 0; k < rows.length; k++) {
      unknowns[k] = Dual.row(rows[k], k, rows.length);
    }
    return unknowns;
  }

  private static double at(Function<Dual[], Dual> operator, double[] rows, int k, double step) {
    Dual[] constants = new Dual[rows.length];
    for (int i = 0; i < rows.length; i++) {
      constants[i] = Dual.constant(rows[i] + (i == k ? step : 0));
    }
    return operator.apply(constants).value();
  }

  @Test
  void constantsHaveNoPartials() {
    assertThat(Dual.constant(2).exp().plus(Dual.constant(1)).partial(5)).isZero();
  }

  @Test
  void edgesOfTheFunctionsAreThoseThatTheyState() {
    Dual zero = Dual.row(0, 0, 1);
    assertThat(zero.abs().partial(0)).isEqualTo(1);
    assertThat(zero.power(0.0).value()).isEqualTo(1);
    assertThat(zero.power(0.0).partial(0)).isZero();
    assertThat(zero.power(1).partial(0)).isEqualTo(1);
    assertThat(zero.power(3).partial(0)).isZero();
    assertThat(zero.squareRoot().partial(0)).isInfinite();
    assertThat(Dual.row(-1, 0, 1).log().value()).isNaN();
    assertThat(Dual.row(-1, 0, 1).power(0.5).value()).isNaN();
    assertThat(Dual.row(-2, 0, 1).power(3.0).value()).isEqualTo(-8);
    assertThat(Dual.row(-2, 0, 1).power(3.0).partial(0)).isEqualTo(12);
    // Far out nothing overflows.
    assertThat(Dual.row(800, 0, 1).sech().value()).isZero();
    assertThat(Dual.row(-800, 0, 1).sech().partial(0)).isZero();
    Dual other = Dual.row(0, 0, 1).times(5);
    assertThat(zero.min(other)).isSameAs(zero);
    assertThat(zero.max(other)).isSameAs(zero);
    assertThatThrownBy(() -> zero.power(0)).hasMessage("exponent is 0; expected 1 or more");
  }
}
