package io.raf4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.basis.BasisFunction;
import io.raf4j.basis.ReproducingActivation;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The engine of ND4J's operations, and the basic functions written in them. */
class Nd4jDenseEngineTest extends DenseEngineContract {

  @Override
  double functionsAreExactTo() {
    return 1;
  }

  @Override
  int[] awkwardRows() {
    return new int[] {1, 7};
  }

  @Override
  DenseEngine engine(ReproducingActivation activation, int in, int out, DataType type) {
    return new Nd4jDenseEngine(activation, type);
  }

  static Stream<BasisFunction> functions() {
    return BasisFunction.all().stream();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void everyBasicFunctionHasItsValueAndSlope(BasisFunction function) {
    double[] z = new Random(3).doubles(200, -3, 3).toArray();
    INDArray x = Nd4j.createFromArray(z);
    double[] values = Nd4jFunctions.value(function, x).toDoubleVector();
    double[] slopes = Nd4jFunctions.slope(function, x).toDoubleVector();
    for (int i = 0; i < z.length; i++) {
      double value = function.value(z[i]);
      double slope = function.derivative(1, z[i]);
      assertThat(values[i]).isCloseTo(value, within(1e-13 * (1 + Math.abs(value))));
      assertThat(slopes[i]).isCloseTo(slope, within(1e-13 * (1 + Math.abs(slope))));
    }
    assertThat(x.toDoubleVector()).isEqualTo(z);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void farArgumentsGiveNoNaN(BasisFunction function) {
    INDArray x = Nd4j.createFromArray(-1e30, 1e30);
    double[] values = Nd4jFunctions.value(function, x).toDoubleVector();
    double[] slopes = Nd4jFunctions.slope(function, x).toDoubleVector();
    for (int i = 0; i < 2; i++) {
      assertThat(values[i]).isNotNaN();
      assertThat(slopes[i]).isNotNaN();
    }
  }
}
