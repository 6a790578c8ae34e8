package io.raf4j.jet;

import java.util.Arrays;

/**
 * A jet with the derivatives of a {@link ClosedSet}; an operation costs as many products as its
 * rules have terms.
 */
final class ClosedJet extends Jet {

  private final ClosedSet set;
  private final double[] rows;

  /** Keeps the rows, the value among them. */
  private ClosedJet(ClosedSet set, double[] rows) {
    super(rows[0]);
    this.set = set;
    this.rows = rows;
  }

  static Jet[] coordinatesOf(double[] point, ClosedSet set) {
    Jet[] x = new Jet[point.length];
    for (int k = 0; k < x.length; k++) {
      double[] rows = new double[set.rows()];
      rows[0] = point[k];
      rows[1 + k] = 1;
      x[k] = new ClosedJet(set, rows);
    }
    return x;
  }

  @Override
  public double derivative(int k) {
    return rows[1 + k];
  }

  @Override
  public double second(int k) {
    return partial(Partial.along(k, k));
  }

  @Override
  public double partial(Partial partial) {
    int row = set.row(partial);
    if (row < 0) {
      throw new IllegalStateException(
          "the derivative " + partial + " of a function that carries " + set);
    }
    return rows[row];
  }

  @Override
  public double laplacian(double... weights) {
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      if (weights[k] != 0) {
        sum += weights[k] * second(k);
      }
    }
    return sum;
  }

  @Override
  boolean isConstant() {
    return false;
  }

  @Override
  int order() {
    return set.order();
  }

  @Override
  public Jet plus(double constant) {
    double[] sum = rows.clone();
    sum[0] += constant;
    return new ClosedJet(set, sum);
  }

  @Override
  public Jet times(Jet other) {
    if (other.isConstant()) {
      return times(other.value());
    }
    double[] f = rows;
    double[] g = sameSet(other).rows;
    double[] product = new double[f.length];
    product[0] = f[0] * g[0];
    int higher = f.length - set.partials().size();
    for (int row = 1; row < higher; row++) {
      product[row] = f[row] * g[0] + f[0] * g[row];
    }
    for (int row = higher; row < f.length; row++) {
      for (ClosedSet.ProductTerm term : set.leibniz(row)) {
        product[row] += term.factor() * f[term.first()] * g[term.second()];
      }
    }
    return new ClosedJet(set, product);
  }

  private ClosedJet sameSet(Jet other) {
    if (other instanceof ClosedJet that && (that.set == set || that.set.equals(set))) {
      return that;
    }
    throw new IllegalStateException(
        "a function that carries " + set + " together with one of other coordinates, " + other);
  }

  @Override
  Jet composed(double h, double first, double second, double third, double fourth) {
    double[] result = new double[rows.length];
    result[0] = h;
    int higher = rows.length - set.partials().size();
    for (int row = 1; row < higher; row++) {
      result[row] = first * rows[row];
    }
    for (int row = higher; row < rows.length; row++) {
      for (ChainTerm term : set.chain(row)) {
        double derivative =
            switch (term.order()) {
              case 1 -> first;
              case 2 -> second;
              case 3 -> third;
              default -> fourth;
            };
        double product = term.factor() * derivative;
        for (int factor : term.rows()) {
          product *= rows[factor];
        }
        result[row] += product;
      }
    }
    return new ClosedJet(set, result);
  }

  @Override
  Jet combined(double result, double a, Jet other, double b) {
    double[] sum = new double[rows.length];
    double[] theirs = other.isConstant() ? new double[rows.length] : sameSet(other).rows;
    for (int row = 1; row < sum.length; row++) {
      sum[row] = a * rows[row] + b * theirs[row];
    }
    sum[0] = result;
    return new ClosedJet(set, sum);
  }

  @Override
  public String toString() {
    return rows[0] + " with the derivatives " + set + " " + Arrays.toString(rows);
  }
}
