package io.raf4j.dl4j;

import io.raf4j.basis.ReproducingActivation;
import io.raf4j.basis.Term;
import java.util.Arrays;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * One forward and one backward pass of a dense engine on random numbers: all arrays are views into
 * larger ones, and everything that an engine has to write holds NaN before.
 */
final class DenseCase {

  /** Elements, or rows, before and after each view, which nobody may touch. */
  private static final int MARGIN = 3;

  final ReproducingActivation activation;
  final int rows;
  final int in;
  final int out;
  final boolean bias;
  final RafTensors parameters;
  final RafTensors gradients;
  final INDArray x;
  final INDArray z;
  final INDArray y;
  final INDArray epsilon;
  final INDArray epsilonNext;
  private final INDArray flatGradients;
  private final DataType type;

  DenseCase(
      ReproducingActivation activation, int rows, int in, int out, boolean bias, DataType type) {
    this.activation = activation;
    this.rows = rows;
    this.in = in;
    this.out = out;
    this.bias = bias;
    this.type = type;
    Random random = new Random(31L * rows + 7 * in + out);
    RafDenseLayer layer =
        new RafDenseLayer.Builder().nIn(in).nOut(out).reproducing(activation).hasBias(bias).build();
    RafParameters places = new RafParameters(layer);
    INDArray flat = vector(places.count());
    INDArray own = inner(flat, places.count());
    places
        .views(own)
        .forEach(
            (key, view) -> {
              boolean coefficient = RafParameters.coefficient(activation, key) != null;
              // Coefficients about 1, weights and biases about 0.
              fill(view, random, coefficient ? 0.5 : -1, coefficient ? 1.5 : 1);
            });
    parameters = RafParameters.tensors(activation, places.views(own));
    flatGradients = vector(places.count());
    gradients =
        RafParameters.tensors(activation, places.views(inner(flatGradients, places.count())));
    x = matrix(in);
    epsilon = matrix(out);
    fill(x, random, -1, 1);
    fill(epsilon, random, -1, 1);
    z = matrix(out);
    y = matrix(out);
    epsilonNext = matrix(in);
  }

  /** Runs both passes. */
  DenseCase run(DenseEngine engine, boolean wantsEpsilonNext) {
    engine.forward(parameters, x, z, y);
    engine.backward(parameters, x, z, epsilon, wantsEpsilonNext ? epsilonNext : null, gradients);
    return this;
  }

  /** Returns the bits of everything that an engine writes. */
  long[] bits() {
    return Arrays.stream(new double[][] {numbers(y), numbers(epsilonNext), numbers(flatGradients)})
        .flatMapToDouble(Arrays::stream)
        .mapToLong(Double::doubleToRawLongBits)
        .toArray();
  }

  /** Returns whether the elements around the gradients still hold what they held. */
  boolean leavesNeighboursAlone() {
    double[] all = numbers(flatGradients);
    boolean untouched = true;
    for (int i = 0; i < MARGIN; i++) {
      untouched &= Double.isNaN(all[i]) && Double.isNaN(all[all.length - 1 - i]);
    }
    return untouched;
  }

  /** Returns the coefficient of a term for a neuron, wherever it is kept. */
  double coefficient(boolean alpha, int p, int neuron) {
    Term term = activation.terms().get(p);
    INDArray stored = (alpha ? parameters.alpha() : parameters.beta())[p];
    if (stored != null) {
      return stored.getDouble(stored.length() == 1 ? 0 : neuron);
    }
    return (alpha ? term.alpha() : term.beta()).initial().sample(() -> 0);
  }

  @Override
  public String toString() {
    return activation.name()
        + ", "
        + type
        + ", "
        + rows
        + " rows, "
        + in
        + " -> "
        + out
        + (bias ? " with bias" : " without bias");
  }

  /** Returns the numbers of an array in the order of its memory. */
  static double[] numbers(INDArray array) {
    return array.dup(array.ordering()).castTo(DataType.DOUBLE).data().asDouble();
  }

  private INDArray vector(long length) {
    return Nd4j.valueArrayOf(new long[] {length + 2 * MARGIN}, Double.NaN, type);
  }

  private static INDArray inner(INDArray vector, long length) {
    return vector.get(NDArrayIndex.interval(MARGIN, MARGIN + length));
  }

  private INDArray matrix(int columns) {
    return Nd4j.valueArrayOf(new long[] {rows + 2 * MARGIN, columns}, Double.NaN, type)
        .get(NDArrayIndex.interval(MARGIN, MARGIN + rows), NDArrayIndex.all());
  }

  private void fill(INDArray view, Random random, double low, double high) {
    double[] values = random.doubles(view.length(), low, high).toArray();
    INDArray numbers = Nd4j.createFromArray(values).reshape(view.ordering(), view.shape());
    view.assign(numbers.castTo(type));
  }
}
