package io.raf4j.solver;

import io.raf4j.linalg.NormalEquations;
import java.io.Serializable;

/**
 * The sums of a share of the points that make up a {@link QuadraticModel}: normal equations and,
 * for eigenfunctions, what their normalisation needs. Sums of shares add; in the same order they
 * have the same bits. Memory: n^2 / 2 numbers for n unknowns.
 */
public final class NormalSums implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Normalisation normalisation;
  private final NormalEquations equations;
  private final double[] masses;
  private final double[][] massGradients;
  private double weight;
  private long points;

  /**
   * @param masses weighted sums of u_i^2, empty where nothing is normalised
   * @param massGradients their derivatives by the network's parameters
   */
  NormalSums(
      Normalisation normalisation,
      NormalEquations equations,
      double[] masses,
      double[][] massGradients,
      double weight,
      long points) {
    this.normalisation = normalisation;
    this.equations = equations;
    this.masses = masses;
    this.massGradients = massGradients;
    this.weight = weight;
    this.points = points;
  }

  /** Adds the sums of other points. */
  public void add(NormalSums other) {
    equations.add(other.equations);
    for (int i = 0; i < masses.length; i++) {
      masses[i] += other.masses[i];
      for (int j = 0; j < massGradients[i].length; j++) {
        massGradients[i][j] += other.massGradients[i][j];
      }
    }
    weight += other.weight;
    points += other.points;
  }

  /** Returns how many points were summed. */
  public long points() {
    return points;
  }

  /** Returns the mean loss with its linearisation. */
  public QuadraticModel model() {
    double whole = Normalisation.whole(normalisation, weight, points);
    double[] matrix = scaled(equations.matrix(), whole);
    double[] vector = scaled(equations.vector(), whole);
    double loss = equations.sumOfSquares() / whole;
    for (int i = 0; i < masses.length; i++) {
      double residual = normalisation.residual(masses[i] / points);
      double[] row = massGradients[i].clone();
      for (int j = 0; j < row.length; j++) {
        row[j] *= normalisation.slope() / points;
        vector[j] += residual * row[j];
      }
      addOuterProduct(matrix, row);
      loss += residual * residual;
    }
    return new QuadraticModel(matrix, vector, loss);
  }

  private static double[] scaled(double[] sums, double whole) {
    double[] means = sums.clone();
    for (int i = 0; i < means.length; i++) {
      means[i] /= whole;
    }
    return means;
  }

  private static void addOuterProduct(double[] matrix, double[] row) {
    int at = 0;
    for (int i = 0; i < row.length; i++) {
      for (int j = 0; j <= i; j++) {
        matrix[at++] += row[i] * row[j];
      }
    }
  }
}
