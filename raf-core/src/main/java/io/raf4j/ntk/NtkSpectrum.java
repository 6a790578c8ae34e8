package io.raf4j.ntk;

import io.raf4j.linalg.SymmetricEigenvalues;

/**
 * The eigenvalues of a neural tangent kernel's Gram matrix and what they say.
 *
 * <p>LAPACK gives every eigenvalue within about {@code N 2^-52 lambda_max}; one that is smaller
 * than that cannot be told from zero, and may come out negative. Nothing is hidden: {@link
 * #smallest} is what came out, {@link #conditionNumber} is infinite when that is within the
 * uncertainty, and {@link #conditionBound} is what the numbers then prove.
 *
 * @param eigenvalues in descending order, at least one
 */
@SuppressWarnings("ArrayRecordComponent") // A block of numbers to compute with, never compared.
public record NtkSpectrum(double[] eigenvalues) {

  /** The distance from 1 to the next double. */
  private static final double EPSILON = Math.ulp(1.0);

  /** Checks the order. */
  public NtkSpectrum {
    if (eigenvalues.length == 0) {
      throw new IllegalArgumentException("eigenvalues are none; expected at least one");
    }
    for (int i = 1; i < eigenvalues.length; i++) {
      if (!(eigenvalues[i] <= eigenvalues[i - 1])) {
        throw new IllegalArgumentException(
            "eigenvalue "
                + i
                + " is "
                + eigenvalues[i]
                + " after "
                + eigenvalues[i - 1]
                + "; expected descending order");
      }
    }
    eigenvalues = eigenvalues.clone();
  }

  /**
   * Computes the spectrum of a symmetric matrix, in {@code 4/3 n^3} flops.
   *
   * @param matrix {@code [n, n]}, positive semidefinite but for roundings
   * @throws IllegalArgumentException if a number is not finite
   */
  public static NtkSpectrum of(double[] matrix, int n) {
    double[] ascending = SymmetricEigenvalues.of(matrix, n);
    double[] descending = new double[n];
    for (int i = 0; i < n; i++) {
      descending[i] = ascending[n - 1 - i];
    }
    return new NtkSpectrum(descending);
  }

  /** Returns the largest eigenvalue, lambda_max. */
  public double largest() {
    return eigenvalues[0];
  }

  /** Returns the smallest eigenvalue as it came out, lambda_min, which may be negative. */
  public double smallest() {
    return eigenvalues[eigenvalues.length - 1];
  }

  /** Returns the uncertainty of each eigenvalue, {@code N 2^-52 lambda_max}. */
  public double uncertainty() {
    return eigenvalues.length * EPSILON * Math.max(0, largest());
  }

  /** Returns whether the smallest eigenvalue can be told from zero. */
  public boolean isResolved() {
    return smallest() > uncertainty();
  }

  /**
   * Returns lambda_max / lambda_min, infinity where lambda_min cannot be told from zero, NaN where
   * lambda_max is zero.
   */
  public double conditionNumber() {
    if (!(largest() > 0)) {
      return Double.NaN;
    }
    return isResolved() ? largest() / smallest() : Double.POSITIVE_INFINITY;
  }

  /**
   * Returns the condition number as far as the precision allows: lambda_max / lambda_min where it
   * is resolved, else {@code 1 / (N 2^-52)}, which it is at least; NaN where lambda_max is zero.
   */
  public double conditionBound() {
    return largest() > 0 ? largest() / Math.max(smallest(), uncertainty()) : Double.NaN;
  }

  /** Returns how many eigenvalues exceed the uncertainty. */
  public int numericalRank() {
    int rank = 0;
    while (rank < eigenvalues.length && eigenvalues[rank] > uncertainty()) {
      rank++;
    }
    return rank;
  }

  /**
   * Returns lambda_max over the smallest eigenvalue that exceeds the uncertainty, NaN where none
   * does.
   */
  public double conditionOfRank() {
    int rank = numericalRank();
    return rank == 0 ? Double.NaN : largest() / eigenvalues[rank - 1];
  }

  /** Returns the sum of all eigenvalues. */
  public double trace() {
    double sum = 0;
    for (int i = eigenvalues.length - 1; i >= 0; i--) {
      sum += eigenvalues[i];
    }
    return sum;
  }

  /**
   * Returns the effective rank {@code exp(-sum_i p_i log p_i)} with {@code p_i = lambda_i / sum
   * lambda}: N for equal eigenvalues, 1 for a single one. Negative eigenvalues, which are
   * roundings, count as zero; NaN where none is positive. Source: Roy, Vetterli, "The effective
   * rank", 2007.
   */
  public double effectiveRank() {
    double sum = 0;
    for (double eigenvalue : eigenvalues) {
      sum += Math.max(0, eigenvalue);
    }
    if (!(sum > 0)) {
      return Double.NaN;
    }
    double entropy = 0;
    for (double eigenvalue : eigenvalues) {
      if (eigenvalue > 0) {
        double share = eigenvalue / sum;
        entropy -= share * Math.log(share);
      }
    }
    return Math.exp(entropy);
  }

  /**
   * Returns how fast the eigenvalues fall: the p of the power law {@code lambda_i ~ i^-p} fitted by
   * least squares of the logarithms to the eigenvalues of the numerical rank; NaN for fewer than
   * two.
   */
  public double decayExponent() {
    int rank = numericalRank();
    if (rank < 2) {
      return Double.NaN;
    }
    double meanX = 0;
    double meanY = 0;
    for (int i = 0; i < rank; i++) {
      meanX += Math.log(i + 1.0) / rank;
      meanY += Math.log(eigenvalues[i]) / rank;
    }
    double both = 0;
    double squares = 0;
    for (int i = 0; i < rank; i++) {
      double x = Math.log(i + 1.0) - meanX;
      both += x * (Math.log(eigenvalues[i]) - meanY);
      squares += x * x;
    }
    return -both / squares;
  }
}
