package io.raf4j.datasets.coordinates;

/**
 * The pixels of a clip, their numbers and their coordinates in [-1, 1]^3.
 *
 * <p>Pixel (t, y, x) has the number {@code (t height + y) width + x}. A coordinate of an axis with
 * n samples is {@code 2 i / (n - 1) - 1} for sample i, so the first is -1 and the last 1; an axis
 * with one sample has the coordinate 0.
 *
 * <p>Immutable and thread-safe.
 *
 * @param frames samples of the first axis, t
 * @param height samples of the second axis, y, downwards
 * @param width samples of the third axis, x
 */
public record CoordinateGrid(int frames, int height, int width) {

  /** The number of coordinates of a pixel, in the order t, y, x. */
  public static final int AXES = 3;

  /** Checks that every axis has a sample. */
  public CoordinateGrid {
    requirePositive("frames", frames);
    requirePositive("height", height);
    requirePositive("width", width);
    if ((long) frames * height > Long.MAX_VALUE / width) {
      throw new IllegalArgumentException(
          "grid is " + frames + " x " + height + " x " + width + "; expected below 2^63 pixels");
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + "; expected 1 or more");
    }
  }

  /** Returns the number of pixels. */
  public long size() {
    return (long) frames * height * width;
  }

  /**
   * Returns the number of a pixel.
   *
   * @throws IllegalArgumentException when it lies outside the clip
   */
  public long index(int t, int y, int x) {
    requireWithin("t", t, frames);
    requireWithin("y", y, height);
    requireWithin("x", x, width);
    return ((long) t * height + y) * width + x;
  }

  /** Returns the frame that a pixel belongs to. */
  public int frame(long index) {
    requireWithin("index", index, size());
    return (int) (index / width / height);
  }

  /** Returns the row of a pixel in its frame. */
  public int row(long index) {
    requireWithin("index", index, size());
    return (int) (index / width % height);
  }

  /** Returns the column of a pixel in its frame. */
  public int column(long index) {
    requireWithin("index", index, size());
    return (int) (index % width);
  }

  /**
   * Writes the coordinates of pixels.
   *
   * <p>{@code out: [n, 3]} row-major, n being the number of indices; what lies behind is left
   * alone.
   *
   * @throws IllegalArgumentException when a pixel lies outside the clip or out is too short
   */
  public void fill(long[] indices, float[] out) {
    if (out.length < (long) AXES * indices.length) {
      throw new IllegalArgumentException(
          "out has " + out.length + " elements; expected " + (long) AXES * indices.length);
    }
    long size = size();
    int at = 0;
    for (long index : indices) {
      requireWithin("index", index, size);
      long line = index / width;
      out[at++] = coordinate((int) (line / height), frames);
      out[at++] = coordinate((int) (line % height), height);
      out[at++] = coordinate((int) (index - line * width), width);
    }
  }

  /**
   * Returns the coordinate of a sample of an axis.
   *
   * <p>Rounded to float once, so that it is the same on every machine and symmetric about 0.
   *
   * @param sample 0 to samples - 1
   * @param samples length of the axis
   */
  public static float coordinate(int sample, int samples) {
    return samples == 1 ? 0 : (float) ((2.0 * sample - (samples - 1)) / (samples - 1));
  }

  private static void requireWithin(String name, long value, long bound) {
    if (value < 0 || value >= bound) {
      throw new IllegalArgumentException(name + " is " + value + "; expected 0 to " + (bound - 1));
    }
  }
}
