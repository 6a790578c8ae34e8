package io.raf4j.jet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Partial derivatives up to the fourth: closed forms, and identities between functions. */
final class ClosedJetTest {

  private static final double[] POINT = {0.4, -0.3, 0.7};

  /** All of order 4 along the first two axes, and one of order 3 with the last. */
  private static final JetShape SHAPE =
      JetShape.of(
          3,
          List.of(
              Partial.along(0, 0, 0, 0),
              Partial.along(0, 0, 0, 1),
              Partial.along(0, 0, 1, 1),
              Partial.along(0, 1, 1, 1),
              Partial.along(1, 1, 1, 1),
              Partial.along(0, 1, 2)));

  private static Jet[] x() {
    return Jet.coordinates(POINT, SHAPE);
  }

  /** A function of all coordinates whose value is between 0 and 1. */
  private static Jet inner() {
    Jet[] x = x();
    return x[0].times(x[1]).sin().plus(x[2].times(x[0]).exp()).plus(x[1].square()).times(0.4);
  }

  @Test
  void exponentialWavesHaveTheirClosedForm() {
    // exp(2 x) sin(3 y + 5 z): d_x gives 2, d_y and d_z turn the phase by a quarter.
    Jet[] x = x();
    Jet f = x[0].times(2).exp().times(x[1].times(3).plus(x[2].times(5)).sin());
    double phase = 3 * POINT[1] + 5 * POINT[2];
    for (Partial partial : SHAPE.partials()) {
      double expected = Math.exp(2 * POINT[0]);
      int turns = 0;
      for (int axis : partial.axes()) {
        expected *= List.of(2, 3, 5).get(axis);
        turns += axis == 0 ? 0 : 1;
      }
      expected *= Math.sin(phase + turns * Math.PI / 2);
      assertThat(f.partial(partial))
          .as(partial.toString())
          .isCloseTo(expected, within(1e-13 * Math.abs(expected) + 1e-13));
    }
  }

  @Test
  void polynomialsHaveTheirClosedForm() {
    // x^4 y^3 z
    Jet[] x = x();
    Jet f = x[0].power(4).times(x[1].power(3)).times(x[2]);
    int[] degrees = {4, 3, 1};
    for (Partial partial : SHAPE.partials()) {
      double expected = 1;
      int[] left = degrees.clone();
      for (int axis : partial.axes()) {
        expected *= left[axis]--;
      }
      for (int k = 0; k < 3; k++) {
        expected *= left[k] < 0 ? 0 : Math.pow(POINT[k], left[k]);
      }
      assertThat(f.partial(partial)).as(partial.toString()).isCloseTo(expected, within(1e-14));
    }
  }

  private static Arguments identity(
      String name, UnaryOperator<Jet> left, UnaryOperator<Jet> right) {
    return Arguments.of(name, left, right);
  }

  static Stream<Arguments> identities() {
    return Stream.of(
        identity("logarithm of exponential", f -> f.exp().log(), f -> f),
        identity("square of root", f -> f.squareRoot().square(), f -> f),
        identity("quotient", f -> f.sin().dividedBy(f.cos()).times(f.cos()), Jet::sin),
        identity("tanh", Jet::tanh, f -> f.sinh().dividedBy(f.cosh())),
        identity("sech", f -> f.sech().times(f.cosh()), f -> Jet.constant(1)),
        identity("hyperbolic", f -> f.cosh().plus(f.sinh()), Jet::exp),
        identity("arc tangent", f -> f.sin().dividedBy(f.cos()).atan(), f -> f),
        identity("angle", f -> Jet.atan2(f.sin(), f.cos()), f -> f),
        identity("real power", f -> f.power(1.5), f -> f.log().times(1.5).exp()),
        identity("real power of an integer", f -> f.power(3.0), f -> f.power(3)),
        identity("power", f -> f.power(5), f -> f.square().square().times(f)),
        identity("circle", f -> f.sin().square().plus(f.cos().square()), f -> Jet.constant(1)),
        identity("sums", f -> Jet.sum(f, f.sin(), f), f -> f.times(2).plus(f.sin())),
        identity("sums of squares", f -> Jet.sumOfSquares(f, f), f -> f.square().times(2)),
        identity("products", f -> Jet.product(f, f, f), f -> f.power(3)),
        identity("constants", f -> Jet.constant(2).times(f).minus(1), f -> f.plus(f).plus(-1)),
        identity("constant minus", f -> Jet.constant(2).minus(f), f -> f.subtractedFrom(2)),
        identity(
            "any function",
            f -> f.composed(Math::exp, Math::exp, Math::exp, Math::exp, Math::exp),
            Jet::exp));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("identities")
  void identitiesHoldForAllDerivatives(
      String name, Function<Jet, Jet> left, Function<Jet, Jet> right) {
    Jet a = left.apply(inner());
    Jet b = right.apply(inner());
    assertThat(a.value()).isCloseTo(b.value(), within(1e-14));
    for (int k = 0; k < 3; k++) {
      assertThat(a.derivative(k)).isCloseTo(b.derivative(k), within(1e-13));
    }
    for (Partial partial : SHAPE.partials()) {
      assertThat(a.partial(partial))
          .as(partial.toString())
          .isCloseTo(b.partial(partial), within(1e-10));
    }
  }

  @Test
  void lowOrdersAreThoseOfJetsWithoutAShape() {
    JetShape shape = JetShape.of(3, List.of(Partial.along(0, 0), Partial.along(1, 2, 2)));
    Function<Jet[], Jet> formula =
        x -> x[0].times(x[1]).tanh().dividedBy(x[2].plus(3)).plus(x[2].cos().exp());
    Jet closed = formula.apply(Jet.coordinates(POINT, shape));
    Jet compact = formula.apply(Jet.coordinates(POINT));
    assertThat(closed.value()).isEqualTo(compact.value());
    for (int k = 0; k < 3; k++) {
      assertThat(closed.derivative(k)).isCloseTo(compact.derivative(k), within(1e-15));
    }
    assertThat(closed.second(0)).isCloseTo(compact.second(0), within(1e-15));
    assertThat(closed.second(2)).isCloseTo(compact.second(2), within(1e-15));
  }

  @Test
  void whatIsNotCarriedIsRefused() {
    Jet f = inner();
    assertThatThrownBy(() -> f.partial(Partial.along(2, 2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("the derivative d_22 of a function that carries [d_00, ");
    assertThatThrownBy(() -> f.composed(Math::exp, Math::exp, Math::exp))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("2 derivatives of a jet that carries some of order 4");
    assertThatThrownBy(() -> f.plus(Jet.coordinates(POINT)[0]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("together with one of other coordinates");
    assertThatThrownBy(() -> Jet.coordinates(POINT)[0].partial(Partial.along(0, 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("d_01");
  }
}
