package io.raf4j.solver;

/**
 * What is known at points whatever the network is: the rows of B and A and the sources f. Filled at
 * the first visit of each point, so that further candidates at the same points do not compute it
 * again.
 *
 * <p>Several threads may visit different points at a time; a point that one of them has filled may
 * be recalled after they have ended. Memory: {@code 2 rows functions + equations} numbers a point.
 */
final class PointMemory {

  private final double[][] kept;
  private final int[] starts;

  /**
   * @param points how many
   * @param lengths of the arrays of a point
   */
  PointMemory(int points, int... lengths) {
    kept = new double[points][];
    starts = new int[lengths.length + 1];
    for (int i = 0; i < lengths.length; i++) {
      starts[i + 1] = starts[i] + lengths[i];
    }
  }

  /** Copies what is known of a point into arrays, and returns whether anything is. */
  boolean recall(int point, double[]... into) {
    if (kept[point] == null) {
      return false;
    }
    for (int i = 0; i < into.length; i++) {
      System.arraycopy(kept[point], starts[i], into[i], 0, into[i].length);
    }
    return true;
  }

  /** Keeps the arrays of a point. */
  void keep(int point, double[]... arrays) {
    double[] all = new double[starts[starts.length - 1]];
    for (int i = 0; i < arrays.length; i++) {
      System.arraycopy(arrays[i], 0, all, starts[i], arrays[i].length);
    }
    kept[point] = all;
  }
}
