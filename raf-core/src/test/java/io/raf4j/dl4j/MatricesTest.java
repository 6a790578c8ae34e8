package io.raf4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Matrices are those that ND4J makes of the same numbers. */
class MatricesTest {

  @Test
  void numbersLieRowByRowInTheTypeThatIsAskedFor() {
    float[] values = {1, -2, 0.1f, Float.MIN_VALUE, Float.NaN, -0f};
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      INDArray matrix = Matrices.of(values, 3, type);
      assertThat(matrix.dataType()).isEqualTo(type);
      assertThat(matrix.ordering()).isEqualTo('c');
      assertThat(matrix.shape()).containsExactly(2, 3);
      INDArray usual = Nd4j.create(values, new long[] {2, 3}, 'c').castTo(type);
      assertThat(matrix.data().asDouble()).isEqualTo(usual.data().asDouble());
    }
  }

  @Test
  void matrixKeepsItsNumbersWhenTheArrayChanges() {
    float[] values = {1, 2};
    INDArray matrix = Matrices.of(values, 1, DataType.FLOAT);
    values[0] = 7;
    assertThat(matrix.getFloat(0, 0)).isEqualTo(1);
  }

  @Test
  void lastRowHasToBeWhole() {
    assertThatThrownBy(() -> Matrices.of(new float[5], 2, DataType.FLOAT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("values has 5 elements; expected rows of 2");
  }
}
