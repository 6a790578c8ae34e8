package io.raf4j.geometry;

import io.raf4j.random.RandomStream;
import java.util.Arrays;
import org.apache.commons.math3.util.FastMath;

/**
 * The choice of the points where a residual is large: from a pool of candidates, n without
 * replacement with probabilities proportional to
 *
 * <pre>
 *   p_i = |r_i|^k / mean(|r|^k) + c
 * </pre>
 *
 * <p>Each candidate draws an exponential waiting time of rate p_i, and the first n to arrive are
 * chosen: the probability that a candidate is the next one is p_i over the sum of those left.
 *
 * <p>Cost: a sort of the pool. Source: C. Wu, M. Zhu, Q. Tan, Y. Kartha, L. Lu, Comput. Methods
 * Appl. Mech. Engrg. 403 (2023); P. Efraimidis, P. Spirakis, Inf. Process. Lett. 97 (2006) for the
 * race.
 *
 * @param power k, 0 or more; 0 chooses evenly
 * @param floor c, 0 or more; the larger, the more even
 */
public record ResidualAdaptive(double power, double floor) {

  /** Checks that both are finite and not negative. */
  public ResidualAdaptive {
    requireNotNegative("power", power);
    requireNotNegative("floor", floor);
  }

  private static void requireNotNegative(String name, double value) {
    if (!(value >= 0) || !Double.isFinite(value)) {
      throw new IllegalArgumentException(name + " is " + value + "; expected 0 or more, finite");
    }
  }

  /** Returns k = 1 and c = 1, which the source recommends for most problems. */
  public static ResidualAdaptive usual() {
    return new ResidualAdaptive(1, 1);
  }

  /**
   * Chooses candidates.
   *
   * @param residuals of the pool, of any sign
   * @param count n, at most the pool's size
   * @param stream draws one number a candidate
   * @return their indices, ascending
   */
  public int[] choose(double[] residuals, int count, RandomStream stream) {
    if (count < 0 || count > residuals.length) {
      throw new IllegalArgumentException(
          "count is " + count + "; expected 0 to " + residuals.length + ", the size of the pool");
    }
    double[] times = rates(residuals);
    for (int i = 0; i < times.length; i++) {
      times[i] = -FastMath.log(Math.max(stream.nextDouble(), Quantile.LEAST)) / times[i];
    }
    return earliest(times, count);
  }

  /** Returns p_i up to a common factor. */
  private double[] rates(double[] residuals) {
    double largest = largest(residuals);
    double[] rates = new double[residuals.length];
    if (largest == 0) {
      Arrays.fill(rates, 1);
      return rates;
    }
    double mean = 0;
    for (int i = 0; i < rates.length; i++) {
      // Relative to the largest, so that no power overflows.
      rates[i] = FastMath.pow(Math.abs(residuals[i]) / largest, power);
      mean += rates[i] / rates.length;
    }
    for (int i = 0; i < rates.length; i++) {
      rates[i] = rates[i] / mean + floor;
    }
    return rates;
  }

  private static double largest(double[] residuals) {
    double largest = 0;
    for (int i = 0; i < residuals.length; i++) {
      if (!Double.isFinite(residuals[i])) {
        throw new IllegalArgumentException(
            "residual " + i + " is " + residuals[i] + "; expected finite numbers");
      }
      largest = Math.max(largest, Math.abs(residuals[i]));
    }
    return largest;
  }

  private static int[] earliest(double[] times, int count) {
    int[] chosen = new int[count];
    if (count == 0) {
      return chosen;
    }
    double[] sorted = times.clone();
    Arrays.sort(sorted);
    double last = sorted[count - 1];
    int ties = count;
    for (double time : times) {
      ties -= time < last ? 1 : 0;
    }
    int next = 0;
    for (int i = 0; i < times.length && next < count; i++) {
      if (times[i] < last || times[i] == last && ties-- > 0) {
        chosen[next++] = i;
      }
    }
    return chosen;
  }
}
