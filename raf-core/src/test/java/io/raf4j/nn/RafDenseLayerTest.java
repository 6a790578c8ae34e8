package io.raf4j.nn;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.basis.BasisFunction;
import io.raf4j.basis.Coefficient;
import io.raf4j.basis.Distribution;
import io.raf4j.basis.ReproducingActivation;
import io.raf4j.basis.Term;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** DL4J's own gradient check over every basic function. */
class RafDenseLayerTest {

  @BeforeAll
  static void computeInDoublePrecision() {
    Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
  }

  @AfterAll
  static void computeInSinglePrecision() {
    Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
  }

  static Stream<BasisFunction> functions() {
    return BasisFunction.all().stream();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void gradientsAgreeWithFiniteDifferences(BasisFunction function) {
    Coefficient some = Coefficient.learnable(new Distribution.Normal(1, 0.2));
    ReproducingActivation activation =
        new ReproducingActivation(
            function.name(),
            ReproducingActivation.Mode.MIXED,
            ReproducingActivation.Sharing.NEURON,
            List.of(
                new Term(function, some, some), new Term(BasisFunction.named("x"), some, some)));
    NetworkRecipe plain = NetworkRecipe.of(activation);
    UniformWeightInit weights = new UniformWeightInit(UniformWeightInit.Rule.PYTORCH, 1);
    NetworkRecipe recipe =
        new NetworkRecipe(
            "test", activation, activation, weights, weights, weights, plain.frequencies(), 1, 0);
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            CoordinateNetwork.configuration(
                new CoordinateNetwork.Shape(2, 2, 5, 2),
                recipe,
                Optional.empty(),
                new NoOp(),
                7,
                DataType.DOUBLE));
    network.init();
    INDArray x = Nd4j.rand(DataType.DOUBLE, 9, 2).muli(2).subi(1);
    INDArray y = Nd4j.rand(DataType.DOUBLE, 9, 2);
    boolean agrees =
        GradientCheckUtil.checkGradients(
            new GradientCheckUtil.MLNConfig()
                .net(network)
                .input(x)
                .labels(y)
                .epsilon(1e-6)
                .maxRelError(1e-4)
                .minAbsoluteError(1e-8)
                .print(GradientCheckUtil.PrintMode.FAILURES_ONLY));
    assertThat(agrees).isTrue();
  }
}
