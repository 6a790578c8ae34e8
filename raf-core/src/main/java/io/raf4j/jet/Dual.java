package io.raf4j.jet;

/**
 * A number made of an unknown function's jet, with its partial derivatives by the jet's rows: what
 * an operator computes at one point.
 *
 * <p>An operator written over duals, such as {@code u.laplacian().negate().plus(u.value().cube())},
 * gives at once its value and its linearisation, which is all that training needs of it. A dual
 * without partials is a plain number, so the same operator evaluates an exact solution. Immutable;
 * an operation costs O(rows).
 */
public final class Dual {

  private static final double[] NONE = {};

  private final double value;
  private final double[] partials;

  private Dual(double value, double[] partials) {
    this.value = value;
    this.partials = partials;
  }

  /** Returns a number that does not depend on the unknown. */
  public static Dual constant(double value) {
    return new Dual(value, NONE);
  }

  /**
   * Returns one row of the unknown's jet.
   *
   * @param row its index
   * @param rows of all unknown functions together
   */
  public static Dual row(double value, int row, int rows) {
    double[] partials = new double[rows];
    partials[row] = 1;
    return new Dual(value, partials);
  }

  /**
   * Returns a linear combination of successive rows of the unknown's jet.
   *
   * @param weights of the rows from first on
   * @param rows of all unknown functions together
   */
  static Dual combination(double value, double[] weights, int first, int rows) {
    double[] partials = new double[rows];
    System.arraycopy(weights, 0, partials, first, weights.length);
    return new Dual(value, partials);
  }

  /** Returns the number. */
  public double value() {
    return value;
  }

  /** Returns the derivative of the number by a row of the jet. */
  public double partial(int row) {
    return partials.length == 0 ? 0 : partials[row];
  }

  /** Returns a + b. */
  public Dual plus(Dual other) {
    return combined(value + other.value, 1, other, 1);
  }

  /** Returns a + constant. */
  public Dual plus(double constant) {
    return new Dual(value + constant, partials);
  }

  /** Returns a - b. */
  public Dual minus(Dual other) {
    return combined(value - other.value, 1, other, -1);
  }

  /** Returns a - constant. */
  public Dual minus(double constant) {
    return plus(-constant);
  }

  /** Returns -a. */
  public Dual negate() {
    return times(-1);
  }

  /** Returns a b. */
  public Dual times(Dual other) {
    return combined(value * other.value, other.value, other, value);
  }

  /** Returns a times a factor. */
  public Dual times(double factor) {
    return scaled(value * factor, factor);
  }

  /** Returns a / b. */
  public Dual dividedBy(Dual other) {
    double ratio = value / other.value;
    return combined(ratio, 1 / other.value, other, -ratio / other.value);
  }

  /** Returns a^2. */
  public Dual square() {
    return scaled(value * value, 2 * value);
  }

  /** Returns a^3. */
  public Dual cube() {
    return scaled(value * value * value, 3 * value * value);
  }

  /** Returns sin a. */
  public Dual sin() {
    return scaled(Math.sin(value), Math.cos(value));
  }

  /** Returns cos a. */
  public Dual cos() {
    return scaled(Math.cos(value), -Math.sin(value));
  }

  /** Returns e^a. */
  public Dual exp() {
    double exp = Math.exp(value);
    return scaled(exp, exp);
  }

  /** Returns constant - a. */
  public Dual subtractedFrom(double constant) {
    return scaled(constant - value, -1);
  }

  /**
   * Returns a^n, by n - 1 products.
   *
   * @param exponent 1 or more
   */
  public Dual power(int exponent) {
    if (exponent < 1) {
      throw new IllegalArgumentException("exponent is " + exponent + "; expected 1 or more");
    }
    double low = 1;
    for (int i = 1; i < exponent; i++) {
      low *= value;
    }
    return scaled(low * value, exponent * low);
  }

  /** Returns a^b for any exponent; NaN where a is negative and b is no integer. */
  public Dual power(double exponent) {
    double slope = exponent == 0 ? 0 : exponent * Math.pow(value, exponent - 1);
    return scaled(Math.pow(value, exponent), slope);
  }

  /** Returns the square root of a, with an infinite slope where a is 0. */
  public Dual squareRoot() {
    double root = Math.sqrt(value);
    return scaled(root, 0.5 / root);
  }

  /** Returns the natural logarithm of a; NaN where a is negative. */
  public Dual log() {
    return scaled(Math.log(value), 1 / value);
  }

  /** Returns sinh a. */
  public Dual sinh() {
    return scaled(Math.sinh(value), Math.cosh(value));
  }

  /** Returns cosh a. */
  public Dual cosh() {
    return scaled(Math.cosh(value), Math.sinh(value));
  }

  /** Returns tanh a. */
  public Dual tanh() {
    double tanh = Math.tanh(value);
    return scaled(tanh, 1 - tanh * tanh);
  }

  /** Returns 1 / cosh a. */
  public Dual sech() {
    double exp = Math.exp(-Math.abs(value));
    double sech = 2 * exp / (1 + exp * exp);
    return scaled(sech, -sech * Math.tanh(value));
  }

  /** Returns the angle in (-pi/2, pi/2) whose tangent is a. */
  public Dual atan() {
    return scaled(Math.atan(value), 1 / (1 + value * value));
  }

  /** Returns the angle in (-pi, pi] of the point (x, y); smooth but at x &lt;= 0, y = 0. */
  public static Dual atan2(Dual y, Dual x) {
    double square = x.value * x.value + y.value * y.value;
    return y.combined(Math.atan2(y.value, x.value), x.value / square, x, -y.value / square);
  }

  /** Returns |a|; its slope at 0 is 1. */
  public Dual abs() {
    return value < 0 ? negate() : this;
  }

  /** Returns the smaller of two numbers, a where they are equal. */
  public Dual min(Dual other) {
    return other.value < value ? other : this;
  }

  /** Returns the larger of two numbers, a where they are equal. */
  public Dual max(Dual other) {
    return other.value > value ? other : this;
  }

  /**
   * Returns h(a) of any smooth function h.
   *
   * @param h its value at a
   * @param slope its derivative at a
   */
  public Dual scaled(double h, double slope) {
    if (partials.length == 0) {
      return constant(h);
    }
    double[] scaled = new double[partials.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = slope * partials[i];
    }
    return new Dual(h, scaled);
  }

  private Dual combined(double result, double mine, Dual other, double theirs) {
    if (other.partials.length == 0) {
      return scaled(result, mine);
    }
    if (partials.length == 0) {
      return other.scaled(result, theirs);
    }
    double[] sum = new double[partials.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = mine * partials[i] + theirs * other.partials[i];
    }
    return new Dual(result, sum);
  }

  @Override
  public String toString() {
    return Double.toString(value);
  }
}
