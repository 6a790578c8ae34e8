package io.raf4j.solver;

import java.io.Serializable;

/**
 * The quadratic forms of K trial functions over a share of the points, see {@link EigenPairs}. Sums
 * of shares add; in the same order they have the same bits.
 */
public final class GramSums implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int count;
  private final double[] stiffness;
  private final double[] mass;
  private double quartic;
  private long points;

  GramSums(int count, long points) {
    this.count = count;
    this.stiffness = new double[count * count];
    this.mass = new double[count * count];
    this.points = points;
  }

  /** Adds the sums of other points. */
  public void add(GramSums other) {
    for (int i = 0; i < stiffness.length; i++) {
      stiffness[i] += other.stiffness[i];
      mass[i] += other.mass[i];
    }
    quartic += other.quartic;
    points += other.points;
  }

  /** Returns the number K of functions. */
  public int count() {
    return count;
  }

  /** Returns how many points were summed. */
  public long points() {
    return points;
  }

  /** Returns the sums of A, {@code [K, K]}; the array itself. */
  double[] stiffness() {
    return stiffness;
  }

  /** Returns the sums of M, {@code [K, K]}; the array itself. */
  double[] mass() {
    return mass;
  }

  double quartic() {
    return quartic;
  }

  void addQuartic(double term) {
    quartic += term;
  }
}
