package io.raf4j.jet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

/** Rows, orders and weights. */
final class JetShapeTest {

  @Test
  void rowsAreCountedByOrder() {
    assertShape(JetShape.value(), 0, 0, 1);
    assertShape(JetShape.gradient(3), 3, 1, 4);
    assertShape(JetShape.laplacian(3), 3, 2, 5);
    assertShape(JetShape.weightedLaplacian(0, 2), 2, 2, 4);
    assertShape(JetShape.allSeconds(3), 3, 2, 7);
  }

  private static void assertShape(JetShape shape, int dimension, int order, int rows) {
    assertThat(shape.dimension()).isEqualTo(dimension);
    assertThat(shape.order()).isEqualTo(order);
    assertThat(shape.rows()).isEqualTo(rows);
    assertThat(shape.secondRow() + shape.secondRows()).isEqualTo(rows);
  }

  @Test
  void theLaplacianIsTheOneWithWeightsOne() {
    assertThat(JetShape.laplacian(2)).isEqualTo(JetShape.weightedLaplacian(1, 1));
    assertThat(JetShape.laplacian(2)).hasSameHashCodeAs(JetShape.weightedLaplacian(1, 1));
    assertThat(JetShape.laplacian(2)).isNotEqualTo(JetShape.weightedLaplacian(1, 2));
    assertThat(JetShape.laplacian(2)).isNotEqualTo(JetShape.allSeconds(2));
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
    JetShape shape = JetShape.weightedLaplacian(0, -1);
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
  }
}
