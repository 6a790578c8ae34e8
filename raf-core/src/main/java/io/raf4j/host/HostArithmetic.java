package io.raf4j.host;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;

import io.raf4j.kernel.ActivationKernel;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The arithmetic of one element type on host memory: matrix products on addresses, activation
 * kernels on arrays, and the copies between the two.
 *
 * <p>Addresses point to row-major matrices and must stay valid during the call; nothing is checked
 * here, the engine has checked shapes.
 *
 * @param <T> {@code float[]} or {@code double[]}
 */
public sealed interface HostArithmetic<T> permits FloatArithmetic, DoubleArithmetic {

  /** Single precision. */
  HostArithmetic<float[]> FLOATS = new FloatArithmetic();

  /** Double precision. */
  HostArithmetic<double[]> DOUBLES = new DoubleArithmetic();

  /**
   * Returns the arithmetic of a type.
   *
   * @throws IllegalArgumentException for another type than FLOAT or DOUBLE
   */
  static HostArithmetic<?> of(DataType type) {
    return switch (type) {
      case FLOAT -> FLOATS;
      case DOUBLE -> DOUBLES;
      default -> throw unknownType(type);
    };
  }

  /** Returns what is thrown for a type without an arithmetic. */
  static IllegalArgumentException unknownType(DataType type) {
    return new IllegalArgumentException("data type is " + type + "; expected FLOAT or DOUBLE");
  }

  /** Bytes of one element. */
  int bytes();

  /** Returns a new array of zeros. */
  T array(int length);

  /** Copies {@code length} elements from an address. */
  void read(Address address, T into, int length);

  /** Copies the first {@code length} elements to an address. */
  void write(T from, Address address, int length);

  /** Converts and copies elements from an address. */
  void readDoubles(Address address, double[] into);

  /** Converts and copies all elements to an address. */
  void writeDoubles(double[] from, Address address);

  /** Sets all elements to zero. */
  void clear(T array);

  /** Adds {@code from} to {@code into}, element by element. */
  void add(T into, T from);

  /** Adds {@code length} elements at {@code from} to those at {@code into}. */
  default void addAt(Address into, Address from, int length) {
    addAt(into, 1, from, 1, length);
  }

  /** Adds elements that lie some steps apart to others. */
  void addAt(Address into, int intoStep, Address from, int fromStep, int length);

  /** Copies elements that lie some steps apart. */
  void copyAt(Address into, int intoStep, Address from, int fromStep, int length);

  /** Writes element i. */
  void set(T array, int i, double value);

  /** Reads element i. */
  double get(T array, int i);

  /**
   * C = op(A) op(B) + beta C, all row-major, op being the transpose where asked for.
   *
   * @param m rows of C
   * @param n columns of C
   * @param k columns of op(A)
   */
  void gemm(
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      Address a,
      int lda,
      Address b,
      int ldb,
      double beta,
      Address c,
      int ldc);

  /** Calls the kernel's forward pass. */
  void forward(ActivationKernel kernel, T z, T bias, T y, int rows, T alpha, T beta);

  /** Calls the kernel's backward pass; epsilon becomes delta. */
  void backward(
      ActivationKernel kernel,
      T z,
      T bias,
      T epsilon,
      int rows,
      T alpha,
      T beta,
      T dBias,
      T dAlpha,
      T dBeta);

  /** Returns BLAS's name of a matrix or its transpose. */
  static int op(boolean transpose) {
    return transpose ? CblasTrans : CblasNoTrans;
  }
}
