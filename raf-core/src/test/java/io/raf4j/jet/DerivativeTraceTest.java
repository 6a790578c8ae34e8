package io.raf4j.jet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The smallest jet for what an operator asks. */
final class DerivativeTraceTest {

  private static JetShape traced(Function<Field, Dual> operator, double... space) {
    DerivativeTrace trace = new DerivativeTrace(space);
    assertThat(operator.apply(trace.fields(1)[0]).value()).isFinite();
    return trace.shape();
  }

  @Test
  void valuesAndGradients() {
    assertThat(traced(Field::value, 1, 1)).isEqualTo(JetShape.value());
    assertThat(traced(u -> u.derivative(1), 1, 1)).isEqualTo(JetShape.gradient(2));
    assertThat(traced(u -> u.derivativeAlong(new double[] {1, 2}), 1, 1))
        .isEqualTo(JetShape.gradient(2));
  }

  @Test
  void oneLaplacianIsOneRow() {
    assertThat(traced(Field::laplacian, 0, 1, 1)).isEqualTo(JetShape.weightedLaplacian(0, 1, 1));
    assertThat(traced(u -> u.laplacian(1, -1).plus(u.derivative(0)), 0, 1))
        .isEqualTo(JetShape.weightedLaplacian(1, -1));
    assertThat(traced(u -> u.laplacian().plus(u.laplacian(1, 1)), 1, 1))
        .isEqualTo(JetShape.laplacian(2));
  }

  @Test
  void aLaplacianBesideOtherSecondDerivativesIsASumOfRows() {
    assertThat(traced(u -> u.second(0).minus(u.laplacian()), 0, 1))
        .isEqualTo(JetShape.pureSeconds(2).withLaplacian(0, 1));
    assertThat(traced(u -> u.laplacian().plus(u.laplacian(0, 2, 0)), 0, 1, 1))
        .isEqualTo(
            JetShape.of(3, List.of(Partial.along(1, 1), Partial.along(2, 2)))
                .withLaplacian(0, 1, 1));
  }

  @Test
  void highAndMixedDerivativesBringWhatTheyAreMadeOf() {
    JetShape korteweg = traced(u -> u.derivative(0).plus(u.derivative(1, 1, 1)), 0, 1);
    assertThat(korteweg.partials().stream().map(Partial::toString))
        .containsExactly("d_11", "d_111");
    assertThat(traced(u -> u.derivative(1, 0), 1, 1).rows()).isEqualTo(4);
  }

  @Test
  void allFunctionsShareOneJet() {
    DerivativeTrace trace = new DerivativeTrace(1, 1);
    Field[] u = trace.fields(2);
    u[0].second(0);
    u[1].second(1);
    assertThat(trace.shape()).isEqualTo(JetShape.pureSeconds(2));
  }

  @Test
  void valuesArePositiveAndDiffer() {
    Field u = new DerivativeTrace(1, 1).fields(1)[0];
    double first = u.value().value();
    double second = u.laplacian().value();
    assertThat(first).isBetween(0.5, 1.5).isNotEqualTo(second);
    assertThat(second).isBetween(0.5, 1.5);
  }

  @Test
  void coordinatesThatAreNotThereAreRefused() {
    Field u = new DerivativeTrace(1, 1).fields(1)[0];
    assertThatThrownBy(() -> u.derivative(2))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("along coordinate 2 of a function of 2 coordinates");
    assertThatThrownBy(() -> u.second(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> u.laplacian(1, 1, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("weights are 3 numbers; expected one for each of the 2");
  }
}
