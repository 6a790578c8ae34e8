package io.raf4j.jet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows, orders and weights. */
final class JetShapeTest {

  @Test
  void rowsAreCountedByOrder() {
    assertShape(JetShape.value(), 0, 0, 1);
    assertShape(JetShape.gradient(3), 3, 1, 4);
    assertShape(JetShape.laplacian(3), 3, 2, 5);
    assertShape(JetShape.weightedLaplacian(0, 2), 2, 2, 4);
    assertShape(JetShape.pureSeconds(3), 3, 2, 7);
    assertShape(JetShape.of(2, List.of(Partial.along(0, 1))), 2, 2, 4);
    assertShape(JetShape.of(2, List.of(Partial.along(1, 1, 1))), 2, 3, 5);
    assertShape(JetShape.of(2, List.of(Partial.along(0, 0, 1, 1))), 2, 4, 9);
  }

  private static void assertShape(JetShape shape, int dimension, int order, int rows) {
    assertThat(shape.dimension()).isEqualTo(dimension);
    assertThat(shape.order()).isEqualTo(order);
    assertThat(shape.rows()).isEqualTo(rows);
    assertThat(shape.higherRow() + shape.higherRows()).isEqualTo(rows);
  }

  @Test
  void closedShapesHaveAllThatTheChainRuleMakesThemOf() {
    JetShape shape = JetShape.of(2, List.of(Partial.along(1, 1, 0, 0)));
    assertThat(shape.partials().stream().map(Partial::toString))
        .containsExactly("d_00", "d_01", "d_11", "d_001", "d_011", "d_0011");
    assertThat(shape.row(Partial.along(1))).isEqualTo(2);
    assertThat(shape.row(Partial.along(1, 0))).isEqualTo(4);
    assertThat(shape.carries(Partial.along(1, 1, 1))).isFalse();
    // 15 partitions of four positions, in 9 different products.
    assertThat(shape.chainRule(8).stream().mapToDouble(ChainTerm::factor).sum()).isEqualTo(15);
    assertThat(shape.chainRule(8)).hasSize(9);
  }

  @Test
  void shapesThatHaveANameAreThoseOfTheName() {
    assertThat(JetShape.of(3, List.of())).isEqualTo(JetShape.gradient(3));
    assertThat(JetShape.of(2, List.of(Partial.along(0)))).isEqualTo(JetShape.gradient(2));
    assertThat(JetShape.of(2, List.of(Partial.along(1, 1), Partial.along(0, 0))))
        .isEqualTo(JetShape.pureSeconds(2));
  }

  @Test
  void theLaplacianIsTheOneWithWeightsOne() {
    assertThat(JetShape.laplacian(2)).isEqualTo(JetShape.weightedLaplacian(1, 1));
    assertThat(JetShape.laplacian(2)).hasSameHashCodeAs(JetShape.weightedLaplacian(1, 1));
    assertThat(JetShape.laplacian(2)).isNotEqualTo(JetShape.weightedLaplacian(1, 2));
    assertThat(JetShape.laplacian(2)).isNotEqualTo(JetShape.pureSeconds(2));
    assertThat(JetShape.gradient(2)).isNotEqualTo(JetShape.laplacian(2));
  }

  @Test
  void shapesKeepTheirOwnWeights() {
    double[] weights = {1, 2};
    JetShape shape = JetShape.weightedLaplacian(weights);
    weights[1] = 5;
    assertThat(shape.weight(1)).isEqualTo(2);
  }

  @Test
  void shapesTravel() throws Exception {
    assertTravels(JetShape.weightedLaplacian(0, -1));
    assertTravels(JetShape.of(2, List.of(Partial.along(0, 1, 1))));
  }

  private static void assertTravels(JetShape shape) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(shape);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(shape);
    }
  }

  @Test
  void impossibleShapesAreRefused() {
    assertThatThrownBy(() -> JetShape.gradient(0)).hasMessage("dimension is 0; expected 1 or more");
    assertThatThrownBy(() -> JetShape.weightedLaplacian())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> JetShape.weightedLaplacian(1, Double.NaN))
        .hasMessage("weights are [1.0, NaN]; expected finite numbers");
    assertThatThrownBy(() -> JetShape.of(2, List.of(Partial.along(0, 2))))
        .hasMessage("d_02 of a function of 2 coordinates; axes count from 0");
    assertThatThrownBy(() -> Partial.along(0, 0, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a partial derivative of order 5; expected an order from 1 to 4");
    assertThatThrownBy(() -> Partial.along(-1)).hasMessage("axes are [-1]; expected 0 or more");
  }
}
