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

/** Derivatives of formulas against polynomials worked out by hand and against differences. */
final class JetTest {
  private static final double STEP = 1e-3;

  private interface Formula extends Function<Jet[], Jet> {}

  private static Arguments formula(String name, Formula formula) {
    return Arguments.of(name, formula);
  }

  static Stream<Arguments> formulas() {
    return Stream.of(
        formula("sum", x -> x[0].plus(x[2].times(x[3]))),
        formula("difference", x -> x[3].square().minus(x[1].times(x[0]))),
        formula("constants", x -> x[1].square().plus(2).minus(0.5).times(-3).subtractedFrom(4)),
        formula("constant minus", x -> Jet.constant(2).minus(x[1].sin())),
        formula("constant times", x -> Jet.constant(2).times(x[1].sin()).plus(Jet.constant(1))),
        formula("negation", x -> x[2].times(x[3]).negate()),
        formula("product of distant coordinates", x -> x[0].times(x[3])),
        formula("product of overlapping ranges", x -> x[0].times(x[2]).times(x[1].times(x[3]))),
        formula("product of nested ranges", x -> x[1].sin().times(x[0].times(x[3]).cos())),
        formula("quotient", x -> x[0].sin().dividedBy(x[1].square().plus(1))),
        formula("power", x -> x[0].plus(x[1]).power(5)),
        formula("first power", x -> x[0].times(x[1]).power(1)),
        formula("root", x -> x[0].square().plus(x[3].square()).plus(1).squareRoot()),
        formula("sine", x -> x[0].times(x[1]).plus(x[2]).sin()),
        formula("cosine", x -> x[0].times(x[1]).plus(x[2]).cos()),
        formula("exponential", x -> x[0].times(x[1]).exp()),
        formula("tanh", x -> x[1].minus(x[2].times(2)).tanh()),
        formula("sech", x -> x[1].minus(x[2].times(2)).sech()),
        formula("sinh", x -> x[1].minus(x[2].times(2)).sinh()),
        formula("cosh", x -> x[1].minus(x[2].times(2)).cosh()),
        formula("logarithm", x -> x[0].square().plus(x[3].square()).plus(1).log()),
        formula("real power", x -> x[0].square().plus(x[3].square()).plus(1).power(-1.7)),
        formula("arc tangent", x -> x[0].times(x[3]).atan()),
        formula("angle", x -> Jet.atan2(x[0].plus(2), x[1].minus(1))),
        formula("flat angle", x -> Jet.atan2(x[0].minus(0.2), x[1].minus(3))),
        formula("absolute value", x -> x[0].minus(7).times(x[1].plus(9)).abs()),
        formula("smaller", x -> x[0].minus(7).times(x[1].plus(9)).min(x[2])),
        formula("larger", x -> x[0].minus(7).times(x[1].plus(9)).max(x[2].square())),
        formula(
            "any function",
            x -> x[0].times(x[3]).composed(Math::atan, v -> 1 / (1 + v * v), JetTest::bend)),
        formula("sum of squares", x -> Jet.sumOfSquares(x)),
        formula("sum of squares of formulas", x -> Jet.sumOfSquares(x[1].sin(), x[3].times(x[2]))),
        formula("sum of many", x -> Jet.sum(x[2].sin(), x[0].times(x[1]), Jet.constant(3))),
        formula("product of many", x -> Jet.product(x[3].sin(), x[1], Jet.constant(2), x[0])));
  }

