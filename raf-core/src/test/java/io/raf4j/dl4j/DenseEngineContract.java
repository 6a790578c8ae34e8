package io.raf4j.dl4j;

import static io.raf4j.basis.SampleActivations.mixed;
import static io.raf4j.basis.SampleActivations.shared;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.raf4j.basis.BasisFunction;
import io.raf4j.basis.Coefficient;
import io.raf4j.basis.Distribution;
import io.raf4j.basis.Presets;
import io.raf4j.basis.ReproducingActivation;
import io.raf4j.basis.Term;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What every dense engine has to do: agree with the definition within rounding. */
abstract class DenseEngineContract {

  private static final int[] INPUTS = {1, 3};
  private static final int[] OUTPUTS = {1, 7, 33};

  /** Makes the engine of a layer. */
  abstract DenseEngine engine(ReproducingActivation activation, int in, int out, DataType type);

  /**
   * Returns the size that the rounding errors of a basic function go with, beside its own: 0 where
   * they are relative to its value, 1 where they are those of numbers about 1.
   */
  abstract double functionsAreExactTo();

  /** Returns numbers of rows about which the engine could be wrong. */
  abstract int[] awkwardRows();

  static Stream<Arguments> activationsAndTypes() {
    List<ReproducingActivation> activations =
        List.of(mixed(), Presets.named("x+x^2+sin+gaussian"), shared(), partlyFixed());
    return activations.stream()
        .flatMap(
            activation ->
                Stream.of(
                    Arguments.of(activation, DataType.FLOAT),
                    Arguments.of(activation, DataType.DOUBLE)));
  }

  /** Returns an activation with constants, with random numbers that stay, and with learnable. */
  private static ReproducingActivation partlyFixed() {
    Coefficient random = new Coefficient(new Distribution.Uniform(0.5, 1.5), false);
    Coefficient some = Coefficient.learnable(new Distribution.Uniform(0.5, 1.5));
    return new ReproducingActivation(
        "partly fixed",
        ReproducingActivation.Mode.MIXED,
        ReproducingActivation.Sharing.NEURON,
        List.of(
            new Term(BasisFunction.named("sin"), Coefficient.constant(0.5), random),
            new Term(BasisFunction.named("gabor"), random, Coefficient.constant(0.5)),
            new Term(BasisFunction.named("gaussian"), some, Coefficient.constant(-3)),
            new Term(BasisFunction.named("one"), some, Coefficient.ONE)));
  }

  @ParameterizedTest
  @MethodSource("activationsAndTypes")
  void agreesWithTheDefinitionForAwkwardShapes(ReproducingActivation activation, DataType type) {
    for (int rows : awkwardRows()) {
      for (int in : INPUTS) {
        for (int out : OUTPUTS) {
          // With bias or not, asked for the gradient of X or not: all four pairs occur.
          boolean bias = (rows + in + out) % 2 == 0;
          check(new DenseCase(activation, rows, in, out, bias, type), (in + out / 7) % 2 == 0);
        }
      }
    }
    // Several chains of several blocks, the last of them not full.
    check(new DenseCase(activation, 513, 3, 7, true, type), true);
    check(new DenseCase(activation, 2000, 3, 33, false, type), true);
  }

  @Test
  void forwardNeedsNowhereToKeepZ() {
    for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
      DenseCase withZ = new DenseCase(mixed(), 130, 3, 7, true, type);
      DenseCase withoutZ = new DenseCase(mixed(), 130, 3, 7, true, type);
      DenseEngine engine = engine(mixed(), 3, 7, type);
      engine.forward(withZ.parameters, withZ.x, withZ.z, withZ.y);
      engine.forward(withoutZ.parameters, withoutZ.x, null, withoutZ.y);
      assertThat(withoutZ.y).isEqualTo(withZ.y);
    }
  }

  @Test
  void argumentsStayAsTheyWere() {
    DenseCase used = new DenseCase(mixed(), 65, 3, 7, true, DataType.DOUBLE);
    DenseCase fresh = new DenseCase(mixed(), 65, 3, 7, true, DataType.DOUBLE);
    used.run(engine(mixed(), 3, 7, DataType.DOUBLE), true);
    assertThat(used.x).isEqualTo(fresh.x);
    assertThat(used.epsilon).isEqualTo(fresh.epsilon);
    assertThat(used.parameters).isEqualTo(fresh.parameters);
  }

  private void check(DenseCase c, boolean wantsEpsilonNext) {
    DenseReference expected = new DenseReference(c, functionsAreExactTo());
    c.run(engine(c.activation, c.in, c.out, c.x.dataType()), wantsEpsilonNext);
    String what = c.toString();
    requireClose(what + ", Y", c.y, expected.y);
    if (wantsEpsilonNext) {
      requireClose(what + ", dL/dX", c.epsilonNext, expected.epsilonNext);
    }
    requireClose(what + ", dL/dW", c.gradients.weights(), expected.weights);
    if (c.bias) {
      requireClose(what + ", dL/db", c.gradients.bias(), expected.bias);
    }
    for (int p = 0; p < expected.alpha.length; p++) {
      requireCoefficients(what + ", alpha" + p, c.gradients.alpha()[p], expected.alpha[p]);
      requireCoefficients(what + ", beta" + p, c.gradients.beta()[p], expected.beta[p]);
    }
    assertThat(c.leavesNeighboursAlone()).as(what + ", elements around the gradients").isTrue();
  }

  private static void requireCoefficients(String what, INDArray actual, DenseReference.Sums sums) {
    if (actual != null) {
      requireClose(what, actual, actual.length() == 1 ? DenseReference.total(sums) : sums);
    }
  }

  /** Rounding errors are a few units of each number added, however many there are. */
  private static void requireClose(String what, INDArray actual, DenseReference.Sums expected) {
    double unit = actual.dataType() == DataType.FLOAT ? 0x1p-23 : 0x1p-52;
    char order = actual.rank() == 2 && what.endsWith("dW") ? 'f' : 'c';
    double[] values = actual.dup(order).castTo(DataType.DOUBLE).data().asDouble();
    assertThat(values).as(what).hasSameSizeAs(expected.values);
    for (int i = 0; i < values.length; i++) {
      double bound = 16 * unit * (expected.magnitudes[i] + unit);
      // Negated, so that NaN is far from everything.
      if (!(Math.abs(values[i] - expected.values[i]) <= bound)) {
        fail(
            "%s: element %d is %s, expected %s within %s",
            what, i, values[i], expected.values[i], bound);
      }
    }
  }
}
