package io.raf4j.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.geometry.BoundaryPart;
import io.raf4j.geometry.Box;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import io.raf4j.jet.JetShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Residuals of conditions by paper and pencil, and what is no condition. */
final class ConditionTest {

  private static final BoundaryPart SIDE = Box.unit(2).part("low 1");
  private static final double[] POINT = {0.3, 0};
  private static final double[] OUT = {0, -1};
  private static final Observations DATA =
      new Observations(2, new double[] {0.3, 0.4}, 2, new double[] {10, 20});

  /** u = x + 2 y + 3 and v = x y + e^y. */
  private static double[] residuals(Condition condition, double[] x, double... numbers) {
    JetShape shape = JetShape.gradient(2);
    Jet[] at = Jet.coordinates(x, shape);
    Field[] u = {
      Field.of(at[0].plus(at[1].times(2)).plus(3), shape),
      Field.of(at[0].times(at[1]).plus(at[1].exp()), shape)
    };
    Dual[] residuals = condition.equation().at(new Location(1, x, numbers), u, new Dual[0]);
    return java.util.Arrays.stream(residuals).mapToDouble(Dual::value).toArray();
  }

  @Test
  void aValueIsTheFunctionLessWhatIsPrescribed() {
    assertThat(residuals(Condition.value(SIDE, 0, x -> 5 * x[0]), POINT, OUT)[0])
        .isCloseTo(3.3 - 1.5, within(1e-15));
  }

  @Test
  void aFluxIsTheSlopeAlongTheNormalThatPointsOut() {
    assertThat(residuals(Condition.flux(SIDE, 0, x -> 1), POINT, OUT)[0])
        .isCloseTo(-2 - 1, within(1e-15));
    assertThat(residuals(Condition.flux(SIDE, 1, x -> x[0]), POINT, OUT)[0])
        .isCloseTo(-(0.3 + 1) - 0.3, within(1e-15));
  }

  @Test
  void robinHasBoth() {
    assertThat(residuals(Condition.robin(SIDE, 0, 4, x -> 1), POINT, OUT)[0])
        .isCloseTo(-2 + 4 * 3.3 - 1, within(1e-14));
  }

  @Test
  void measuredNumbersAreDividedByTheirNoise() {
    Condition both = Condition.measured("data", DATA, 0.5, 1, 0);
    assertThat(both.place()).isEqualTo(new Condition.AtPoints(DATA, true));
    assertThat(Condition.at("pin", DATA, both.equation()).place())
        .isEqualTo(new Condition.AtPoints(DATA, false));
    // Beside noise the equation is to be nearly exact.
    assertThat(both.weight()).isEqualTo(0.01);
    assertThat(Condition.measured("slopes", DATA, both.equation()).weight()).isEqualTo(0.01);
    double[] x = DATA.point(0);
    assertThat(residuals(both, x, 10, 20))
        .containsExactly(
            new double[] {(0.12 + Math.exp(0.4) - 10) / 0.5, (4.1 - 20) / 0.5}, within(1e-13));
  }

  @Test
  void namesAndWeightsAreThoseOfThePartUnlessGiven() {
    Condition condition = Condition.value(SIDE, 0, x -> 0);
    assertThat(condition.name()).isEqualTo("low 1");
    assertThat(condition.weight()).isEqualTo(1);
    assertThat(condition.named("floor").weighted(2).name()).isEqualTo("floor");
    assertThat(condition.weighted(2).named("floor").weight()).isEqualTo(2);
    assertThat(condition.named("floor").place()).isEqualTo(condition.place());
    assertThat(Condition.inside("gauge", (where, u, c) -> u[0].value() == null ? null : c).place())
        .isInstanceOf(Condition.Inside.class);
  }

  @Test
  void priorsAndDataNeedNotVanishForTheSolution() {
    Condition prior = Condition.prior("smooth", 1e-3, (where, u, c) -> c);
    assertThat(prior.weight()).isEqualTo(1e-3);
    assertThat(prior.isExact()).isFalse();
    assertThat(Condition.measured("data", DATA, 1, 0, 1).isExact()).isFalse();
    assertThat(Condition.inside("gauge", (where, u, c) -> c).isExact()).isTrue();
    assertThat(Condition.value(SIDE, 0, x -> 0).isExact()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void weightsAndNoisesArePositiveAndFinite(double wrong) {
    Condition condition = Condition.value(SIDE, 0, x -> 0);
    assertThatThrownBy(() -> condition.weighted(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("condition \"low 1\" has the weight %s; expected positive and finite", wrong);
    assertThatThrownBy(() -> Condition.measured("data", DATA, wrong, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("condition \"data\" has the noise %s; expected positive and finite", wrong);
  }

  @Test
  void aBlankNameAndColumnsOfNoFunctionAreRefused() {
    Condition condition = Condition.value(SIDE, 0, x -> 0);
    assertThatThrownBy(() -> condition.named(" "))
        .hasMessage("the name of a condition is blank; expected a word");
    assertThatThrownBy(() -> Condition.measured("data", DATA, 1, 0))
        .hasMessage(
            "condition \"data\" has 2 measured columns for 1 functions; expected one for each");
  }
}
