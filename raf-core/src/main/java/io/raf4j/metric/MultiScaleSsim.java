package io.raf4j.metric;

/**
 * The structural similarity of two pictures at five scales (MS-SSIM), 1 when they are equal.
 *
 * <p>From one scale to the next both pictures are averaged over blocks of 2 x 2 pixels; what an odd
 * side has left over is dropped. At a scale j, windows w of 11 x 11 pixels are weighted by a
 * Gaussian of standard deviation 1.5, which adds up to 1, and have the means m, variances v and
 * covariance c:
 *
 * <pre>
 *   CS_j = mean over w of (2 cxy + C2) / (vx + vy + C2)
 *   S_5  = mean over w of (2 mx my + C1) / (mx^2 + my^2 + C1) (2 cxy + C2) / (vx + vy + C2)
 *   MS-SSIM = prod_{j=1..4} max(CS_j, 0)^a_j max(S_5, 0)^a_5
 *   a = 0.0448, 0.2856, 0.3001, 0.2363, 0.1333    C1 = (0.01 range)^2    C2 = (0.03 range)^2
 * </pre>
 *
 * <p>over all windows that lie inside the picture, channel by channel, of which the mean is taken.
 * Structures that are opposite at some scale have a power of a negative number and count as 0.
 *
 * <p>{@code x, y: [height, width, channels]} row-major, channel last. {@code range} is the distance
 * between the smallest and largest value that a component can take.
 *
 * <p>Cost: O(height width channels), each window in two passes of 11 weights; memory: one channel
 * of both pictures. Rounding errors are about 1e-15 of the squared components, negligible beside
 * C2.
 *
 * <p>Source: Z. Wang, E. Simoncelli, A. Bovik, Asilomar Conf. Signals, Systems and Computers 37
 * (2003), equation 7 with the weights of section 3.2; blocks of 2 x 2 as in the authors' program.
 */
public final class MultiScaleSsim {

  /** Rows and columns of a window. */
  public static final int WINDOW = 11;

