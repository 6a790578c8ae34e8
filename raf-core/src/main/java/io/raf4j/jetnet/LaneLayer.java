package io.raf4j.jetnet;

import io.raf4j.basis.ReproducingActivation;
import io.raf4j.host.Address;
import io.raf4j.host.HostArithmetic;
import io.raf4j.jet.JetShape;
import io.raf4j.kernel.ActivationKernel;
import java.util.Arrays;

/**
 * One dense layer's part in the evaluation of points that lie side by side.
 *
 * <pre>
 *   X: [rows, in, lanes]    Z, Y, epsilon, delta: [rows, out, lanes]    W: [out, in]
 *
 *   Z_r = W X_r      Y = sigma(Z + b)      dX_r = W^T delta_r + keep dX_r
 *   J_(o, i) = sum_r delta_r,o X_r,i       for every lane
 * </pre>
 *
 * <p>A vector register holds one neuron at several points, so a layer of 20 neurons fills registers
 * as well as one of 64, and a point's own gradient is a product of vectors. Immutable.
 */
final class LaneLayer {

  private static final HostArithmetic<double[]> ARITHMETIC = HostArithmetic.DOUBLES;

  private final DenseBlock<double[]> dense;
  private final ActivationKernel kernel;
  private final int rows;
  private final int lanes;

  LaneLayer(
      DenseBlock<double[]> dense, ReproducingActivation activation, JetShape shape, int lanes) {
    this.dense = dense;
    this.rows = shape.rows();
    this.lanes = lanes;
    this.kernel = ActivationKernel.ofLanes(activation, dense.out(), lanes, shape);
  }

  int in() {
    return dense.in();
  }

  int out() {
    return dense.out();
  }

  /** Returns the numbers of the layer's input. */
  int inputLength() {
    return rows * dense.in() * lanes;
  }

  /** Returns the numbers of the layer's output. */
  int outputLength() {
    return rows * dense.out() * lanes;
  }

  /** Returns the coefficients at an address, each as often as there are lanes. */
  LayerCoefficients<double[]> coefficients(LayerAddresses from) {
    LayerCoefficients<double[]> of = dense.coefficients(from);
    return new LayerCoefficients<>(
        of.bias() == null ? null : repeated(of.bias()), repeated(of.alpha()), repeated(of.beta()));
  }

  private double[] repeated(double[] values) {
    double[] all = new double[values.length * lanes];
    for (int i = 0; i < values.length; i++) {
      Arrays.fill(all, i * lanes, (i + 1) * lanes, values[i]);
    }
    return all;
  }

  /**
   * Evaluates the layer.
   *
   * @param z receives Z + b
   * @param stage room for input and output outside the heap
   */
  void forward(
      LayerCoefficients<double[]> c,
      Address weights,
      double[] x,
      double[] z,
      double[] y,
      Address stage) {
    int in = dense.in();
    int out = dense.out();
    Address result = stage.plus(bytes(inputLength()));
    ARITHMETIC.write(x, stage, inputLength());
    for (int r = 0; r < rows; r++) {
      ARITHMETIC.gemm(
          false,
          false,
          out,
          lanes,
          in,
          weights,
          in,
          stage.plus(bytes(r * in * lanes)),
          lanes,
          0,
          result.plus(bytes(r * out * lanes)),
          lanes);
    }
    ARITHMETIC.read(result, z, outputLength());
    kernel.forward(z, c.bias(), y, 1, c.alpha(), c.beta());
  }

  /**
   * Turns epsilon into delta.
   *
   * @param z Z + b
   * @param sums receive each lane's own derivatives by the coefficients
   */
  void delta(LayerCoefficients<double[]> c, double[] z, double[] epsilon, LaneSums sums) {
    sums.clear();
    kernel.backward(
        z, null, epsilon, epsilon, 1, c.alpha(), c.beta(), sums.bias(), sums.alpha(), sums.beta());
  }

  /** Returns sums of this layer. */
  LaneSums sums() {
    int width = dense.out() * lanes;
    return new LaneSums(
        new double[width], new double[dense.terms() * width], new double[dense.terms() * width]);
  }

  /**
   * Differentiates by the layer's input.
   *
   * @param keep factor of what dx holds, 0 or 1
   */
  void inputGradient(Address weights, double[] delta, double keep, double[] dx, Address stage) {
    int in = dense.in();
    int out = dense.out();
    Address result = stage.plus(bytes(outputLength()));
    ARITHMETIC.write(delta, stage, outputLength());
    if (keep != 0) {
      ARITHMETIC.write(dx, result, inputLength());
    }
    for (int r = 0; r < rows; r++) {
      ARITHMETIC.gemm(
          true,
          false,
          in,
          lanes,
          out,
          weights,
          in,
          stage.plus(bytes(r * out * lanes)),
          lanes,
          keep,
          result.plus(bytes(r * in * lanes)),
          lanes);
    }
    ARITHMETIC.read(result, dx, inputLength());
  }

  /** Writes every lane's derivative by W_(o, i) to {@code into[lanes]}. */
  void weightGradient(double[] x, double[] delta, int o, int i, double[] into) {
    product(delta, o * lanes, x, i * lanes, into, lanes);
    for (int r = 1; r < rows; r++) {
      addProduct(
          delta, (r * dense.out() + o) * lanes, x, (r * dense.in() + i) * lanes, into, lanes);
    }
  }

  private static void product(double[] a, int aAt, double[] b, int bAt, double[] into, int n) {
    for (int k = 0; k < n; k++) {
      into[k] = a[aAt + k] * b[bAt + k];
    }
  }

  private static void addProduct(double[] a, int aAt, double[] b, int bAt, double[] into, int n) {
    for (int k = 0; k < n; k++) {
      into[k] += a[aAt + k] * b[bAt + k];
    }
  }

  boolean sharesCoefficients() {
    return dense.sharesCoefficients();
  }

  private static long bytes(int numbers) {
    return (long) numbers * Double.BYTES;
  }

  /**
   * Each lane's own derivatives by a layer's coefficients.
   *
   * @param bias {@code [out, lanes]}
   * @param alpha {@code [terms, out, lanes]}
   * @param beta {@code [terms, out, lanes]}
   */
  @SuppressWarnings("ArrayRecordComponent") // Numbers to compute with, never compared.
  record LaneSums(double[] bias, double[] alpha, double[] beta) {

    void clear() {
      Arrays.fill(bias, 0);
      Arrays.fill(alpha, 0);
      Arrays.fill(beta, 0);
    }
  }
}
