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
 * exact derivatives, not differences. A constant has no derivatives stored and costs nothing to
 * combine. Immutable; an operation costs O(d) and two arrays.
 */
public final class Jet {

  private static final double[] NONE = {};

  private final double value;
  private final double[] gradient;
  private final double[] seconds;

  private Jet(double value, double[] gradient, double[] seconds) {
    this.value = value;
    this.gradient = gradient;
    this.seconds = seconds;
  }

  /** Returns a function that is the same everywhere. */
  public static Jet constant(double value) {
    return new Jet(value, NONE, NONE);
  }

  /** Returns the coordinates of a point as functions: x_k has the gradient e_k. */
  public static Jet[] coordinates(double[] point) {
    Jet[] x = new Jet[point.length];
    for (int k = 0; k < x.length; k++) {
      double[] gradient = new double[x.length];
      gradient[k] = 1;
      x[k] = new Jet(point[k], gradient, new double[x.length]);
    }
    return x;
  }

  /** Returns f. */
  public double value() {
    return value;
  }

  /** Returns df/dx_k. */
  public double derivative(int k) {
    return gradient.length == 0 ? 0 : gradient[k];
  }

  /** Returns d2f/dx_k2. */
  public double second(int k) {
    return seconds.length == 0 ? 0 : seconds[k];
  }

  /** Returns {@code sum_k c_k d2f/dx_k2} with the weights of a shape. */
  public double laplacian(JetShape shape) {
    double sum = 0;
    for (int k = 0; k < seconds.length; k++) {
      sum += shape.weight(k) * seconds[k];
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
    if (other.gradient.length == 0) {
      return new Jet(value + other.value, gradient, seconds);
    }
    if (gradient.length == 0) {
      return other.plus(this);
    }
    double[] first = gradient.clone();
    double[] second = seconds.clone();
    for (int k = 0; k < first.length; k++) {
      first[k] += other.gradient[k];
      second[k] += other.seconds[k];
    }
    return new Jet(value + other.value, first, second);
  }

  /** Returns f + a. */
  public Jet plus(double constant) {
    return new Jet(value + constant, gradient, seconds);
  }

  /** Returns f - g. */
  public Jet minus(Jet other) {
    return plus(other.times(-1));
  }

  /** Returns f - a. */
  public Jet minus(double constant) {
    return plus(-constant);
  }

  /** Returns a - f. */
  public Jet subtractedFrom(double constant) {
    return times(-1).plus(constant);
  }

  /** Returns f g. */
  public Jet times(Jet other) {
    if (other.gradient.length == 0) {
      return times(other.value);
    }
    if (gradient.length == 0) {
      return other.times(value);
    }
    double[] first = new double[gradient.length];
    double[] second = new double[gradient.length];
    for (int k = 0; k < first.length; k++) {
      first[k] = gradient[k] * other.value + value * other.gradient[k];
      second[k] =
          seconds[k] * other.value + 2 * gradient[k] * other.gradient[k] + value * other.seconds[k];
    }
    return new Jet(value * other.value, first, second);
  }

  /** Returns a f. */
  public Jet times(double factor) {
    if (gradient.length == 0) {
      return constant(value * factor);
    }
    double[] first = gradient.clone();
    double[] second = seconds.clone();
    for (int k = 0; k < first.length; k++) {
      first[k] *= factor;
      second[k] *= factor;
    }
    return new Jet(value * factor, first, second);
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
   * Returns f^n.
   *
   * @param exponent 1 or more
   */
  public Jet power(int exponent) {
    if (exponent < 1) {
      throw new IllegalArgumentException("exponent is " + exponent + "; expected 1 or more");
    }
    double low = exponent == 1 ? 0 : Math.pow(value, exponent - 2.0);
    double middle = exponent == 1 ? 1 : low * value;
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
    double sech = 1 / Math.cosh(value);
    double tanh = Math.tanh(value);
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

  private Jet composed(double h, double first, double second) {
    double[] gradients = new double[gradient.length];
    double[] curvatures = new double[gradient.length];
    for (int k = 0; k < gradients.length; k++) {
      gradients[k] = first * gradient[k];
      curvatures[k] = second * gradient[k] * gradient[k] + first * seconds[k];
    }
    return new Jet(h, gradients, curvatures);
  }

  /** Returns {@code sum_k f_k^2}, in one pass. */
  public static Jet sumOfSquares(Jet... functions) {
    Jet sum = constant(0);
    for (Jet f : functions) {
      sum = sum.plus(f.square());
    }
    return sum;
  }

  @Override
  public String toString() {
    return value + " with gradient " + Arrays.toString(gradient);
  }
}
