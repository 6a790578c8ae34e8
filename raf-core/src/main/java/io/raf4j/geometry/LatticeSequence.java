package io.raf4j.geometry;

import io.raf4j.random.RandomStream;

/**
 * A rank-1 lattice sequence with a random shift: point i is {@code frac(phi(i) z + shift)}, phi
 * being the radical inverse in base 2, so that the first 2^m points are a lattice for every m up to
 * 20.
 *
 * <p>The mean over 2^m points of a function with {@code a} square-integrable mixed derivatives that
 * is periodic, or vanishes at both ends of every coordinate with its first derivatives, has an
 * error of nearly {@code 2^(-a m)}; every point is uniform, and means over independent shifts
 * scatter by their true error.
 *
 * <p>Source: R. Cools, F. Kuo, D. Nuyens, "Constructing embedded lattice rules for multivariate
 * integration", SIAM J. Sci. Comput. 28 (2006), for the generating vector z.
 */
final class LatticeSequence implements CubePoints {

  private static final int[] GENERATOR = {
    1, 182667, 469891, 498753, 110745, 446247, 250185, 118627, 245333, 283199,
    408519, 391023, 246327, 126539, 399185, 461527, 300343, 69681, 516695, 436179
  };

  /** The dimensions for which there are entries of the generating vector. */
  static final int MOST_DIMENSIONS = GENERATOR.length;

  private static final double TWO_TO_32 = 0x1p32;

  private final double[] shift;
  private int index;

  /**
   * Opens the sequence at its first point.
   *
   * @param shift draws one number a coordinate
   */
  LatticeSequence(int dimension, RandomStream shift) {
    if (dimension > MOST_DIMENSIONS) {
      throw new IllegalArgumentException(
          "a point takes "
              + dimension
              + " numbers; the lattice sequence has 1 to "
              + MOST_DIMENSIONS
              + ", use sobol, uniform or latin-hypercube");
    }
    this.shift = new double[dimension];
    for (int k = 0; k < dimension; k++) {
      this.shift[k] = shift.nextDouble();
    }
  }

  @Override
  public void next(double[] cube) {
    int inverse = Integer.reverse(index);
    index++;
    for (int k = 0; k < shift.length; k++) {
      // The product wraps around at 2^32, which is 1 here: its fractional part, exactly.
      double lattice = Integer.toUnsignedLong(inverse * GENERATOR[k]) / TWO_TO_32;
      double sum = lattice + shift[k];
      cube[k] = sum < 1 ? sum : sum - 1;
    }
  }
}
