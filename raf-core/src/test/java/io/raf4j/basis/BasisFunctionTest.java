package io.raf4j.basis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

/** Derivatives against differences, limits, and names. */
final class BasisFunctionTest {

  @Provide
  Arbitrary<BasisFunction> functions() {
    return Arbitraries.of(BasisFunction.all());
  }

  @Property(tries = 2000)
  void eachDerivativeIsTheSlopeOfTheOneBefore(
      @ForAll("functions") BasisFunction function,
      @ForAll @DoubleRange(min = -3, max = 3) double z) {
    // Away from the kink of ReLU, which has no slope there.
    double at = Math.abs(z) < 1e-3 ? 1e-3 : z;
    double h = 1e-5;
    for (int order = 1; order <= BasisFunction.MAX_ORDER; order++) {
      double slope =
          (function.derivative(order - 1, at + h) - function.derivative(order - 1, at - h))
              / (2 * h);
      assertThat(function.derivative(order, at))
          .as("%s, order %d at %s", function.name(), order, at)
          .isCloseTo(slope, within(2e-6 * (1 + Math.abs(slope))));
    }
  }

  @Property
  void everyFunctionIsFoundByItsName(@ForAll("functions") BasisFunction function) {
    assertThat(BasisFunction.named(function.name())).isEqualTo(function);
    assertThat(function.formula()).isNotBlank().doesNotContain("\n");
  }

  @Test
  void valuesAreThoseOfTheFormulas() {
    assertThat(BasisFunction.named("one").value(7)).isEqualTo(1);
    assertThat(BasisFunction.named("x^8").value(-2)).isEqualTo(256);
    assertThat(BasisFunction.named("relu^3").value(2)).isEqualTo(8);
    assertThat(BasisFunction.named("relu^3").value(-2)).isZero();
    assertThat(BasisFunction.named("gaussian").value(1)).isEqualTo(StrictMath.exp(-0.5));
    assertThat(BasisFunction.named("mexican-hat").value(1)).isZero();
    assertThat(BasisFunction.named("gabor").value(0)).isEqualTo(1);
    assertThat(BasisFunction.named("morlet").value(Math.PI / 10)).isCloseTo(0, within(1e-15));
    assertThat(BasisFunction.named("rational-3").value(2)).isCloseTo(8 / 10.532, within(1e-15));
  }

  @Test
  void rationalFitIsCloseToRelu() {
    double[] alpha = {.0218, .5, 1.5957, 1.1915};
    for (double z = -1; z <= 1; z += 0.125) {
      double fit = 0;
      for (int k = 0; k < 4; k++) {
        fit += alpha[k] * new Rational(k).value(z);
      }
      assertThat(fit).isCloseTo(Math.max(0, z), within(0.03));
    }
  }

  @Test
  void decayingFunctionsAreZeroAtInfinityWithAllDerivatives() {
    String[] names = {"gaussian", "mexican-hat", "gabor", "morlet", "rational-0", "rational-1"};
    for (String name : names) {
      for (int order = 0; order <= BasisFunction.MAX_ORDER; order++) {
        BasisFunction function = BasisFunction.named(name);
        assertThat(function.derivative(order, Double.POSITIVE_INFINITY)).as(name).isZero();
        assertThat(function.derivative(order, Double.NEGATIVE_INFINITY)).as(name).isZero();
      }
    }
  }

  @Test
  void functionsThatDoNotDecayHaveTheirLimitsAtInfinity() {
    double infinity = Double.POSITIVE_INFINITY;
    assertThat(BasisFunction.named("tanh").value(infinity)).isEqualTo(1);
    assertThat(BasisFunction.named("tanh").derivative(1, infinity)).isZero();
    assertThat(BasisFunction.named("relu").value(infinity)).isEqualTo(infinity);
    assertThat(BasisFunction.named("relu").value(-infinity)).isZero();
    assertThat(BasisFunction.named("rational-2").value(-infinity)).isEqualTo(1 / Rational.Q);
    assertThat(BasisFunction.named("rational-3").value(-infinity)).isEqualTo(-infinity);
    assertThat(BasisFunction.named("rational-3").derivative(1, infinity)).isEqualTo(1 / Rational.Q);
  }

  @Property
  void nanGivesNanOrAConstant(@ForAll("functions") BasisFunction function) {
    for (int order = 0; order <= BasisFunction.MAX_ORDER; order++) {
      double at = function.derivative(order, Double.NaN);
      boolean constant = function.derivative(order, 1) == function.derivative(order, -2);
      assertThat(Double.isNaN(at) || constant).as("%s %d", function.name(), order).isTrue();
    }
  }

  @Test
  void unknownNameSuggestsTheNearestAndListsAll() {
    assertThatThrownBy(() -> BasisFunction.named("gausian"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unknown basis function \"gausian\"; did you mean \"gaussian\"?")
        .hasMessageContaining("rational-3");
  }

  @Test
  void orderOutOfRangeIsRefused() {
    for (BasisFunction function : BasisFunction.all()) {
      assertThatThrownBy(() -> function.derivative(6, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("order is 6; expected 0 to 5");
    }
  }

  @Test
  void ratesAreRootMeanSquareFrequencies() {
    for (BasisFunction function : BasisFunction.all()) {
      if (function.rate() > 0) {
        // Sixteen periods of a wave; all of a bump.
        double end = function instanceof Wave ? 16 * Math.PI : 12;
        double squares = 0;
        double slopes = 0;
        int points = 100_000;
        for (int i = 0; i < points; i++) {
          double z = end * (2 * (i + 0.5) / points - 1);
          squares += Math.pow(function.value(z), 2);
          slopes += Math.pow(function.derivative(1, z), 2);
        }
        assertThat(function.rate())
            .as(function.name())
            .isCloseTo(Math.sqrt(slopes / squares), within(1e-6));
      }
    }
  }

  @Test
  void powersRectifiersAndSaturatingFunctionsHaveNoRate() {
    for (String name : new String[] {"x", "x^2", "relu", "relu^3", "tanh", "rational-3"}) {
      assertThat(BasisFunction.named(name).rate()).as(name).isZero();
    }
  }
}
