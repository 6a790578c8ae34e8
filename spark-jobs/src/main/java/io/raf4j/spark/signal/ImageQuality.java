package io.raf4j.spark.signal;

import io.raf4j.metric.MeanSquaredError;
import io.raf4j.metric.Psnr;
import io.raf4j.metric.Ssim;

/**
 * How well values reproduce an image.
 *
 * @param mse of values in [-1, 1] as the network gives them
 * @param psnr in dB, of components in [0, 1], clipped
 * @param ssim of the same components; NaN where the image is smaller than the window, or is not
 *     whole
 */
record ImageQuality(double mse, double psnr, double ssim) {

  /**
   * Compares the first pixels of an image.
   *
   * @param original {@code [count, channels]}
   * @param values what they are given as
   */
  static ImageQuality of(SignalFile file, float[] original, float[] values) {
    int height = file.extents().get(0);
    int width = file.extents().get(1);
    float[] expected = components(original);
    float[] found = components(values);
    boolean isWhole = values.length == file.samples() * file.channels();
    return new ImageQuality(
        MeanSquaredError.of(original, values),
        Psnr.of(expected, found, 1),
        isWhole && Math.min(height, width) >= Ssim.WINDOW
            ? Ssim.of(expected, found, height, width, file.channels(), 1)
            : Double.NaN);
  }

  private static float[] components(float[] values) {
    float[] components = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      components[i] = Math.max(0, Math.min(1, values[i] / 2 + 0.5f));
    }
    return components;
  }
}
