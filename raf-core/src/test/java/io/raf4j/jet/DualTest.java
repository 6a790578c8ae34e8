package io.raf4j.jet;

import static org.assertj.core.api.Assertions.assertThat;
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
}
