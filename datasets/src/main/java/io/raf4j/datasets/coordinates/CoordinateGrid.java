package io.raf4j.datasets.coordinates;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The samples of a signal on a grid, their numbers and their coordinates in [-b, b]^a.
 *
 * <p>Samples are numbered row by row, the last axis fastest: (t, y, x) of a clip has the number
 * {@code (t height + y) width + x}. A coordinate of an axis with n samples is {@code b (2 i - (n -
 * 1)) / (n - 1)} for sample i, so the first is -b and the last b; an axis with one sample has the
 * coordinate 0. An axis may be uneven, see {@link #withPositions}, as time is in a film whose
 * frames are not all shown equally long.
 *
 * <p>Immutable and thread-safe.
 */
public final class CoordinateGrid implements Serializable {

  private static final long serialVersionUID = 1L;

  private final double bound;
  private final int[] extents;
  private final long size;

  /** Of each axis its coordinates where they are uneven, else null. */
  private final float[][] uneven;

  private CoordinateGrid(double bound, int[] extents, long size, float[][] uneven) {
    this.bound = bound;
    this.extents = extents;
    this.size = size;
    this.uneven = uneven;
  }

  /**
   * Makes a grid.
   *
   * @param bound the largest coordinate of every axis, above 0
   * @param extents samples of each axis, 1 or more
   * @throws IllegalArgumentException when the bound is not positive, there is no axis, an axis has
   *     no sample, or the samples cannot be numbered below 2^63
   */
  public static CoordinateGrid of(double bound, int... extents) {
    if (!(bound > 0 && bound < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "bound is " + bound + "; expected a positive finite number");
    }
    if (extents.length == 0) {
      throw new IllegalArgumentException("extents is empty; expected at least one axis");
    }
    long size = 1;
    for (int extent : extents) {
      if (extent < 1) {
        throw new IllegalArgumentException(
            "extents is " + Arrays.toString(extents) + "; expected 1 or more samples on each axis");
      }
      if (size > Long.MAX_VALUE / extent) {
        throw new IllegalArgumentException(
            "extents is " + Arrays.toString(extents) + "; expected fewer than 2^63 samples");
      }
      size *= extent;
    }
    return new CoordinateGrid(bound, extents.clone(), size, new float[extents.length][]);
  }

  /**
   * Returns this grid with one axis uneven.
   *
   * <p>Positions are taken to [-b, b] by the map that takes the first to -b and the last to b: the
   * coordinate of position p is {@code b (2 (p - first) - (last - first)) / (last - first)}. Where
   * they are even, and bound and positions are whole numbers, these are the coordinates of the even
   * axis, to the bit.
   *
   * @param positions one for each sample of the axis, strictly increasing and finite, such as times
   * @throws IllegalArgumentException when they are not
   */
  public CoordinateGrid withPositions(int axis, double... positions) {
    if (positions.length != extents[axis]) {
      throw new IllegalArgumentException(
          "positions has " + positions.length + " elements; expected " + extents[axis]);
    }
    int last = positions.length - 1;
    double length = positions[last] - positions[0];
    float[] coordinates = new float[positions.length];
    for (int i = 0; i < positions.length; i++) {
      if (!Double.isFinite(positions[i]) || (i > 0 && !(positions[i] > positions[i - 1]))) {
        throw new IllegalArgumentException(
            "position " + i + " is " + positions[i] + "; expected increasing finite numbers");
      }
      double twice = 2.0 * (positions[i] - positions[0]);
      coordinates[i] = last == 0 ? 0 : (float) (bound * (twice - length) / length);
    }
    float[][] changed = uneven.clone();
    changed[axis] = coordinates;
    return new CoordinateGrid(bound, extents, size, changed);
  }

  /** Returns the number of axes, which is that of a sample's coordinates. */
  public int axes() {
    return extents.length;
  }

  /** Returns the samples of each axis. */
  public int[] extents() {
    return extents.clone();
  }

  /** Returns the samples of one axis. */
  public int extent(int axis) {
    return extents[axis];
  }

  /** Returns the largest coordinate. */
  public double bound() {
    return bound;
  }

  /** Returns the number of samples. */
  public long size() {
    return size;
  }

  /**
   * Returns the distance of two neighbours along an axis, in the mean where it is uneven; infinite
   * where there is one sample.
   */
  public double spacing(int axis) {
    return 2 * bound / (extents[axis] - 1);
  }

  /**
   * Returns the number of a sample.
   *
   * @param position one index for each axis
   * @throws IllegalArgumentException when it lies outside the grid
   */
  public long index(int... position) {
    if (position.length != extents.length) {
      throw new IllegalArgumentException(
          "position has " + position.length + " indices; expected " + extents.length);
    }
    long index = 0;
    for (int axis = 0; axis < extents.length; axis++) {
      requireWithin("index along axis " + axis, position[axis], extents[axis]);
      index = index * extents[axis] + position[axis];
    }
    return index;
  }

  /**
   * Writes the coordinates of samples.
   *
   * <p>{@code out: [n, axes]} row-major, n being the number of indices; what lies behind is left
   * alone.
   *
   * @throws IllegalArgumentException when a sample lies outside the grid or out is too short
   */
  public void fill(long[] indices, float[] out) {
    int axes = extents.length;
    if (out.length < (long) axes * indices.length) {
      throw new IllegalArgumentException(
          "out has " + out.length + " elements; expected " + (long) axes * indices.length);
    }
    int at = 0;
    for (long index : indices) {
      requireWithin("index", index, size);
      long rest = index;
      for (int axis = axes - 1; axis > 0; axis--) {
        long above = rest / extents[axis];
        out[at + axis] = coordinate(axis, (int) (rest - above * extents[axis]));
        rest = above;
      }
      out[at] = coordinate(0, (int) rest);
      at += axes;
    }
  }

  /**
   * Writes the coordinates of samples that follow one another.
   *
   * <p>{@code out: [count, axes]} row-major; what lies behind is left alone. Takes a division a
   * sample, and some more at the end of a row.
   *
   * @param first the first sample
   * @throws IllegalArgumentException when a sample lies outside the grid or out is too short
   */
  public void fill(long first, int count, float[] out) {
    int axes = extents.length;
    if (out.length < (long) axes * count) {
      throw new IllegalArgumentException(
          "out has " + out.length + " elements; expected " + (long) axes * count);
    }
    if (count == 0) {
      return;
    }
    requireWithin("index", first, size);
    requireWithin("index", first + count - 1, size);
    float[] row = new float[axes];
    int last = axes - 1;
    int column = (int) (first % extents[last]);
    long above = first / extents[last];
    takeRow(above, row);
    for (int at = 0; at < axes * count; at += axes, column++) {
      if (column == extents[last]) {
        column = 0;
        takeRow(++above, row);
      }
      for (int axis = 0; axis < last; axis++) {
        out[at + axis] = row[axis];
      }
      out[at + last] = coordinate(last, column);
    }
  }

  /** Takes the coordinates of a row, which are those of all its samples but for the last axis. */
  private void takeRow(long number, float[] row) {
    long rest = number;
    for (int axis = extents.length - 2; axis >= 0; axis--) {
      long higher = rest / extents[axis];
      row[axis] = coordinate(axis, (int) (rest - higher * extents[axis]));
      rest = higher;
    }
  }

  /**
   * Returns the coordinate of a sample of an axis.
   *
   * <p>Rounded to float once, so that it is the same on every machine and symmetric about 0.
   *
   * @param sample 0 to the extent of the axis - 1
   */
  public float coordinate(int axis, int sample) {
    if (uneven[axis] != null) {
      return uneven[axis][sample];
    }
    int last = extents[axis] - 1;
    return last == 0 ? 0 : (float) (bound * (2.0 * sample - last) / last);
  }

  private static void requireWithin(String name, long value, long end) {
    if (value < 0 || value >= end) {
      throw new IllegalArgumentException(name + " is " + value + "; expected 0 to " + (end - 1));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CoordinateGrid grid
        && grid.bound == bound
        && Arrays.equals(grid.extents, extents)
        && Arrays.deepEquals(grid.uneven, uneven);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Double.hashCode(bound) + Arrays.hashCode(extents))
        + Arrays.deepHashCode(uneven);
  }

  /** Returns the extents and the bound, such as {@code 16 x 136 x 320 in [-1.0, 1.0]}. */
  @Override
  public String toString() {
    String sides =
        Arrays.stream(extents).mapToObj(Integer::toString).collect(Collectors.joining(" x "));
    return sides + " in [" + -bound + ", " + bound + "]";
  }
}
