package io.raf4j.benchmarks.pinnacle;

/**
 * {@code u_t + a u u_x + b u_xx + c u_xxxx = 0} of period 2 pi from {@code cos x (1 + sin x)}, by
 * Fourier series without aliasing (products by sums over the modes) and exponential steps of fourth
 * order (Cox and Matthews), their weights by means over a circle (Kassam and Trefethen).
 */
final class KuramotoSivashinsky {

  private static final double A = 100.0 / 16;
  private static final double B = 100.0 / (16 * 16);
  private static final double C = 100.0 / (16.0 * 16 * 16 * 16);
  private static final int ON_CIRCLE = 64;

  private final int nodes;
  private final int modes;
  private final double[] cosine;
  private final double[] sine;

  /**
   * Makes a solver.
   *
   * @param modes beside the constant; products have three halves as many
   */
  KuramotoSivashinsky(int modes) {
    this.modes = modes;
    this.nodes = Integer.highestOneBit(3 * modes) * 2;
    this.cosine = new double[nodes];
    this.sine = new double[nodes];
    for (int i = 0; i < nodes; i++) {
      cosine[i] = Math.cos(2 * Math.PI * i / nodes);
      sine[i] = Math.sin(2 * Math.PI * i / nodes);
    }
  }

  /**
   * Returns u at the times k / count, k = 0 .. count, and the points 2 pi i / points, both ends.
   */
  double[][] solve(int count, int stepsBetween, int points) {
    double h = 1.0 / count / stepsBetween;
    double[][] weights = weights(h);
    double[] re = new double[modes + 1];
    double[] im = new double[modes + 1];
    // cos x + sin(2 x) / 2
    re[1] = 0.5;
    im[2] = -0.25;
    double[][] result = new double[count + 1][];
    result[0] = values(re, im, points);
    for (int k = 1; k <= count; k++) {
      for (int s = 0; s < stepsBetween; s++) {
        step(re, im, weights);
      }
      result[k] = values(re, im, points);
    }
    return result;
  }

  /** e^z, e^(z/2), the weight of a stage, and those of the three kinds of stages. */
  private double[][] weights(double h) {
    double[][] w = new double[6][modes + 1];
    for (int n = 0; n <= modes; n++) {
      double n2 = (double) n * n;
      double z = h * (B * n2 - C * n2 * n2);
      w[0][n] = Math.exp(z);
      w[1][n] = Math.exp(z / 2);
      for (int j = 0; j < ON_CIRCLE; j++) {
        double angle = Math.PI * (j + 0.5) / ON_CIRCLE;
        Complex r = new Complex(z + Math.cos(angle), Math.sin(angle));
        Complex e = r.exp();
        Complex r3 = r.times(r).times(r);
        w[2][n] += h * r.times(0.5).exp().plus(-1).over(r).re() / ON_CIRCLE;
        w[3][n] +=
            h
                * e.times(r.times(r).plus(r.times(-3)).plus(4))
                    .plus(r.times(-1))
                    .plus(-4)
                    .over(r3)
                    .re()
                / ON_CIRCLE;
        w[4][n] += h * e.times(r.plus(-2)).plus(r).plus(2).over(r3).re() / ON_CIRCLE;
        w[5][n] +=
            h
                * e.times(r.times(-1).plus(4))
                    .plus(r.times(r).times(-1))
                    .plus(r.times(-3))
                    .plus(-4)
                    .over(r3)
                    .re()
                / ON_CIRCLE;
      }
    }
    return w;
  }

  private void step(double[] re, double[] im, double[][] w) {
    double[][] first = nonlinear(re, im);
    double[][] a = stage(re, im, first, null, w);
    double[][] atA = nonlinear(a[0], a[1]);
    double[][] b = stage(re, im, atA, null, w);
    double[][] atB = nonlinear(b[0], b[1]);
    double[][] c = stage(a[0], a[1], atB, first, w);
    double[][] last = nonlinear(c[0], c[1]);
    for (int part = 0; part < 2; part++) {
      double[] u = part == 0 ? re : im;
      for (int n = 0; n <= modes; n++) {
        u[n] =
            w[0][n] * u[n]
                + w[3][n] * first[part][n]
                + 2 * w[4][n] * (atA[part][n] + atB[part][n])
                + w[5][n] * last[part][n];
      }
    }
  }

