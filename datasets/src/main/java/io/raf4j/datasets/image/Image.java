package io.raf4j.datasets.image;

import io.raf4j.datasets.coordinates.CoordinateGrid;
import io.raf4j.datasets.media.HeapRoom;
import io.raf4j.datasets.media.Orientation;
import io.raf4j.datasets.signal.Signal;

/**
 * A picture, grey or in colour.
 *
 * <p>{@code values: [height, width, channels]}, row-major, channel last, each in [0, 1]; one
 * channel is grey, three are red, green, blue. The array is not copied: an image belongs to whoever
 * made it.
 *
 * @param height rows
 * @param width columns
 * @param channels 1 (grey) or 3 (RGB)
 * @param bits of a component in the file it came from or will be written to, 8 or 16
 * @param values {@code height * width * channels} components
 */
public record Image(int height, int width, int channels, int bits, float[] values) {

  private static final double RED = 0.2125;
  private static final double GREEN = 0.7154;
  private static final double BLUE = 0.0721;

  /** Checks that the picture has at least one pixel and as many values as its shape says. */
  public Image {
    requireSides(height, width);
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException("channels is " + channels + "; expected 1 or 3");
    }
    if (bits != 8 && bits != 16) {
      throw new IllegalArgumentException("bits is " + bits + "; expected 8 or 16");
    }
    long expected = (long) height * width * channels;
    if (values.length != expected) {
      throw new IllegalArgumentException(
          "values has " + values.length + " elements; expected " + expected);
    }
  }

  private static void requireSides(int height, int width) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "image is " + height + " x " + width + "; expected at least 1 x 1");
    }
  }

  /**
   * Returns the picture of a signal in [-1, 1] over rows and columns: {@code s / 2 + 1/2}, clipped
   * to [0, 1].
   *
   * @throws IllegalArgumentException when the signal has not two axes, or 1 or 3 channels
   */
  public static Image of(Signal signal, int bits) {
    if (signal.grid().axes() != 2) {
      throw new IllegalArgumentException(
          "signal lies on " + signal.grid() + "; expected the two axes of a picture");
    }
    float[] values = new float[signal.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.min(1, Math.max(0, signal.values()[i] / 2 + 0.5f));
    }
    int[] sides = signal.grid().extents();
    return new Image(sides[0], sides[1], signal.channels(), bits, values);
  }

  /** Returns {@code 2 v - 1} over the coordinates (y, x) in [-1, 1]^2, y downwards. */
  public Signal signal() {
    float[] scaled = new float[values.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = 2 * values[i] - 1;
    }
    return new Signal(CoordinateGrid.of(1, height, width), channels, scaled);
  }

  /**
   * Returns the picture in grey, itself when it is grey already.
   *
   * <p>The luma is {@code 0.2125 R + 0.7154 G + 0.0721 B} of the components as they are stored, as
   * in scikit-image's {@code rgb2gray}, so values can be compared.
   */
  public Image grey() {
    if (channels == 1) {
      return this;
    }
    float[] luma = new float[height * width];
    for (int i = 0; i < luma.length; i++) {
      int at = channels * i;
      luma[i] = (float) (RED * values[at] + GREEN * values[at + 1] + BLUE * values[at + 2]);
    }
    return new Image(height, width, 1, bits, luma);
  }

  /** Returns the picture turned or mirrored, itself when it is upright. */
  public Image turned(Orientation orientation) {
    if (orientation == Orientation.UPRIGHT) {
      return this;
    }
    int rows = orientation.swapsSides() ? width : height;
    int columns = orientation.swapsSides() ? height : width;
    float[] turned = new float[values.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int from = orientation.stored(row, column, rows, columns) * channels;
        System.arraycopy(values, from, turned, (row * columns + column) * channels, channels);
      }
    }
    return new Image(rows, columns, channels, bits, turned);
  }

  /**
   * Returns the picture in another size, itself when the size is the same.
   *
   * <p>A side that shrinks is averaged: each new pixel is the mean of the area it covers, with
   * fractions of pixels at its edges, so a whole factor gives exact means of blocks. A side that
   * grows is interpolated linearly between the centres of the old pixels; beyond the outermost
   * centres their values hold. Computed in double precision and kept as floats, not rounded to
   * bits.
   *
   * <p>Cost: O(height width + new height width) times the factors of shrinking; memory: one picture
   * of the new height and old width.
   *
   * @throws IllegalArgumentException when there are more components than an array holds
   */
  public Image resized(int newHeight, int newWidth) {
    requireSides(newHeight, newWidth);
    requireElements(newHeight, newWidth);
    if (newHeight == height && newWidth == width) {
      return this;
    }
    requireElements(newHeight, width);
    float[] tall = Resampling.of(height, newHeight).apply(values, 1, width * channels);
    float[] resized = Resampling.of(width, newWidth).apply(tall, newHeight, channels);
    return new Image(newHeight, newWidth, channels, bits, resized);
  }

  private void requireElements(int rows, int columns) {
    if ((long) rows * columns > HeapRoom.MOST_ELEMENTS / channels) {
      throw new IllegalArgumentException(
          String.format(
              "an image of %d x %d pixels has more than the %,d components that fit into an array",
              columns, rows, HeapRoom.MOST_ELEMENTS));
    }
  }
}
