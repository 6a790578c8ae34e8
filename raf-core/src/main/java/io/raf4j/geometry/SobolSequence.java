package io.raf4j.geometry;

import io.raf4j.random.RandomStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.math3.random.SobolSequenceGenerator;

/**
 * Sobol's sequence with a random digital shift: the 52 bits of each number are combined by
 * exclusive or with random bits, one word a coordinate, which keeps the evenness of the sequence
 * and makes each point uniform.
 *
 * <p>Source: S. Joe, F. Kuo, SIAM J. Sci. Comput. 30 (2008) for the direction numbers; P. L'Ecuyer,
 * C. Lemieux, "Recent advances in randomized quasi-Monte Carlo methods", 2002, for the shift.
 */
final class SobolSequence implements CubePoints {

  /** The dimensions for which direction numbers are at hand. */
  static final int MOST_DIMENSIONS = 1000;

  // The generator's points are whole multiples of 2^-52, and its indices are ints.
  private static final double TWO_TO_52 = 0x1p52;
  private static final int INDEX_BITS = 31;
  private static final Map<Integer, long[][]> DIRECTIONS = new ConcurrentHashMap<>();

  private final long[][] directions;
  private final long[] bits;
  private int index;

  /**
   * Opens the sequence at its first point.
   *
   * @param shift draws one number a coordinate
   */
  SobolSequence(int dimension, RandomStream shift) {
    if (dimension > MOST_DIMENSIONS) {
      throw new IllegalArgumentException(
          "a point takes "
              + dimension
              + " numbers; Sobol's sequence has 1 to "
              + MOST_DIMENSIONS
              + ", use uniform or latin-hypercube");
    }
    this.directions = DIRECTIONS.computeIfAbsent(dimension, SobolSequence::directions);
    this.bits = new long[dimension];
    for (int k = 0; k < dimension; k++) {
      bits[k] = shift.nextLong() >>> 12;
    }
  }

  /** Returns the direction numbers {@code [bit of the index][coordinate]}. */
  private static long[][] directions(int dimension) {
    SobolSequenceGenerator generator = new SobolSequenceGenerator(dimension);
    long[][] directions = new long[INDEX_BITS][dimension];
    for (int bit = 0; bit < INDEX_BITS; bit++) {
      // The Gray code of this index has one bit, so the point is one direction number.
      double[] point = generator.skipTo((1 << bit + 1) - 1);
      for (int k = 0; k < dimension; k++) {
        directions[bit][k] = (long) (point[k] * TWO_TO_52);
      }
    }
    return directions;
  }

  @Override
  public void next(double[] cube) {
    for (int k = 0; k < bits.length; k++) {
      // Half a unit: the middle of the interval that 52 bits leave, never 0.
      cube[k] = (bits[k] + 0.5) / TWO_TO_52;
    }
    index++;
    long[] direction = directions[Integer.numberOfTrailingZeros(index)];
    for (int k = 0; k < bits.length; k++) {
      bits[k] ^= direction[k];
    }
  }
}
