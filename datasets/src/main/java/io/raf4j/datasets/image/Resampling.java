package io.raf4j.datasets.image;

/**
 * The weights with which the samples of one axis become another number of samples.
 *
 * <p>New sample j is {@code sum_i weights[j][i] x[first[j] + i]}; the weights of a sample add up to
 * 1.
 */
final class Resampling {

  private final int samples;
  private final int[] first;
  private final double[][] weights;

  private Resampling(int samples, int newSamples) {
    this.samples = samples;
    this.first = new int[newSamples];
    this.weights = new double[newSamples][];
  }

  /** Averages over areas where there are fewer samples, interpolates linearly where more. */
  static Resampling of(int samples, int newSamples) {
    Resampling resampling = new Resampling(samples, newSamples);
    for (int j = 0; j < newSamples; j++) {
      if (newSamples <= samples) {
        resampling.average(j);
      } else {
        resampling.interpolate(j);
      }
    }
    return resampling;
  }

  private void average(int j) {
    // The area of sample j in units of 1 / newSamples of an old sample, in whole numbers.
    long unit = first.length;
    long from = (long) j * samples;
    long to = from + samples;
    first[j] = (int) (from / unit);
    int last = (int) ((to - 1) / unit);
    weights[j] = new double[last - first[j] + 1];
    for (int i = first[j]; i <= last; i++) {
      long covered = Math.min(to, (i + 1) * unit) - Math.max(from, i * unit);
      weights[j][i - first[j]] = (double) covered / samples;
    }
  }

  private void interpolate(int j) {
    double centre = (j + 0.5) * samples / first.length - 0.5;
    double within = Math.min(samples - 1d, Math.max(0, centre));
    int below = Math.min((int) within, Math.max(0, samples - 2));
    double share = within - below;
    first[j] = below;
    weights[j] = samples == 1 ? new double[] {1} : new double[] {1 - share, share};
  }

  /**
   * Resamples the middle axis.
   *
   * @param values {@code [outer, samples, inner]}
   * @return {@code [outer, new samples, inner]}
   */
  float[] apply(float[] values, int outer, int inner) {
    float[] result = new float[Math.multiplyExact(Math.multiplyExact(outer, first.length), inner)];
    double[] sum = new double[inner];
    for (int block = 0; block < outer; block++) {
      for (int j = 0; j < first.length; j++) {
        int from = (block * samples + first[j]) * inner;
        sumUp(values, from, weights[j], sum);
        int to = (block * first.length + j) * inner;
        for (int k = 0; k < inner; k++) {
          result[to + k] = (float) sum[k];
        }
      }
    }
    return result;
  }

  private static void sumUp(float[] values, int from, double[] weights, double[] sum) {
    int inner = sum.length;
    for (int k = 0; k < inner; k++) {
      sum[k] = weights[0] * values[from + k];
    }
    for (int i = 1; i < weights.length; i++) {
      for (int k = 0; k < inner; k++) {
        sum[k] += weights[i] * values[from + i * inner + k];
      }
    }
  }
}
