package io.raf4j.dl4j;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;

/** Makes ND4J's matrices of Java's arrays, such as examples that are made on the fly. */
public final class Matrices {

  private Matrices() {}

  /**
   * Returns numbers as a matrix, in memory of its own.
   *
   * <p>Cost in host memory: one copy. {@code Nd4j.create} puts one number after the other, some 8
   * ns each, which is left to devices.
   *
   * @param values {@code [rows, columns]}, row by row
   * @param type element type of the matrix
   * @throws IllegalArgumentException when the last row is not whole
   */
  public static INDArray of(float[] values, int columns, DataType type) {
    if (values.length % columns != 0) {
      throw new IllegalArgumentException(
          "values has " + values.length + " elements; expected rows of " + columns);
    }
    long[] shape = {values.length / columns, columns};
    if (Nd4j.getExecutioner().type() != OpExecutioner.ExecutionerType.NATIVE_CPU) {
      return Nd4j.create(values, shape, 'c').castTo(type);
    }
    INDArray matrix = Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
    matrix.data().asNioFloat().put(values);
    return matrix.castTo(type);
  }
}
