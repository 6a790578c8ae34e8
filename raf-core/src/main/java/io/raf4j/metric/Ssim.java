package io.raf4j.metric;

/**
 * The mean structural similarity of two pictures, 1 when they are equal.
 *
 * <p>For windows w of 7 x 7 pixels with means m, sample variances v (divisor 48) and covariance c,
 *
 * <pre>
 *   S(w) = (2 mx my + C1) (2 cxy + C2) / ((mx^2 + my^2 + C1) (vx + vy + C2))
 *   C1 = (0.01 range)^2    C2 = (0.03 range)^2
 * </pre>
 *
 * <p>is averaged over all windows that lie inside the picture and then over the channels: the
 * defaults of scikit-image's {@code structural_similarity}, so values can be compared.
 *
 * <p>{@code x, y: [height, width, channels]} row-major, channel last. {@code range} is the distance
 * between the smallest and largest value that a component can take.
 *
 * <p>Cost: O(height width channels) by running sums, memory O(width). Errors of the running sums
 * are about 1e-13 of the squared components, negligible beside C2 unless the components are a
 * thousand times larger than the range.
 *
 * <p>Source: Z. Wang, A. Bovik, H. Sheikh, E. Simoncelli, IEEE Trans. Image Process. 13 (2004),
 * equation 13, with a uniform window.
 */
public final class Ssim {

  /** Rows and columns of a window, and so of the smallest picture that can be compared. */
  public static final int WINDOW = 7;

  private static final double K1 = 0.01;
  private static final double K2 = 0.03;
  private static final int SAMPLES = WINDOW * WINDOW;

  private Ssim() {}

  /**
   * Returns the mean structural similarity of two pictures.
   *
   * @throws IllegalArgumentException when a side is shorter than {@link #WINDOW}, an array does not
   *     have {@code height * width * channels} components, or the range is not positive
   */
  public static double of(float[] x, float[] y, int height, int width, int channels, double range) {
    if (height < WINDOW || width < WINDOW) {
      throw new IllegalArgumentException(
          "picture is "
              + height
              + " x "
              + width
              + "; expected at least "
              + WINDOW
              + " x "
              + WINDOW);
    }
    SampleCheck.picture(x, y, height, width, channels);
    SampleCheck.range(range);
    double sum = 0;
    for (int channel = 0; channel < channels; channel++) {
      sum += new Channel(x, y, width, channels, channel, range).sum(height);
    }
    return sum / channels / ((height - WINDOW + 1.0) * (width - WINDOW + 1.0));
  }

  /** The sums of one channel over the columns of the current band of {@link #WINDOW} rows. */
  private static final class Channel {

    private final float[] x;
    private final float[] y;
    private final int width;
    private final int channels;
    private final int channel;
    private final double c1;
    private final double c2;
    private final double[] sumX;
    private final double[] sumY;
    private final double[] sumXx;
    private final double[] sumYy;
    private final double[] sumXy;

    Channel(float[] x, float[] y, int width, int channels, int channel, double range) {
      this.x = x;
      this.y = y;
      this.width = width;
      this.channels = channels;
      this.channel = channel;
      this.c1 = K1 * range * K1 * range;
      this.c2 = K2 * range * K2 * range;
      this.sumX = new double[width];
      this.sumY = new double[width];
      this.sumXx = new double[width];
      this.sumYy = new double[width];
      this.sumXy = new double[width];
    }

    /** Returns the sum of S over all windows. */
    double sum(int height) {
      double total = 0;
      for (int row = 0; row < height; row++) {
        addRow(row, 1);
        if (row >= WINDOW) {
          addRow(row - WINDOW, -1);
        }
        if (row >= WINDOW - 1) {
          total += bandSum();
        }
      }
      return total;
    }

    private void addRow(int row, int sign) {
      int index = row * width * channels + channel;
      for (int column = 0; column < width; column++, index += channels) {
        double a = x[index];
        double b = y[index];
        sumX[column] += sign * a;
        sumY[column] += sign * b;
        sumXx[column] += sign * a * a;
        sumYy[column] += sign * b * b;
        sumXy[column] += sign * a * b;
      }
    }

    private double bandSum() {
      double total = 0;
      double wx = 0;
      double wy = 0;
      double wxx = 0;
      double wyy = 0;
      double wxy = 0;
      for (int column = 0; column < width; column++) {
        wx += sumX[column];
        wy += sumY[column];
        wxx += sumXx[column];
        wyy += sumYy[column];
        wxy += sumXy[column];
        int left = column - WINDOW + 1;
        if (left >= 0) {
          total += similarity(wx, wy, wxx, wyy, wxy);
          wx -= sumX[left];
          wy -= sumY[left];
          wxx -= sumXx[left];
          wyy -= sumYy[left];
          wxy -= sumXy[left];
        }
      }
      return total;
    }

    private double similarity(double wx, double wy, double wxx, double wyy, double wxy) {
      double mx = wx / SAMPLES;
      double my = wy / SAMPLES;
      double vx = (wxx - wx * mx) / (SAMPLES - 1);
      double vy = (wyy - wy * my) / (SAMPLES - 1);
      double cxy = (wxy - wx * my) / (SAMPLES - 1);
      return (2 * mx * my + c1) * (2 * cxy + c2) / ((mx * mx + my * my + c1) * (vx + vy + c2));
    }
  }
}
