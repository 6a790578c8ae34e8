package io.raf4j.jetnet;

import io.raf4j.basis.Coefficient;
import io.raf4j.basis.ReproducingActivation;
import io.raf4j.host.Address;
import io.raf4j.host.HostArithmetic;
import io.raf4j.jet.JetShape;
import io.raf4j.kernel.ActivationKernel;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What one dense layer does to the jets of one block of points, on one thread.
 *
 * <pre>
 *   X, dX: [points, rows, in]    Z, Y, epsilon, delta: [points, rows, out]    W, dW: [out, in]
 *
 *   forward          Z = X W^T           Y = sigma(Z + b)
 *   delta            delta = epsilon sigma'(Z + b), and the sums for b, alpha, beta
 *   inputGradient    dX = delta W + keep dX
 *   weightGradient   dW = delta^T X + keep dW
 * </pre>
 *
 * <p>All matrices are row-major and given by their addresses; rows is the number of rows of a jet,
 * and the bias belongs to the first. The matrix products are single calls of BLAS; the activation
 * goes tile by tile through the heap. Any number of threads may use an instance at a time.
 *
 * @param <T> {@code float[]} or {@code double[]}
 */
final class DenseBlock<T> {

  private final HostArithmetic<T> arithmetic;
  private final ThreadLocal<HostScratch<T>> scratch;
  private final ActivationKernel kernel;
  private final ReproducingActivation activation;
  private final int terms;
  private final int in;
  private final int out;
  private final int rows;
  private final int tilePoints;

  private DenseBlock(
      HostArithmetic<T> arithmetic,
      ThreadLocal<HostScratch<T>> scratch,
      ReproducingActivation activation,
      int in,
      int out,
      JetShape shape) {
    this.arithmetic = arithmetic;
    this.scratch = scratch;
    this.activation = activation;
    this.kernel = ActivationKernel.of(activation, out, shape);
    this.terms = activation.terms().size();
    this.in = in;
    this.out = out;
    this.rows = shape.rows();
    this.tilePoints = kernel.tilePoints(arithmetic.bytes());
  }

  static DenseBlock<float[]> ofFloats(
      ReproducingActivation activation, int in, int out, JetShape shape) {
    return new DenseBlock<>(
        HostArithmetic.FLOATS, HostScratch.OF_FLOATS, activation, in, out, shape);
  }

  static DenseBlock<double[]> ofDoubles(
      ReproducingActivation activation, int in, int out, JetShape shape) {
    return new DenseBlock<>(
        HostArithmetic.DOUBLES, HostScratch.OF_DOUBLES, activation, in, out, shape);
  }

  static DenseBlock<?> of(
      ReproducingActivation activation, int in, int out, JetShape shape, DataType type) {
    return switch (type) {
      case FLOAT -> ofFloats(activation, in, out, shape);
      case DOUBLE -> ofDoubles(activation, in, out, shape);
      default -> throw HostArithmetic.unknownType(type);
    };
  }

  HostArithmetic<T> arithmetic() {
    return arithmetic;
  }

  /** Returns this thread's working memory. */
  HostScratch<T> scratch() {
    return scratch.get();
  }

  int terms() {
    return terms;
  }

  int in() {
    return in;
  }

  int out() {
    return out;
  }

  boolean sharesCoefficients() {
    return activation.sharing() == ReproducingActivation.Sharing.LAYER;
  }

  /** Returns the bytes of the input jets of some points. */
  long inputBytes(long points) {
    return points * rows * in * arithmetic.bytes();
  }

  /** Returns the bytes of the output jets of some points. */
  long outputBytes(long points) {
    return points * rows * out * arithmetic.bytes();
  }

  long weightBytes() {
    return (long) in * out * arithmetic.bytes();
  }

  /** Reads the bias and the coefficients. */
  LayerCoefficients<T> coefficients(LayerAddresses from) {
    T bias = null;
    if (from.bias() != null) {
      bias = arithmetic.array(out);
      arithmetic.read(from.bias(), bias, out);
    }
    T alpha = arithmetic.array(terms * out);
    T beta = arithmetic.array(terms * out);
    for (int p = 0; p < terms; p++) {
      fill(alpha, p, from.alpha(p), activation.terms().get(p).alpha());
      fill(beta, p, from.beta(p), activation.terms().get(p).beta());
    }
    return new LayerCoefficients<>(bias, alpha, beta);
  }

  private void fill(T table, int term, Address from, Coefficient coefficient) {
    boolean stored = from != null;
    int length = sharesCoefficients() ? 1 : out;
    T values = arithmetic.array(length);
    if (stored) {
      arithmetic.read(from, values, length);
    }
    for (int j = 0; j < out; j++) {
      double value =
          stored ? arithmetic.get(values, length == 1 ? 0 : j) : coefficient.fixed().orElseThrow();
      arithmetic.set(table, term * out + j, value);
    }
  }

  void forward(
      LayerCoefficients<T> c, Address weights, Address x, Address z, Address y, int points) {
    arithmetic.gemm(false, true, points * rows, out, in, x, in, weights, in, 0, z, out);
    HostScratch<T> mine = tiles();
    for (int start = 0; start < points; start += tilePoints) {
      int tile = Math.min(tilePoints, points - start);
      int length = tile * rows * out;
      arithmetic.read(z.plus(outputBytes(start)), mine.first(), length);
      arithmetic.forward(kernel, mine.first(), c.bias(), mine.second(), tile, c.alpha(), c.beta());
      arithmetic.write(mine.second(), y.plus(outputBytes(start)), length);
    }
  }

  /** Delta may be written to where epsilon is. */
  void delta(
      LayerCoefficients<T> c,
      Address z,
      Address epsilon,
      Address delta,
      int points,
      LayerSums<T> sums) {
    HostScratch<T> mine = tiles();
    for (int start = 0; start < points; start += tilePoints) {
      int tile = Math.min(tilePoints, points - start);
      int length = tile * rows * out;
      arithmetic.read(z.plus(outputBytes(start)), mine.first(), length);
      arithmetic.read(epsilon.plus(outputBytes(start)), mine.second(), length);
      arithmetic.backward(
          kernel,
          mine.first(),
          c.bias(),
          mine.second(),
          tile,
          c.alpha(),
          c.beta(),
          sums.bias,
          sums.alpha,
          sums.beta);
      arithmetic.write(mine.second(), delta.plus(outputBytes(start)), length);
    }
  }

  void inputGradient(Address weights, Address delta, double keep, Address dx, int points) {
    arithmetic.gemm(false, false, points * rows, in, out, delta, out, weights, in, keep, dx, in);
  }

  void weightGradient(Address x, Address delta, double keep, Address dw, int points) {
    arithmetic.gemm(true, false, out, in, points * rows, delta, out, x, in, keep, dw, in);
  }

  private HostScratch<T> tiles() {
    HostScratch<T> mine = scratch.get();
    mine.reserveTiles(tilePoints * rows * out);
    return mine;
  }
}
