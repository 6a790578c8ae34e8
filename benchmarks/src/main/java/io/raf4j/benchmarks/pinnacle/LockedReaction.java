package io.raf4j.benchmarks.pinnacle;

/**
 * {@code u_t = 0.001 Lap u + 5 sin(u^2) (1 + 2 sin(pi t / 4)) sin(4 pi x) sin(2 pi y)} on the unit
 * square, 0 on its edge, by differences of second order and Runge-Kutta steps of fourth.
 */
final class LockedReaction {

  private static final double DIFFUSION = 0.001;

  private final int n;
  private final double[] wave;

  /** Makes a solver of n intervals along each side. */
  LockedReaction(int n) {
    this.n = n;
    this.wave = new double[(n + 1) * (n + 1)];
    fill(wave, 4, 2);
  }

  private void fill(double[] values, int alongX, int alongY) {
    for (int i = 1; i < n; i++) {
      for (int j = 1; j < n; j++) {
        values[i * (n + 1) + j] =
            Math.sin(alongX * Math.PI * i / n) * Math.sin(alongY * Math.PI * j / n);
      }
    }
  }

  /**
   * Returns u at the times k end / count, k = 0 .. count, at the nodes of a grid of {@code kept}
   * intervals, which divides n.
   */
  double[][] solve(double end, int count, int stepsBetween, int kept) {
    double[] u = new double[wave.length];
    fill(u, 4, 3);
    double h = end / count / stepsBetween;
    double[][] result = new double[count + 1][];
    double[] sum = new double[u.length];
    double[] slope = new double[u.length];
    double[] at = new double[u.length];
    double[] ahead = {0.5, 0.5, 1, 0};
    double[] weight = {1 / 6.0, 1 / 3.0, 1 / 3.0, 1 / 6.0};
    double[] time = {0, 0.5, 0.5, 1};
    for (int k = 0; k <= count; k++) {
      result[k] = sampled(u, kept);
      for (int s = 0; k < count && s < stepsBetween; s++) {
        double t = (k * stepsBetween + s) * h;
        System.arraycopy(u, 0, at, 0, u.length);
        System.arraycopy(u, 0, sum, 0, u.length);
        for (int stage = 0; stage < 4; stage++) {
          slope(t + time[stage] * h, at, slope);
          for (int p = 0; p < u.length; p++) {
            sum[p] += weight[stage] * h * slope[p];
            at[p] = u[p] + ahead[stage] * h * slope[p];
          }
        }
        System.arraycopy(sum, 0, u, 0, u.length);
      }
    }
    return result;
  }

  private void slope(double t, double[] u, double[] result) {
    double drive = 5 * (1 + 2 * Math.sin(Math.PI * t / 4));
    double diffusion = DIFFUSION * n * n;
    int side = n + 1;
    for (int i = 1; i < n; i++) {
      for (int p = i * side + 1; p < i * side + n; p++) {
        double lap = u[p - 1] + u[p + 1] + u[p - side] + u[p + side] - 4 * u[p];
        result[p] = diffusion * lap + drive * wave[p] * Math.sin(u[p] * u[p]);
      }
    }
  }

  private double[] sampled(double[] u, int kept) {
    double[] result = new double[(kept + 1) * (kept + 1)];
    int every = n / kept;
    for (int i = 0; i <= kept; i++) {
      for (int j = 0; j <= kept; j++) {
        result[i * (kept + 1) + j] = u[i * every * (n + 1) + j * every];
      }
    }
    return result;
  }
}
