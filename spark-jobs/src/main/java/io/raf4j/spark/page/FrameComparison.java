package io.raf4j.spark.page;

import io.raf4j.datasets.video.Frame;

/**
 * A frame beside its reconstruction, for a page.
 *
 * @param frame index within the run, from 0
 * @param original what the network was to reproduce
 * @param reconstructed what it made of it, of the same shape
 */
public record FrameComparison(int frame, Frame original, Frame reconstructed) {

  /** Checks that both pictures have the same shape. */
  public FrameComparison {
    if (!shape(original).equals(shape(reconstructed))) {
      throw new IllegalArgumentException(
          "reconstructed is " + shape(reconstructed) + "; expected " + shape(original));
    }
  }

  private static String shape(Frame frame) {
    return frame.height() + " x " + frame.width() + " x " + frame.channels();
  }
}
