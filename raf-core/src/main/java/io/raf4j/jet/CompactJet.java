package io.raf4j.jet;

import java.util.Arrays;

/**
 * A jet with gradient and pure second derivatives.
 *
 * <p>Derivatives are stored for the range of coordinates on which a function depends, from the
 * first to the last, and an operation costs as much as that range is long: nothing for constants,
 * O(1) for functions of one coordinate or of neighbours, O(d) at most.
 */
final class CompactJet extends Jet {

  private static final double[] NONE = {};
  private static final double[] ONE = {1};
  private static final double[] ZERO = {0};

  private final int first;
  private final double[] gradient;
  private final double[] seconds;

  /**
   * The derivatives along the coordinates {@code first}, {@code first + 1}, ...; all others are 0.
   */
  private CompactJet(double value, int first, double[] gradient, double[] seconds) {
    super(value);
    this.first = first;
    this.gradient = gradient;
    this.seconds = seconds;
  }

  static CompactJet constantOf(double value) {
    return new CompactJet(value, 0, NONE, NONE);
  }

  static Jet[] coordinatesOf(double[] point) {
    Jet[] x = new Jet[point.length];
    for (int k = 0; k < x.length; k++) {
      x[k] = new CompactJet(point[k], k, ONE, ZERO);
    }
    return x;
  }

  @Override
  public double derivative(int k) {
    return k < first || k >= end() ? 0 : gradient[k - first];
  }

  @Override
  public double second(int k) {
    return k < first || k >= end() ? 0 : seconds[k - first];
  }

  @Override
  public double partial(Partial partial) {
    if (isConstant()) {
      return 0;
    }
    if (partial.order() > 2 || !partial.isPure()) {
      throw new IllegalStateException(
          "the derivative "
              + partial
              + " of a function of coordinates that carry pure second derivatives; make them with"
              + " the shape that has it");
    }
    int axis = partial.highestAxis();
    return partial.order() == 1 ? derivative(axis) : second(axis);
  }

  private int end() {
    return first + gradient.length;
  }

  @Override
  boolean isConstant() {
    return gradient.length == 0;
  }

  @Override
  int order() {
    return isConstant() ? 0 : 2;
  }

  @Override
  public double laplacian(double... weights) {
    double sum = 0;
    for (int j = 0; j < seconds.length; j++) {
      sum += weights[first + j] * seconds[j];
    }
    return sum;
  }

  @Override
  public Jet plus(double constant) {
    return new CompactJet(value() + constant, first, gradient, seconds);
  }

  @Override
  public Jet times(Jet other) {
    if (!(other instanceof CompactJet that)) {
      return other.times(this);
    }
    CompactJet product = combinedWith(value() * that.value(), that.value(), that, value());
    int end = Math.min(end(), that.end());
    for (int k = Math.max(first, that.first); k < end; k++) {
      product.seconds[k - product.first] += 2 * gradient[k - first] * that.gradient[k - that.first];
    }
    return product;
  }

  @Override
  Jet composed(double h, double slope, double curvature, double third, double fourth) {
    return composed(h, slope, curvature);
  }

  private CompactJet composed(double h, double slope, double curvature) {
    if (isConstant()) {
      return constantOf(h);
    }
    double[] slopes = new double[gradient.length];
    double[] curvatures = new double[gradient.length];
    for (int j = 0; j < slopes.length; j++) {
      slopes[j] = slope * gradient[j];
      curvatures[j] = curvature * gradient[j] * gradient[j] + slope * seconds[j];
    }
    return new CompactJet(h, first, slopes, curvatures);
  }

  @Override
  Jet combined(double result, double a, Jet other, double b) {
    return other instanceof CompactJet that
        ? combinedWith(result, a, that, b)
        : other.combined(result, b, this, a);
  }

  private CompactJet combinedWith(double result, double a, CompactJet other, double b) {
    if (other.isConstant()) {
      return composed(result, a, 0);
    }
    if (isConstant()) {
      return other.composed(result, b, 0);
    }
    CompactJet sum = zero(result, Math.min(first, other.first), Math.max(end(), other.end()));
    sum.accumulate(this, a, 0);
    sum.accumulate(other, b, 0);
    return sum;
  }

  private static CompactJet zero(double value, int first, int end) {
    return new CompactJet(value, first, new double[end - first], new double[end - first]);
  }

  /** Returns a function with no derivatives yet and room for those of all the functions. */
  private static CompactJet zero(double value, Jet[] functions) {
    int low = Integer.MAX_VALUE;
    int end = 0;
    for (Jet f : functions) {
      if (!f.isConstant()) {
        low = Math.min(low, ((CompactJet) f).first);
        end = Math.max(end, ((CompactJet) f).end());
      }
    }
    return end == 0 ? constantOf(value) : zero(value, low, end);
  }

  /** Adds the derivatives of h(f), from the first two of h; only while this jet is being made. */
  private void accumulate(CompactJet f, double slope, double curvature) {
    int shift = f.first - first;
    for (int j = 0; j < f.gradient.length; j++) {
      double derivative = f.gradient[j];
      gradient[shift + j] += slope * derivative;
      seconds[shift + j] += curvature * derivative * derivative + slope * f.seconds[j];
    }
  }

  /** Sums compact jets. */
  static Jet sumOf(Jet... functions) {
    double value = 0;
    for (Jet f : functions) {
      value += f.value();
    }
    CompactJet sum = zero(value, functions);
    for (Jet f : functions) {
      sum.accumulate((CompactJet) f, 1, 0);
    }
    return sum;
  }

  /** Sums the squares of compact jets. */
  static Jet sumOfSquaresOf(Jet... functions) {
    double value = 0;
    for (Jet f : functions) {
      value += f.value() * f.value();
    }
    CompactJet sum = zero(value, functions);
    for (Jet f : functions) {
      sum.accumulate((CompactJet) f, 2 * f.value(), 2);
    }
    return sum;
  }

  @Override
  public String toString() {
    return value() + " with gradient " + Arrays.toString(gradient) + " from coordinate " + first;
  }
}
