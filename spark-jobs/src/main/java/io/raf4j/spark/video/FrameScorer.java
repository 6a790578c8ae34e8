package io.raf4j.spark.video;

import io.raf4j.datasets.coordinates.CoordinateGrid;
import io.raf4j.datasets.video.Frame;
import io.raf4j.metric.MeanSquaredError;
import io.raf4j.metric.MultiScaleSsim;
import io.raf4j.metric.Psnr;
import io.raf4j.metric.Ssim;
import io.raf4j.spark.run.GridValues;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Reconstructs frames by a network and compares them with the originals.
 *
 * <p>MSE is that of colours in [-1, 1] as the network gives them; PSNR, SSIM and MS-SSIM are those
 * of colours in [0, 1], clipped. Memory: one frame and one block of points.
 *
 * @param network takes (t, y, x), gives colours
 * @param grid the coordinates of all pixels
 * @param height rows of a frame
 * @param width columns of a frame
 * @param channels 1 (grey) or 3 (RGB)
 */
record FrameScorer(
    MultiLayerNetwork network, CoordinateGrid grid, int height, int width, int channels) {

  /**
   * What the network makes of a frame.
   *
   * @param picture the reconstruction
   * @param mse mean squared error
   * @param psnr dB
   * @param ssim NaN where a frame is smaller than a window
   * @param msSsim NaN where a frame is smaller than a window at the coarsest scale
   */
  record Score(Frame picture, double mse, double psnr, double ssim, double msSsim) {}

  /**
   * Reconstructs a frame.
   *
   * @param frame its index on the grid
   * @param original what it should be
   */
  Score of(int frame, Frame original) {
    int pixels = height * width;
    float[] values = GridValues.of(network, grid, channels, (long) frame * pixels, pixels);
    float[] target = new float[values.length];
    float[] clipped = new float[values.length];
    float[] reference = new float[values.length];
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      int component = original.pixels()[i] & 0xff;
      target[i] = component / 127.5f - 1;
      reference[i] = component / 255f;
      clipped[i] = Math.max(0, Math.min(1, values[i] / 2 + 0.5f));
      bytes[i] = (byte) Math.round(255 * clipped[i]);
    }
    return new Score(
        new Frame(height, width, channels, bytes),
        MeanSquaredError.of(target, values),
        Psnr.of(reference, clipped, 1),
        ssim(reference, clipped),
        MultiScaleSsim.of(reference, clipped, height, width, channels, 1));
  }

  private double ssim(float[] reference, float[] clipped) {
    return Math.min(height, width) < Ssim.WINDOW
        ? Double.NaN
        : Ssim.of(reference, clipped, height, width, channels, 1);
  }
}
