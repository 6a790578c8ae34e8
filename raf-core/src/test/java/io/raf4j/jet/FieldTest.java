package io.raf4j.jet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Unknown and known functions look the same to an operator. */
final class FieldTest {
  private static final double[] POINT = {0.3, -0.7, 0.9};
  private static final double[] DIRECTION = {2, -1, 0.5};

  private static Jet[] functions() {
    Jet[] x = Jet.coordinates(POINT);
    return new Jet[] {x[0].times(x[1]).sin().plus(x[2].square()), x[1].exp().times(x[2])};
  }

  private static Field[] unknown(JetShape shape) {
    int offset = 4;
    double[] jets = new double[offset + 2 * shape.rows()];
    Jet[] functions = functions();
    for (int i = 0; i < 2; i++) {
      functions[i].write(shape, jets, offset + i, 2);
    }
    return Field.of(jets, offset, 2, shape);
  }

  @Test
  void unknownAndKnownFieldsHaveTheSameNumbers() {
    JetShape weighted = JetShape.weightedLaplacian(0, 1, -2);
    JetShape all = JetShape.pureSeconds(3);
    for (int i = 0; i < 2; i++) {
      Field unknown = unknown(weighted)[i];
      Field known = Field.of(functions()[i], weighted);
      assertThat(unknown.value().value()).isEqualTo(known.value().value());
      assertThat(unknown.laplacian().value()).isEqualTo(known.laplacian().value());
      assertThat(unknown.derivativeAlong(DIRECTION).value())
          .isCloseTo(known.derivativeAlong(DIRECTION).value(), within(1e-15));
      for (int k = 0; k < 3; k++) {
        assertThat(unknown.derivative(k).value()).isEqualTo(known.derivative(k).value());
        assertThat(unknown(all)[i].second(k).value())
            .isEqualTo(Field.of(functions()[i], all).second(k).value());
      }
    }
  }

  @Test
  void partialsAreNumberedFunctionByFunction() {
    JetShape shape = JetShape.laplacian(3);
    Field second = unknown(shape)[1];
    assertOnlyPartial(second.value(), 5, 10);
    assertOnlyPartial(second.derivative(2), 8, 10);
    assertOnlyPartial(second.laplacian(), 9, 10);
    assertOnlyPartial(unknown(JetShape.pureSeconds(3))[1].second(0), 11, 14);
  }

  private static void assertOnlyPartial(Dual dual, int row, int rows) {
    for (int i = 0; i < rows; i++) {
      assertThat(dual.partial(i)).isEqualTo(i == row ? 1 : 0);
    }
  }

  @Test
  void derivativeAlongIsTheSumOfDerivatives() {
    Field field = unknown(JetShape.gradient(3))[1];
    Dual sum = Dual.constant(0);
    for (int k = 0; k < 3; k++) {
      sum = sum.plus(field.derivative(k).times(DIRECTION[k]));
    }
    Dual along = field.derivativeAlong(DIRECTION);
    assertThat(along.value()).isCloseTo(sum.value(), within(1e-15));
    for (int i = 0; i < 8; i++) {
      assertThat(along.partial(i)).isEqualTo(sum.partial(i));
    }
  }

  @Test
  void mixedDerivativesAndLaplaciansOfClosedShapes() {
    JetShape shape =
        JetShape.of(3, List.of(Partial.along(1, 0), Partial.along(1, 1), Partial.along(2, 2)))
            .withLaplacian(0, 1, 1);
    Jet[] x = Jet.coordinates(POINT, shape);
    // sin(x0 x1) + x2^2
    Jet u = x[0].times(x[1]).sin().plus(x[2].square());
    double[] rows = new double[shape.rows()];
    u.write(shape, rows, 0, 1);
    double phase = POINT[0] * POINT[1];
    double mixed = Math.cos(phase) - phase * Math.sin(phase);
    double second = -POINT[0] * POINT[0] * Math.sin(phase);
    for (Field field : List.of(Field.of(rows, 0, 1, shape)[0], Field.of(u, shape))) {
      assertThat(field.derivative(0, 1).value()).isCloseTo(mixed, within(1e-15));
      assertThat(field.derivative(1, 0).value()).isEqualTo(field.derivative(0, 1).value());
      assertThat(field.laplacian().value()).isCloseTo(second + 2, within(1e-15));
      assertThat(field.laplacian(0, 3, -1).value()).isCloseTo(3 * second - 2, within(1e-15));
      assertThatThrownBy(() -> field.derivative(0, 2))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("d_02 of a jet that carries the derivatives [d_01, d_11, d_22]");
      assertThatThrownBy(() -> field.laplacian(1, 1, 1)).isInstanceOf(IllegalStateException.class);
    }
    assertThat(Field.of(rows, 0, 1, shape)[0].laplacian(0, 3, -1).partial(5)).isEqualTo(3);
  }

  @Test
  void derivativesThatDoNotTravelAreRefused() {
    JetShape gradient = JetShape.gradient(3);
    for (Field field : new Field[] {unknown(gradient)[0], Field.of(functions()[0], gradient)}) {
      assertThatThrownBy(field::laplacian)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "the Laplacian with weights [1.0, 1.0, 1.0] of a jet that carries gradient in 3"
                  + " coordinates");
      assertThatThrownBy(() -> field.second(0)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> field.derivative(3))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("along coordinate 3");
      assertThatThrownBy(() -> field.derivative(-1)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> field.derivativeAlong(new double[2]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("direction has 2 coordinates");
    }
    Field all = Field.of(functions()[0], JetShape.pureSeconds(3));
    assertThatThrownBy(() -> all.second(3)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Field.of(functions()[0], JetShape.value()).derivativeAlong(DIRECTION))
        .isInstanceOf(IllegalStateException.class);
  }
}
