package io.raf4j.jet;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * The value and the derivatives of a function at a point, with the arithmetic of functions.
 *
 * <pre>
 *   (f g)_k = f_k g + f g_k            (f g)_kk = f_kk g + 2 f_k g_k + f g_kk
 *   h(f)_k  = h'(f) f_k                h(f)_kk  = h''(f) f_k^2 + h'(f) f_kk
 * </pre>
 *
 * <p>Formulas written over jets of the coordinates, such as {@code x[0].square().times(x[1])}, are
 * exact derivatives, not differences. Which derivatives there are the {@linkplain
 * #coordinates(double[], JetShape) coordinates} decide: without a shape the gradient and the pure
 * second ones, with one of some partial derivatives those up to the fourth. Sums and products of
 * many functions are cheapest through {@link #sum}, {@link #product} and {@link #sumOfSquares}.
 * Immutable.
 */
public abstract sealed class Jet permits CompactJet, ClosedJet {

  private final double value;

  Jet(double value) {
    this.value = value;
  }

  /** Returns a function that is the same everywhere. */
  public static Jet constant(double value) {
    return CompactJet.constantOf(value);
  }

  /**
   * Returns the coordinates of a point as functions with gradient and pure second derivatives: x_k
   * has the gradient e_k.
   */
  public static Jet[] coordinates(double[] point) {
    return CompactJet.coordinatesOf(point);
  }

  /**
   * Returns the coordinates of a point as functions that carry the derivatives of a shape.
   *
   * @param shape of as many coordinates, or of order 0 for values alone
   */
  public static Jet[] coordinates(double[] point, JetShape shape) {
    if (shape.order() == 0) {
      return constants(point);
    }
    return shape.closed() == null
        ? CompactJet.coordinatesOf(point)
        : ClosedJet.coordinatesOf(point, shape.closed());
  }

  /** Returns the coordinates of a point as constants, for values without derivatives. */
  public static Jet[] constants(double[] point) {
    return Arrays.stream(point).mapToObj(Jet::constant).toArray(Jet[]::new);
  }

  /** Returns f. */
  public double value() {
    return value;
  }

  /** Returns df/dx_k. */
  public abstract double derivative(int k);

  /** Returns d2f/dx_k2. */
  public abstract double second(int k);

  /**
   * Returns a partial derivative.
   *
   * @throws IllegalStateException if the coordinates were made without it
   */
  public abstract double partial(Partial partial);

  /**
   * Returns {@code sum_k c_k d2f/dx_k2}.
   *
   * @param weights c, one for each coordinate
   */
  public abstract double laplacian(double... weights);

  /** Returns whether the function is known to be the same everywhere. */
  abstract boolean isConstant();

  /**
   * Writes the jet as its rows.
   *
   * @param into receives {@link JetShape#rows()} numbers from offset on, stride apart
   */
  public void write(JetShape shape, double[] into, int offset, int stride) {
    into[offset] = value;
    for (int k = 0; k < shape.dimension(); k++) {
      into[offset + shape.gradientRow(k) * stride] = derivative(k);
    }
    int higher = offset + shape.higherRow() * stride;
    switch (shape.higher()) {
      case NONE -> {}
      case WEIGHTED -> into[higher] = laplacian(shape.weights());
      case PURE -> {
        for (int k = 0; k < shape.dimension(); k++) {
          into[higher + k * stride] = second(k);
        }
      }
      case CLOSED -> {
        for (Partial partial : shape.partials()) {
          into[higher] = partial(partial);
          higher += stride;
        }
      }
    }
  }

  /** Returns f + g. */
  public Jet plus(Jet other) {
    return combined(value + other.value, 1, other, 1);
  }

  /** Returns f + a. */
  public abstract Jet plus(double constant);

  /** Returns f - g. */
  public Jet minus(Jet other) {
    return combined(value - other.value, 1, other, -1);
  }

  /** Returns f - a. */
  public Jet minus(double constant) {
    return plus(-constant);
  }

  /** Returns a - f. */
  public Jet subtractedFrom(double constant) {
    return composed(constant - value, -1, 0, 0, 0);
  }

  /** Returns -f. */
  public Jet negate() {
    return composed(-value, -1, 0, 0, 0);
  }

  /** Returns f g. */
  public abstract Jet times(Jet other);

  /** Returns a f. */
  public Jet times(double factor) {
    return composed(factor * value, factor, 0, 0, 0);
  }

  /** Returns f / g. */
  public Jet dividedBy(Jet other) {
    double inverse = 1 / other.value;
    double square = inverse * inverse;
    return times(
        other.composed(
            inverse,
            -inverse * inverse,
            2 * inverse * inverse * inverse,
            -6 * square * square,
            24 * square * square * inverse));
  }

  /** Returns f^2. */
  public Jet square() {
    return composed(value * value, 2 * value, 2, 0, 0);
  }

  /**
   * Returns f^n, by n - 1 products.
   *
   * @param exponent 1 or more
   */
  public Jet power(int exponent) {
    if (exponent < 1) {
      throw new IllegalArgumentException("exponent is " + exponent + "; expected 1 or more");
    }
    if (exponent == 1) {
      return this;
    }
    double low = 1;
    for (int i = 2; i < exponent; i++) {
      low *= value;
    }
    double middle = low * value;
    return composed(
        middle * value,
        exponent * middle,
        exponent * (exponent - 1.0) * low,
        fallingPower(exponent, 3),
        fallingPower(exponent, 4));
  }

  /** Returns the derivative of order k of v^n. */
  private double fallingPower(int n, int k) {
    if (k > n) {
      return 0;
    }
    double factor = 1;
    for (int i = 0; i < n; i++) {
      factor *= i < k ? n - i : value;
    }
    return factor;
  }

  /**
   * Returns f^a for any exponent; NaN where f is negative and a is no integer, infinite derivatives
   * where f is 0 and a is small.
   */
  public Jet power(double exponent) {
    double[] h = new double[Partial.MAX_ORDER + 1];
    double factor = 1;
    for (int k = 0; k < h.length; k++) {
      h[k] = factor == 0 ? 0 : factor * Math.pow(value, exponent - k);
      factor *= exponent - k;
    }
    return composed(h[0], h[1], h[2], h[3], h[4]);
  }

  /** Returns the square root of f, with infinite derivatives where f is 0. */
  public Jet squareRoot() {
    double root = Math.sqrt(value);
    double cube = root * value;
    return composed(
        root, 0.5 / root, -0.25 / cube, 0.375 / (cube * value), -0.9375 / (cube * value * value));
  }

  /** Returns sin f. */
  public Jet sin() {
    double sin = Math.sin(value);
    double cos = Math.cos(value);
    return composed(sin, cos, -sin, -cos, sin);
  }

  /** Returns cos f. */
  public Jet cos() {
    double cos = Math.cos(value);
    double sin = Math.sin(value);
    return composed(cos, -sin, -cos, sin, cos);
  }

  /** Returns e^f. */
  public Jet exp() {
    double exp = Math.exp(value);
    return composed(exp, exp, exp, exp, exp);
  }

  /** Returns the natural logarithm of f; NaN where f is negative. */
  public Jet log() {
    double inverse = 1 / value;
    double square = inverse * inverse;
    return composed(Math.log(value), inverse, -square, 2 * square * inverse, -6 * square * square);
  }

  /** Returns sinh f. */
  public Jet sinh() {
    double sinh = Math.sinh(value);
    double cosh = Math.cosh(value);
    return composed(sinh, cosh, sinh, cosh, sinh);
  }

  /** Returns cosh f. */
  public Jet cosh() {
    double sinh = Math.sinh(value);
    double cosh = Math.cosh(value);
    return composed(cosh, sinh, cosh, sinh, cosh);
  }

  /** Returns tanh f. */
  public Jet tanh() {
    double tanh = Math.tanh(value);
    double slope = 1 - tanh * tanh;
    return composed(
        tanh,
        slope,
        -2 * tanh * slope,
        slope * (6 * tanh * tanh - 2),
        slope * tanh * (16 - 24 * tanh * tanh));
  }

  /** Returns 1 / cosh f. */
  public Jet sech() {
    double exp = Math.exp(-Math.abs(value));
    double sech = 2 * exp / (1 + exp * exp);
    double tanh = Math.copySign((1 - exp * exp) / (1 + exp * exp), value);
    double square = tanh * tanh;
    return composed(
        sech,
        -sech * tanh,
        sech * (2 * tanh * tanh - 1),
        sech * tanh * (5 - 6 * square),
        sech * (square * (24 * square - 28) + 5));
  }

  /** Returns the angle in (-pi/2, pi/2) whose tangent is f. */
  public Jet atan() {
    double w = 1 / (1 + value * value);
    double square = value * value;
    return composed(
        Math.atan(value),
        w,
        -2 * value * w * w,
        w * w * w * (6 * square - 2),
        24 * value * w * w * w * w * (1 - square));
  }

  /** Returns the angle in (-pi, pi] of the point (x, y); smooth but at x &lt;= 0, y = 0. */
  public static Jet atan2(Jet y, Jet x) {
    double angle = Math.atan2(y.value, x.value);
    // The angle is the arc tangent of a quotient whose denominator is the larger of the two.
    Jet part =
        Math.abs(x.value) >= Math.abs(y.value)
            ? y.dividedBy(x).atan()
            : x.dividedBy(y).atan().negate();
    return part.plus(angle - part.value);
  }

  /** Returns |f|; derivatives at a zero are those of f. */
  public Jet abs() {
    return value < 0 ? negate() : this;
  }

  /** Returns the smaller of two functions, f where they are equal. */
  public Jet min(Jet other) {
    return other.value < value ? other : this;
  }

  /** Returns the larger of two functions, f where they are equal. */
  public Jet max(Jet other) {
    return other.value > value ? other : this;
  }

  /**
   * Returns h(f) of any smooth function h.
   *
   * @param h the function
   * @param derivatives its derivatives from the first on: two, and as many as the order of the
   *     derivatives that the coordinates carry
   */
  public Jet composed(DoubleUnaryOperator h, DoubleUnaryOperator... derivatives) {
    if (derivatives.length < order()) {
      throw new IllegalStateException(
          "a function with "
              + derivatives.length
              + " derivatives of a jet that carries some of order "
              + order()
              + "; give as many to composed");
    }
    double[] at = new double[Partial.MAX_ORDER];
    for (int k = 0; k < Math.min(at.length, derivatives.length); k++) {
      at[k] = derivatives[k].applyAsDouble(value);
    }
    return composed(h.applyAsDouble(value), at[0], at[1], at[2], at[3]);
  }

  /** Returns the highest order of a derivative that the function carries. */
  abstract int order();

  /** Returns h(f) from the value of h and its derivatives at f. */
  abstract Jet composed(double h, double first, double second, double third, double fourth);

  /** Returns the function with a given value whose derivatives are a f' + b g'. */
  abstract Jet combined(double result, double a, Jet other, double b);

  /** Returns {@code sum_k f_k}, in one pass. */
  public static Jet sum(Jet... functions) {
    if (areCompact(functions)) {
      return CompactJet.sumOf(functions);
    }
    return Arrays.stream(functions).reduce(constant(0), Jet::plus);
  }

  /** Returns {@code sum_k f_k^2}, in one pass. */
  public static Jet sumOfSquares(Jet... functions) {
    if (areCompact(functions)) {
      return CompactJet.sumOfSquaresOf(functions);
    }
    return Arrays.stream(functions).map(Jet::square).reduce(constant(0), Jet::plus);
  }

  private static boolean areCompact(Jet... functions) {
    return Arrays.stream(functions).allMatch(CompactJet.class::isInstance);
  }

  /** Returns {@code prod_k f_k}, 1 of none; in pairs, so that functions of few coordinates meet. */
  public static Jet product(Jet... functions) {
    return product(functions, 0, functions.length);
  }

  private static Jet product(Jet[] functions, int from, int to) {
    if (to - from <= 1) {
      return from == to ? constant(1) : functions[from];
    }
    int middle = (from + to) >>> 1;
    return product(functions, from, middle).times(product(functions, middle, to));
  }
}
