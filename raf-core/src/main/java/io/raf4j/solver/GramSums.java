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
  private final double[] quartic;
  private long points;

  GramSums(int count, long points) {
    this.count = count;
    this.stiffness = new double[count * count];
    this.mass = new double[count * count];
    this.quartic = new double[count];
    this.points = points;
  }

  /** Adds the sums of other points. */
  public void add(GramSums other) {
    for (int i = 0; i < stiffness.length; i++) {
      stiffness[i] += other.stiffness[i];
      mass[i] += other.mass[i];
    }
    for (int i = 0; i < quartic.length; i++) {
      quartic[i] += other.quartic[i];
    }
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

  /** Returns the sums of u_i^4, {@code [K]}; the array itself. */
  double[] quartic() {
    return quartic;
  }

  /** Returns the mean of A_ii. */
  double meanStiffness(int i) {
    return stiffness[i * count + i] / points;
  }

  /** Returns the mean of M_ii. */
  double meanMass(int i) {
    return mass[i * count + i] / points;
  }

  /** Returns the mean of u_i^4. */
  double meanQuartic(int i) {
    return quartic[i] / points;
  }
}
