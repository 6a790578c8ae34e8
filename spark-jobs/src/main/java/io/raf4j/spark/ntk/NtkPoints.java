package io.raf4j.spark.ntk;

import io.raf4j.datasets.coordinates.CoordinateGrid;
import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.geometry.Sampler;
import io.raf4j.random.KeyedPermutation;
import io.raf4j.random.Purpose;
import io.raf4j.spark.conf.SettingsException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The points at which a kernel is computed.
 *
 * @param dimension coordinates of a point
 * @param coordinates {@code [N, dimension]}, row-major
 * @param description where they come from, in words
 */
record NtkPoints(int dimension, double[] coordinates, String description) {

  /**
   * Returns points of [-1, 1]^d.
   *
   * @param sampler how they are drawn; nothing for the grid {@code linspace(-1, 1)} along each axis
   * @throws SettingsException if so many points make no grid
   */
  static NtkPoints cube(int dimension, int count, Optional<Sampler> sampler, long seed) {
    Box cube = Box.cube(dimension, -1, 1);
    if (sampler.isPresent()) {
      return drawn(cube, count, sampler.get(), seed, "[-1, 1]^" + dimension);
    }
    int side = side(dimension, count);
    double[] axis = new double[side];
    for (int i = 0; i < side; i++) {
      axis[i] = side == 1 ? 0 : (2.0 * i - (side - 1)) / (side - 1);
    }
    String words = dimension == 1 ? "linspace(-1, 1)" : "a grid of " + side + " a side, [-1, 1]";
    return new NtkPoints(dimension, grid(dimension, count, axis), words);
  }

  /**
   * Returns points of a problem's domain.
   *
   * @param sampler how they are drawn; nothing for a grid in the middles of its cells, which keeps
   *     off the boundary, where the trial functions are fixed; those of its points that belong to
   *     none of the domain are left out
   * @throws SettingsException if so many points make no grid
   */
  static NtkPoints domain(Domain domain, int count, Optional<Sampler> sampler, long seed) {
    if (sampler.isPresent()) {
      return drawn(domain, count, sampler.get(), seed, "the equation's domain");
    }
    int side = side(domain.cubeDimension(), count);
    double[] axis = new double[side];
    for (int i = 0; i < side; i++) {
      axis[i] = (i + 0.5) / side;
    }
    int cubeDimension = domain.cubeDimension();
    double[] cube = grid(cubeDimension, count, axis);
    int dimension = domain.dimension();
    double[] coordinates = new double[count * dimension];
    double[] point = new double[dimension];
    int kept = 0;
    for (int p = 0; p < count; p++) {
      double[] at = Arrays.copyOfRange(cube, p * cubeDimension, (p + 1) * cubeDimension);
      if (domain.place(at, point) != 0) {
        System.arraycopy(point, 0, coordinates, kept++ * dimension, dimension);
      }
    }
    if (kept == 0) {
      throw new SettingsException(
          "none of the grid's --points "
              + count
              + " lies in the equation's domain; take more, or another --sampler");
    }
    return new NtkPoints(
        dimension,
        Arrays.copyOf(coordinates, kept * dimension),
        "a grid of " + side + " a side in the equation's domain");
  }

  /**
   * Returns samples of a data set, without repetition, in the order of their numbers; all of them
   * where there are no more than asked for.
   *
   * @param name of the data set
   */
  static NtkPoints dataSet(CoordinateGrid grid, int count, long seed, String name) {
    int chosen = (int) Math.min(count, grid.size());
    KeyedPermutation order = new KeyedPermutation(grid.size(), seed, Purpose.EVALUATION_SAMPLE, 0);
    long[] samples = new long[chosen];
    for (int i = 0; i < chosen; i++) {
      samples[i] = order.apply(i);
    }
    Arrays.sort(samples);
    float[] floats = new float[chosen * grid.axes()];
    grid.fill(samples, floats);
    double[] coordinates = new double[floats.length];
    for (int i = 0; i < floats.length; i++) {
      coordinates[i] = floats[i];
    }
    return new NtkPoints(grid.axes(), coordinates, "samples of " + name);
  }

  private static NtkPoints drawn(
      Domain domain, int count, Sampler sampler, long seed, String where) {
    double[] coordinates =
        sampler.draw(domain, seed, Purpose.EVALUATION_SAMPLE, 0, 0, count).coordinates();
    return new NtkPoints(domain.dimension(), coordinates, sampler.label() + " in " + where);
  }

  /** Returns how many points a side of a grid has. */
  private static int side(int dimension, int count) {
    int side = (int) Math.round(Math.pow(count, 1.0 / dimension));
    if (power(side, dimension) != count) {
      int below = power(side, dimension) < count ? side : side - 1;
      throw new SettingsException(
          "--points is "
              + count
              + "; expected k^"
              + dimension
              + " for a grid, such as "
              + power(Math.max(1, below), dimension)
              + " or "
              + power(below + 1, dimension)
              + ", or another --sampler");
    }
    return side;
  }

  private static long power(int base, int exponent) {
    long power = 1;
    for (int i = 0; i < exponent && power < Integer.MAX_VALUE; i++) {
      power *= base;
    }
    return power;
  }

  /** The last coordinate runs fastest. */
  private static double[] grid(int dimension, int count, double[] axis) {
    double[] coordinates = new double[count * dimension];
    for (int p = 0; p < count; p++) {
      int rest = p;
      for (int k = dimension - 1; k >= 0; k--) {
        coordinates[p * dimension + k] = axis[rest % axis.length];
        rest /= axis.length;
      }
    }
    return coordinates;
  }

  int count() {
    return coordinates.length / dimension;
  }
}
