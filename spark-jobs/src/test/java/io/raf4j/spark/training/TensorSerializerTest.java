package io.raf4j.spark.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class TensorSerializerTest {

  static Stream<Arguments> arrays() {
    INDArray matrix = Nd4j.linspace(DataType.FLOAT, -3, 0.25, 60).reshape(6, 10);
    INDArray special =
        Nd4j.createFromArray(Double.NaN, -0.0, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, Math.PI);
    return Stream.of(
        named("flat parameters", Nd4j.rand(DataType.FLOAT, 1, 50_001)),
        named("matrix", matrix),
        named("in column order", matrix.dup('f')),
        named("transposed", matrix.transpose()),
        named("a view of rows", matrix.get(NDArrayIndex.interval(1, 4), NDArrayIndex.all())),
        named("a view of columns", matrix.get(NDArrayIndex.all(), NDArrayIndex.interval(3, 7))),
        named("every other row", matrix.get(NDArrayIndex.interval(0, 2, 6), NDArrayIndex.all())),
        named("a row", matrix.getRow(2)),
        named("a column", matrix.getColumn(2)),
        named("special numbers", special),
        named("rank 3", Nd4j.rand(DataType.DOUBLE, 3, 4, 5)),
        named("scalar", Nd4j.scalar(1.5f)),
        named("integers", Nd4j.createFromArray(1, -2, 3)),
        named("bytes", Nd4j.createFromArray(new byte[] {1, -2})),
        named("nothing", Nd4j.empty(DataType.FLOAT)));
  }

  private static Arguments named(String name, INDArray array) {
    return Arguments.of(name, array);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("arrays")
  void whatIsReadIsWhatWasWritten(String name, INDArray array) {
    INDArray read = throughKryo(array);
    assertThat(read.dataType()).isEqualTo(array.dataType());
    assertThat(read.shape()).isEqualTo(array.shape());
    assertThat(read.isEmpty()).isEqualTo(array.isEmpty());
    if (!array.isEmpty()) {
      assertThat(read.dup('c').data().asBytes()).isEqualTo(array.dup('c').data().asBytes());
    }
  }

  @Test
  void bytesAreThoseOfTheNumbersAndAFewMore() {
    assertThat(bytes(Nd4j.rand(DataType.FLOAT, 1, 100_000))).hasSizeBetween(400_000, 400_100);
    INDArray row = Nd4j.zeros(DataType.FLOAT, 1000, 1000).getRow(3);
    assertThat(bytes(row)).hasSizeLessThan(4_100);
  }

  private static INDArray throughKryo(INDArray array) {
    return (INDArray) kryo().readClassAndObject(new Input(new ByteArrayInputStream(bytes(array))));
  }

  private static byte[] bytes(INDArray array) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Output out = new Output(bytes)) {
      kryo().writeClassAndObject(out, array);
    }
    return bytes.toByteArray();
  }

  private static Kryo kryo() {
    Kryo kryo = new Kryo();
    new RafRegistrator().registerClasses(kryo);
    assertThat(kryo.getSerializer(Nd4j.getBackend().getNDArrayClass()))
        .isInstanceOf(TensorSerializer.class);
    return kryo;
  }
}
