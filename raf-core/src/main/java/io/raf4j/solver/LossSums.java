package io.raf4j.solver;

import java.io.Serializable;

/**
 * The sums of a share of the points that make up the loss of several candidates. Sums of shares
 * add; in the same order they have the same bits.
 */
public final class LossSums implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Normalisation normalisation;
  private final double[] squares;
  private final double[][] masses;
  private double weight;
  private long points;

  /**
   * @param squares weighted sum of squared residuals of each candidate
   * @param masses weighted sums of u_i^2 of each candidate; empty rows where nothing is normalised
   */
  LossSums(
      Normalisation normalisation,
      double[] squares,
      double[][] masses,
      double weight,
      long points) {
    this.normalisation = normalisation;
    this.squares = squares;
    this.masses = masses;
    this.weight = weight;
    this.points = points;
  }

  /** Adds the sums of other points. */
  public void add(LossSums other) {
    for (int c = 0; c < squares.length; c++) {
      squares[c] += other.squares[c];
      for (int i = 0; i < masses[c].length; i++) {
        masses[c][i] += other.masses[c][i];
      }
    }
    weight += other.weight;
    points += other.points;
  }

  /** Returns the loss of each candidate; infinite where a residual is not finite. */
  public double[] losses() {
    double[] losses = new double[squares.length];
    double whole = Normalisation.whole(normalisation, weight, points);
    for (int c = 0; c < losses.length; c++) {
      double loss = squares[c] / whole;
      for (double mass : masses[c]) {
        double excess = normalisation.residual(mass / points);
        loss += excess * excess;
      }
      losses[c] = Double.isFinite(loss) ? loss : Double.POSITIVE_INFINITY;
    }
    return losses;
  }

  /** Returns how many points were summed. */
  public long points() {
    return points;
  }
}
