package io.raf4j.spark.page;

import io.raf4j.datasets.video.Frame;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;

/**
 * Where a reconstruction differs from its original.
 *
 * <p>{@code d = mean over channels of |original - reconstruction| / 255}, in [0, 1], drawn as the
 * colour of {@code min(1, factor d)} on a scale that grows steadily brighter: black, purple,
 * orange, pale yellow.
 */
public final class ErrorMap {

  private static final int[] FACTORS = {1, 2, 5, 10, 20, 50, 100};
  private static final int[][] COLOURS = {
    {0, 0, 0}, {74, 20, 110}, {188, 55, 84}, {249, 142, 9}, {252, 255, 200}
  };

  private ErrorMap() {}

  /**
   * Chooses one amplification for several maps: the highest that leaves 99 % of all differences
   * within the scale.
   */
  public static int factor(List<FrameComparison> comparisons) {
    double[] sorted =
        comparisons.stream()
            .flatMapToDouble(c -> Arrays.stream(differences(c.original(), c.reconstructed())))
            .sorted()
            .toArray();
    double high = sorted.length == 0 ? 1 : sorted[(int) (0.99 * (sorted.length - 1))];
    return Arrays.stream(FACTORS).filter(factor -> factor * high <= 1).max().orElse(1);
  }

  /** Draws the map of one frame. */
  public static BufferedImage draw(Frame original, Frame reconstructed, int factor) {
    double[] differences = differences(original, reconstructed);
    BufferedImage image =
        new BufferedImage(original.width(), original.height(), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < differences.length; i++) {
      image.setRGB(
          i % original.width(), i / original.width(), colour(Math.min(1, factor * differences[i])));
    }
    return image;
  }

  /** Returns d for every pixel, row by row. */
  static double[] differences(Frame original, Frame reconstructed) {
    int channels = original.channels();
    double[] differences = new double[original.height() * original.width()];
    for (int i = 0; i < original.pixels().length; i++) {
      int a = original.pixels()[i] & 0xff;
      int b = reconstructed.pixels()[i] & 0xff;
      differences[i / channels] += Math.abs(a - b) / (255.0 * channels);
    }
    return differences;
  }

  /** Returns the RGB colour of a value in [0, 1]. */
  static int colour(double value) {
    double place = value * (COLOURS.length - 1);
    int low = Math.min((int) place, COLOURS.length - 2);
    double share = place - low;
    int rgb = 0;
    for (int k = 0; k < 3; k++) {
      double mixed = (1 - share) * COLOURS[low][k] + share * COLOURS[low + 1][k];
      rgb = rgb << 8 | (int) Math.round(mixed);
    }
    return rgb;
  }
}
