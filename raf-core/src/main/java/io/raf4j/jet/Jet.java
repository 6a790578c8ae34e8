package io.raf4j.jet;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * The value, the gradient and the pure second derivatives of a function at a point, with the
 * arithmetic of functions.
 *
 * <pre>
 *   (f g)_k = f_k g + f g_k            (f g)_kk = f_kk g + 2 f_k g_k + f g_kk
 *   h(f)_k  = h'(f) f_k                h(f)_kk  = h''(f) f_k^2 + h'(f) f_kk
 * </pre>
 *
 * <p>Formulas written over jets of the coordinates, such as {@code x[0].square().times(x[1])}, are
 * exact derivatives, not differences. Derivatives are stored for the range of coordinates on which
 * a function depends, from the first to the last, and an operation costs as much as that range is
 * long: nothing for constants, O(1) for functions of one coordinate or of neighbours, O(d) at most.
 * Sums and products of many functions are cheapest through {@link #sum}, {@link #product} and
 * {@link #sumOfSquares}. Immutable.
 */
public final class Jet {

  private static final double[] NONE = {};
  private static final double[] ONE = {1};
  private static final double[] ZERO = {0};

  private final double value;
  private final int first;
  private final double[] gradient;
  private final double[] seconds;

  /**
   * The derivatives along the coordinates {@code first}, {@code first + 1}, ...; all others are 0.
   */
  private Jet(double value, int first, double[] gradient, double[] seconds) {
    this.value = value;
    this.first = first;
    this.gradient = gradient;
    this.seconds = seconds;
  }

  /** Returns a function that is the same everywhere. */
  public static Jet constant(double value) {
    return new Jet(value, 0, NONE, NONE);
  }

  /** Returns the coordinates of a point as functions: x_k has the gradient e_k. */
  public static Jet[] coordinates(double[] point) {
    Jet[] x = new Jet[point.length];
    for (int k = 0; k < x.length; k++) {
      x[k] = new Jet(point[k], k, ONE, ZERO);
    }
    return x;
  }

  /** Returns the coordinates of a point as constants, for values without derivatives. */
  public static Jet[] constants(double[] point) {
    Jet[] x = new Jet[point.length];
    for (int k = 0; k < x.length; k++) {
      x[k] = constant(point[k]);
    }
    return x;
  }

  /** Returns f. */
  public double value() {
    return value;
  }

  /** Returns df/dx_k. */
  public double derivative(int k) {
    return k < first || k >= end() ? 0 : gradient[k - first];
  }

  /** Returns d2f/dx_k2. */
  public double second(int k) {
    return k < first || k >= end() ? 0 : seconds[k - first];
  }

  private int end() {
    return first + gradient.length;
  }

  private boolean isConstant() {
    return gradient.length == 0;
  }

  /** Returns {@code sum_k c_k d2f/dx_k2} with the weights of a shape. */
  public double laplacian(JetShape shape) {
    double sum = 0;
    for (int j = 0; j < seconds.length; j++) {
      sum += shape.weight(first + j) * seconds[j];
    }
    return sum;
  }

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
    int second = offset + shape.secondRow() * stride;
    switch (shape.seconds()) {
      case NONE -> {}
      case WEIGHTED -> into[second] = laplacian(shape);
      case ALL -> {
        for (int k = 0; k < shape.dimension(); k++) {
          into[second + k * stride] = second(k);
        }
      }
    }
  }

  /** Returns f + g. */
  public Jet plus(Jet other) {
    return combined(value + other.value, 1, other, 1);
  }

  /** Returns f + a. */
  public Jet plus(double constant) {
    return new Jet(value + constant, first, gradient, seconds);
  }

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
    return composed(constant - value, -1, 0);
  }

  /** Returns -f. */
  public Jet negate() {
    return composed(-value, -1, 0);
  }

  /** Returns f g. */
  public Jet times(Jet other) {
    Jet product = combined(value * other.value, other.value, other, value);
    int end = Math.min(end(), other.end());
    for (int k = Math.max(first, other.first); k < end; k++) {
      product.seconds[k - product.first] +=
          2 * gradient[k - first] * other.gradient[k - other.first];
    }
    return product;
  }

  /** Returns a f. */
  public Jet times(double factor) {
    return composed(factor * value, factor, 0);
  }

  /** Returns f / g. */
  public Jet dividedBy(Jet other) {
    double inverse = 1 / other.value;
    return times(other.composed(inverse, -inverse * inverse, 2 * inverse * inverse * inverse));
  }

  /** Returns f^2. */
  public Jet square() {
    return composed(value * value, 2 * value, 2);
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
    return composed(middle * value, exponent * middle, exponent * (exponent - 1.0) * low);
  }

  /** Returns the square root of f, with infinite derivatives where f is 0. */
  public Jet squareRoot() {
    double root = Math.sqrt(value);
    return composed(root, 0.5 / root, -0.25 / (root * value));
  }

  /** Returns sin f. */
  public Jet sin() {
    double sin = Math.sin(value);
    return composed(sin, Math.cos(value), -sin);
  }

  /** Returns cos f. */
  public Jet cos() {
    double cos = Math.cos(value);
    return composed(cos, -Math.sin(value), -cos);
  }

  /** Returns e^f. */
  public Jet exp() {
    double exp = Math.exp(value);
    return composed(exp, exp, exp);
  }

  /** Returns tanh f. */
  public Jet tanh() {
    double tanh = Math.tanh(value);
    double slope = 1 - tanh * tanh;
    return composed(tanh, slope, -2 * tanh * slope);
  }

  /** Returns 1 / cosh f. */
  public Jet sech() {
    double exp = Math.exp(-Math.abs(value));
    double sech = 2 * exp / (1 + exp * exp);
    double tanh = Math.copySign((1 - exp * exp) / (1 + exp * exp), value);
    return composed(sech, -sech * tanh, sech * (2 * tanh * tanh - 1));
  }

  /**
   * Returns h(f) of any smooth function h.
   *
   * @param h the function
   * @param first its derivative
   * @param second its second derivative
   */
  public Jet composed(
      DoubleUnaryOperator h, DoubleUnaryOperator first, DoubleUnaryOperator second) {
    return composed(
        h.applyAsDouble(value), first.applyAsDouble(value), second.applyAsDouble(value));
  }

  private Jet composed(double h, double slope, double curvature) {
    if (isConstant()) {
      return constant(h);
    }
    double[] slopes = new double[gradient.length];
    double[] curvatures = new double[gradient.length];
    for (int j = 0; j < slopes.length; j++) {
      slopes[j] = slope * gradient[j];
      curvatures[j] = curvature * gradient[j] * gradient[j] + slope * seconds[j];
    }
    return new Jet(h, first, slopes, curvatures);
  }

  /** Returns the function with a given value whose derivatives are a f' + b g'. */
  private Jet combined(double result, double a, Jet other, double b) {
    if (other.isConstant()) {
      return composed(result, a, 0);
    }
    if (isConstant()) {
      return other.composed(result, b, 0);
    }
    Jet sum = zero(result, Math.min(first, other.first), Math.max(end(), other.end()));
    sum.accumulate(this, a, 0);
    sum.accumulate(other, b, 0);
    return sum;
  }

  private static Jet zero(double value, int first, int end) {
    return new Jet(value, first, new double[end - first], new double[end - first]);
  }

  /** Returns a function with no derivatives yet and room for those of all the functions. */
  private static Jet zero(double value, Jet[] functions) {
    int low = Integer.MAX_VALUE;
    int end = 0;
    for (Jet f : functions) {
      if (!f.isConstant()) {
        low = Math.min(low, f.first);
        end = Math.max(end, f.end());
      }
    }
    return end == 0 ? constant(value) : zero(value, low, end);
  }

  /** Adds the derivatives of h(f), from the first two of h; only while this jet is being made. */
  private void accumulate(Jet f, double slope, double curvature) {
    int shift = f.first - first;
    for (int j = 0; j < f.gradient.length; j++) {
      double derivative = f.gradient[j];
      gradient[shift + j] += slope * derivative;
      seconds[shift + j] += curvature * derivative * derivative + slope * f.seconds[j];
    }
  }

  /** Returns {@code sum_k f_k}, in one pass. */
  public static Jet sum(Jet... functions) {
    double value = 0;
    for (Jet f : functions) {
      value += f.value;
    }
    Jet sum = zero(value, functions);
    for (Jet f : functions) {
      sum.accumulate(f, 1, 0);
    }
    return sum;
  }

  /** Returns {@code sum_k f_k^2}, in one pass. */
  public static Jet sumOfSquares(Jet... functions) {
    double value = 0;
    for (Jet f : functions) {
      value += f.value * f.value;
    }
    Jet sum = zero(value, functions);
    for (Jet f : functions) {
      sum.accumulate(f, 2 * f.value, 2);
    }
    return sum;
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

  @Override
  public String toString() {
    return value + " with gradient " + Arrays.toString(gradient) + " from coordinate " + first;
  }
}