  private static final double DEVIATION = 1.5;
  private static final double[] EXPONENTS = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};

  /** Rows and columns of the smallest picture that has a window at every scale. */
  public static final int LEAST_SIDE = WINDOW << (EXPONENTS.length - 1);

  private static final double K1 = 0.01;
  private static final double K2 = 0.03;

  private MultiScaleSsim() {}

  /**
   * Returns the similarity of two pictures, 0 to 1; NaN when a side is shorter than {@link
   * #LEAST_SIDE}.
   *
   * @throws IllegalArgumentException when an array does not have {@code height * width * channels}
   *     components, or the range is not positive
   */
  public static double of(float[] x, float[] y, int height, int width, int channels, double range) {
    SampleCheck.picture(x, y, height, width, channels);
    SampleCheck.range(range);
    if (Math.min(height, width) < LEAST_SIDE) {
      return Double.NaN;
    }
    double sum = 0;
    for (int channel = 0; channel < channels; channel++) {
      sum +=
          ofChannel(
              Plane.of(x, height, width, channels, channel),
              Plane.of(y, height, width, channels, channel),
              range);
    }
    return sum / channels;
  }

  private static double ofChannel(Plane x, Plane y, double range) {
    double product = 1;
    Plane a = x;
    Plane b = y;
    for (int scale = 0; scale < EXPONENTS.length; scale++) {
      boolean isLast = scale == EXPONENTS.length - 1;
      double mean = new Windows(a, b, range, isLast).mean();
      product *= Math.pow(Math.max(mean, 0), EXPONENTS[scale]);
      if (!isLast) {
        a = a.halved();
        b = b.halved();
      }
    }
    return product;
  }

  /** One channel of a picture, {@code [height, width]} row by row. */
  private record Plane(int height, int width, double[] values) {

    static Plane of(float[] picture, int height, int width, int channels, int channel) {
      double[] values = new double[height * width];
      for (int i = 0, from = channel; i < values.length; i++, from += channels) {
        values[i] = picture[from];
      }
      return new Plane(height, width, values);
    }

    Plane halved() {
      Plane half = new Plane(height / 2, width / 2, new double[(height / 2) * (width / 2)]);
      for (int row = 0; row < half.height; row++) {
        int above = 2 * row * width;
        int below = above + width;
        for (int column = 0; column < half.width; column++) {
          int left = 2 * column;
          half.values[row * half.width + column] =
              (values[above + left]
                      + values[above + left + 1]
                      + values[below + left]
                      + values[below + left + 1])
                  / 4;
        }
      }
      return half;
    }
  }

  /**
   * All windows of two planes. Rows are weighted along themselves once each and kept as long as
   * windows reach them; only the sum of both variances is needed, which is one pass less.
   */
  private static final class Windows {

    private static final int CENTRE = WINDOW / 2;

    /** Of x, y, x^2 + y^2 and x y. */
    private static final int FIELDS = 4;

    /** Weights of the window's rows, and of its columns, from the edge to the centre. */
    private static final double[] WEIGHTS = weights();

    private final Plane x;
    private final Plane y;
    private final boolean withLuminance;
    private final double c1;
    private final double c2;
    private final int columns;
    private final double[][] row;
    private final double[][][] weighted;
    private final double[][] moments;
    private final double[] similarity;

    Windows(Plane x, Plane y, double range, boolean withLuminance) {
      this.x = x;
      this.y = y;
      this.withLuminance = withLuminance;
      this.c1 = K1 * range * K1 * range;
      this.c2 = K2 * range * K2 * range;
      this.columns = x.width() - WINDOW + 1;
      this.row = new double[FIELDS][x.width()];
      this.weighted = new double[FIELDS][WINDOW][columns];
      this.moments = new double[FIELDS][columns];
      this.similarity = new double[columns];
    }

    private static double[] weights() {
      double[] half = new double[CENTRE + 1];
      double sum = 0;
      for (int i = 0; i <= CENTRE; i++) {
        double apart = (CENTRE - i) / DEVIATION;
        half[i] = Math.exp(-apart * apart / 2);
        sum += i == CENTRE ? half[i] : 2 * half[i];
      }
      for (int i = 0; i <= CENTRE; i++) {
        half[i] /= sum;
      }
      return half;
    }

    /** Returns the mean over all windows. */
    double mean() {
      double sum = 0;
      for (int line = 0; line < x.height(); line++) {
        take(line);
        if (line >= WINDOW - 1) {
          sum += band(line + 1);
        }
      }
      return sum / columns / (x.height() - WINDOW + 1);
    }

    /** Weights the next row along itself. */
    private void take(int line) {
      int width = x.width();
      System.arraycopy(x.values(), line * width, row[0], 0, width);
      System.arraycopy(y.values(), line * width, row[1], 0, width);
      multiply(row[0], row[1], row[2], row[3]);
      for (int field = 0; field < FIELDS; field++) {
        alongRow(row[field], weighted[field][line % WINDOW]);
      }
    }

    private static void multiply(double[] a, double[] b, double[] squares, double[] products) {
      for (int i = 0; i < a.length; i++) {
        squares[i] = a[i] * a[i] + b[i] * b[i];
        products[i] = a[i] * b[i];
      }
    }

    private static void alongRow(double[] in, double[] out) {
      double w0 = WEIGHTS[0];
      double w1 = WEIGHTS[1];
      double w2 = WEIGHTS[2];
      double w3 = WEIGHTS[3];
      double w4 = WEIGHTS[4];
      double w5 = WEIGHTS[5];
      for (int i = 0; i < out.length; i++) {
        out[i] =
            w0 * (in[i] + in[i + 10])
                + w1 * (in[i + 1] + in[i + 9])
                + w2 * (in[i + 2] + in[i + 8])
                + w3 * (in[i + 3] + in[i + 7])
                + w4 * (in[i + 4] + in[i + 6])
                + w5 * in[i + 5];
      }
    }

    /**
     * Returns the sum over the windows of a band of rows.
     *
     * @param end the row below the band
     */
    private double band(int end) {
      for (int field = 0; field < FIELDS; field++) {
        downRows(weighted[field], end % WINDOW, moments[field]);
      }
      similarities(moments[0], moments[1], moments[2], moments[3]);
      double sum = 0;
      for (double one : similarity) {
        sum += one;
      }
      return sum;
    }

    /**
     * Weights rows, of which the first is the one that is overwritten next. Java's compiler makes
     * vectors of loops over three arrays, and none of one over all.
     */
    private static void downRows(double[][] rows, int first, double[] out) {
      centre(rows[(first + CENTRE) % WINDOW], out);
      for (int i = 0; i < CENTRE; i++) {
        pair(WEIGHTS[i], rows[(first + i) % WINDOW], rows[(first + WINDOW - 1 - i) % WINDOW], out);
      }
    }

    private static void centre(double[] row, double[] out) {
      double weight = WEIGHTS[CENTRE];
      for (int i = 0; i < out.length; i++) {
        out[i] = weight * row[i];
      }
    }

    private static void pair(double weight, double[] above, double[] below, double[] out) {
      for (int i = 0; i < out.length; i++) {
        out[i] += weight * (above[i] + below[i]);
      }
    }

    private void similarities(double[] mx, double[] my, double[] squares, double[] products) {
      for (int i = 0; i < similarity.length; i++) {
        double product = mx[i] * my[i];
        double square = mx[i] * mx[i] + my[i] * my[i];
        similarity[i] = (2 * (products[i] - product) + c2) / (squares[i] - square + c2);
      }
      if (withLuminance) {
        for (int i = 0; i < similarity.length; i++) {
          similarity[i] *= (2 * mx[i] * my[i] + c1) / (mx[i] * mx[i] + my[i] * my[i] + c1);
        }
      }
    }
  }
}
