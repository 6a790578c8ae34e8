package io.raf4j.pde;

import io.raf4j.jet.Dual;
import java.util.List;

/**
 * An unknown number of an equation, such as a diffusivity, that is found together with the
 * solution.
 *
 * <p>Training changes theta, which may be any number; the coefficient stays within its bounds:
 *
 * <pre>
 *   no bounds      c = initial + s theta           s = max(|initial|, 1)
 *   lower          c = low + (initial - low) e^theta
 *   both           c = low + (high - low) / (1 + e^-(theta + offset))
 * </pre>
 *
 * <p>theta = 0 is the initial value.
 *
 * @param name a letter followed by letters, digits and underscores
 * @param initial where training starts, within the bounds
 * @param low lower bound, or minus infinity
 * @param high upper bound, or infinity
 */
public record Coefficient(String name, double initial, double low, double high) {

  /** Checks the name and the bounds. */
  public Coefficient {
    if (!name.matches("[A-Za-z][A-Za-z0-9_]*")) {
      throw new IllegalArgumentException(
          "coefficient is \""
              + name
              + "\"; expected a letter followed by letters, digits and underscores");
    }
    if (!Double.isFinite(initial) || !(low < initial && initial < high)) {
      throw new IllegalArgumentException(
          "coefficient "
              + name
              + " starts from "
              + initial
              + "; expected a number between its bounds "
              + low
              + " and "
              + high);
    }
    if (Double.isInfinite(low) && Double.isFinite(high)) {
      throw new IllegalArgumentException(
          "coefficient " + name + " has an upper bound alone; give it a lower one or none");
    }
  }

  /** Returns a coefficient without bounds. */
  public static Coefficient of(String name, double initial) {
    return new Coefficient(name, initial, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /** Returns a coefficient that stays positive. */
  public static Coefficient positive(String name, double initial) {
    return new Coefficient(name, initial, 0, Double.POSITIVE_INFINITY);
  }

  /** Returns the initial values of coefficients, as numbers that do not depend on unknowns. */
  public static Dual[] initials(List<Coefficient> all) {
    return all.stream().map(one -> Dual.constant(one.initial())).toArray(Dual[]::new);
  }

  private boolean isFree() {
    return Double.isInfinite(low);
  }

  private double size() {
    return Math.max(Math.abs(initial), 1);
  }

  /** Returns the coefficient of a theta. */
  public double at(double theta) {
    if (isFree()) {
      return initial + size() * theta;
    }
    return Double.isInfinite(high)
        ? low + (initial - low) * Math.exp(theta)
        : low + (high - low) * share(theta);
  }

  /** Returns the derivative of the coefficient by theta. */
  public double slope(double theta) {
    if (isFree()) {
      return size();
    }
    if (Double.isInfinite(high)) {
      return (initial - low) * Math.exp(theta);
    }
    double share = share(theta);
    return (high - low) * share * (1 - share);
  }

  private double share(double theta) {
    return 1 / (1 + (high - initial) / (initial - low) * Math.exp(-theta));
  }
}