  private static double bend(double v) {
    return -2 * v / ((1 + v * v) * (1 + v * v));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("formulas")
  void derivativesAreThoseOfDifferences(String name, Function<Jet[], Jet> formula) {
    Random random = new Random(7);
    for (int trial = 0; trial < 20; trial++) {
      double[] point = random.doubles(4, -1, 1).toArray();
      Jet jet = formula.apply(Jet.coordinates(point));
      for (int k = 0; k < 4; k++) {
        double[] f = along(formula, point, k);
        double first = (f[0] - 8 * f[1] + 8 * f[3] - f[4]) / (12 * STEP);
        double second = (-f[0] + 16 * f[1] - 30 * f[2] + 16 * f[3] - f[4]) / (12 * STEP * STEP);
        assertThat(jet.value()).isCloseTo(f[2], within(1e-15 * (1 + Math.abs(f[2]))));
        assertThat(jet.derivative(k)).isCloseTo(first, within(1e-8));
        assertThat(jet.second(k)).isCloseTo(second, within(1e-7));
      }
    }
  }

  /** Values at -2, -1, 0, 1 and 2 steps along an axis, from constants alone. */
  private static double[] along(Function<Jet[], Jet> formula, double[] point, int k) {
    double[] values = new double[5];
    for (int i = 0; i < 5; i++) {
      double[] moved = point.clone();
      moved[k] += (i - 2) * STEP;
      values[i] = formula.apply(Jet.constants(moved)).value();
    }
    return values;
  }

  @Test
  void polynomialHasItsDerivativesExactly() {
    Jet[] x = Jet.coordinates(new double[] {2, 3, 5});
    Jet f = x[0].square().times(x[2]).minus(x[1].power(3).times(2)).plus(x[0].times(x[1]));
    assertThat(f.value()).isEqualTo(20 - 54 + 6);
    assertThat(new double[] {f.derivative(0), f.derivative(1), f.derivative(2)})
        .containsExactly(20 + 3, -54 + 2, 4);
    assertThat(new double[] {f.second(0), f.second(1), f.second(2)}).containsExactly(10, -36, 0);
    assertThat(f.laplacian(1, 1, 1)).isEqualTo(-26);
    assertThat(f.laplacian(0, -1, 7)).isEqualTo(36);
  }

  @Test
  void operationsLeaveTheirOperandsAlone() {
    Jet[] x = Jet.coordinates(new double[] {2, 3});
    Jet f = x[0].times(x[0]);
    f.plus(x[1]).times(f).minus(x[0]);
    Jet.sum(x[0], f).times(x[0]);
    assertThat(f.derivative(0)).isEqualTo(4);
    assertThat(f.second(0)).isEqualTo(2);
    assertThat(x[0].derivative(0)).isEqualTo(1);
    assertThat(x[0].second(0)).isZero();
    assertThat(x[1].second(1)).isZero();
  }

  @Test
  void sumsAndProductsOfNothingAreZeroAndOne() {
    assertThat(Jet.sum().value()).isZero();
    assertThat(Jet.sumOfSquares().value()).isZero();
    assertThat(Jet.product().value()).isEqualTo(1);
    assertThat(Jet.sum(Jet.constant(2), Jet.constant(3)).derivative(0)).isZero();
  }

  @Test
  void powersBelowOneAreRefused() {
    assertThatThrownBy(() -> Jet.constant(2).power(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("exponent is 0; expected 1 or more");
  }

  @Test
  void rowsAreWrittenInTheShapesOrder() {
    Jet[] x = Jet.coordinates(new double[] {2, 3});
    Jet f = x[0].square().times(x[1].square());
    assertThat(rows(f, JetShape.value())).containsExactly(36);
    assertThat(rows(f, JetShape.gradient(2))).containsExactly(36, 36, 24);
    assertThat(rows(f, JetShape.weightedLaplacian(1, -1))).containsExactly(36, 36, 24, 18 - 8);
    assertThat(rows(f, JetShape.pureSeconds(2))).containsExactly(36, 36, 24, 18, 8);
    assertThat(rows(x[1], JetShape.pureSeconds(2))).containsExactly(3, 0, 1, 0, 0);
  }

  /** Writes with stride 2 from 1 on, and expects everything else untouched. */
  private static double[] rows(Jet jet, JetShape shape) {
    double[] into = new double[2 + 2 * shape.rows()];
    jet.write(shape, into, 1, 2);
    double[] rows = new double[shape.rows()];
    for (int i = 0; i < into.length; i++) {
      if (i % 2 == 1 && i / 2 < rows.length) {
        rows[i / 2] = into[i];
      } else {
        assertThat(into[i]).isZero();
      }
    }
    return rows;
  }
}