  /** Half a step from u with the slope N, or 2 N - before. */
  private double[][] stage(
      double[] re, double[] im, double[][] slope, double[][] before, double[][] w) {
    double[][] result = new double[2][modes + 1];
    for (int part = 0; part < 2; part++) {
      double[] u = part == 0 ? re : im;
      for (int n = 0; n <= modes; n++) {
        double by = before == null ? slope[part][n] : 2 * slope[part][n] - before[part][n];
        result[part][n] = w[1][n] * u[n] + w[2][n] * by;
      }
    }
    return result;
  }

  /** Returns the modes of {@code -a (u^2)_x / 2}. */
  private double[][] nonlinear(double[] re, double[] im) {
    double[] real = new double[nodes];
    double[] imaginary = new double[nodes];
    for (int n = 0; n <= modes; n++) {
      real[n] = re[n];
      imaginary[n] = im[n];
      if (n > 0) {
        real[nodes - n] = re[n];
        imaginary[nodes - n] = -im[n];
      }
    }
    transform(real, imaginary, 1);
    for (int i = 0; i < nodes; i++) {
      real[i] *= real[i];
      imaginary[i] = 0;
    }
    transform(real, imaginary, -1);
    double[][] result = new double[2][modes + 1];
    for (int n = 0; n <= modes; n++) {
      // -a / 2 times i n
      result[0][n] = A / 2 * n * imaginary[n] / nodes;
      result[1][n] = -A / 2 * n * real[n] / nodes;
    }
    return result;
  }

  private void transform(double[] re, double[] im, int sign) {
    for (int i = 1, j = 0; i < nodes; i++) {
      int bit = nodes >> 1;
      for (; (j & bit) != 0; bit >>= 1) {
        j ^= bit;
      }
      j ^= bit;
      if (i < j) {
        double swap = re[i];
        re[i] = re[j];
        re[j] = swap;
        swap = im[i];
        im[i] = im[j];
        im[j] = swap;
      }
    }
    for (int length = 2; length <= nodes; length <<= 1) {
      int stride = nodes / length;
      for (int start = 0; start < nodes; start += length) {
        for (int k = 0; k < length / 2; k++) {
          double c = cosine[k * stride];
          double s = sign * sine[k * stride];
          int low = start + k;
          int high = low + length / 2;
          double real = re[high] * c - im[high] * s;
          double imaginary = re[high] * s + im[high] * c;
          re[high] = re[low] - real;
          im[high] = im[low] - imaginary;
          re[low] += real;
          im[low] += imaginary;
        }
      }
    }
  }

  private double[] values(double[] re, double[] im, int points) {
    double[] u = new double[points + 1];
    for (int i = 0; i <= points; i++) {
      double x = 2 * Math.PI * i / points;
      u[i] = re[0];
      for (int n = 1; n <= modes; n++) {
        u[i] += 2 * (re[n] * Math.cos(n * x) - im[n] * Math.sin(n * x));
      }
    }
    return u;
  }

  private record Complex(double re, double im) {
    Complex plus(double other) {
      return new Complex(re + other, im);
    }

    Complex plus(Complex other) {
      return new Complex(re + other.re, im + other.im);
    }

    Complex times(double by) {
      return new Complex(re * by, im * by);
    }

    Complex times(Complex by) {
      return new Complex(re * by.re - im * by.im, re * by.im + im * by.re);
    }

    Complex over(Complex by) {
      double size = by.re * by.re + by.im * by.im;
      return new Complex((re * by.re + im * by.im) / size, (im * by.re - re * by.im) / size);
    }

    Complex exp() {
      double size = Math.exp(re);
      return new Complex(size * Math.cos(im), size * Math.sin(im));
    }
  }
}
