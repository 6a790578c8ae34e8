package io.raf4j.geometry;

import java.util.function.DoubleFunction;

/**
 * Integrals of pairs of functions that are smooth between given numbers, where they may behave like
 * square roots.
 *
 * <p>Each interval is halved until Gauss's rule of 7 points and Kronrod's of 15 agree to {@code
 * 1e-13} of the scale, 40 times at most. Within an interval {@code s = a + (b - a) u^2 (3 - 2 u)},
 * which makes roots at the ends smooth. Deterministic.
 *
 * <p>Source: A. S. Kronrod, "Nodes and weights of quadrature formulas", 1965, in QUADPACK's digits.
 */
final class AdaptiveQuadrature {

  private static final double TOLERANCE = 1e-13;
  private static final int MOST_HALVINGS = 40;

  private static final double[] NODES = {
    0.991455371120812639206854697526329,
    0.949107912342758524526189684047851,
    0.864864423359769072789712788640926,
    0.741531185599394439863864773280788,
    0.586087235467691130294144691258380,
    0.405845151377397166906606412076961,
    0.207784955007898467600689403773245,
    0
  };

  private static final double[] KRONROD = {
    0.022935322010529224963732008058970,
    0.063092092629978553290700663189204,
    0.104790010322250183839876322541518,
    0.140653259715525918745189590510238,
    0.169004726639267902826583426598550,
    0.190350578064785409913256402421014,
    0.204432940075298892414161999234649,
    0.209482141084727828012999174891714
  };

  /** The weights of every second node. */
  private static final double[] GAUSS = {
    0.129484966168869693270611432679082,
    0.279705391489276667901467771423780,
    0.381830050505118944950369775488975,
    0.417959183673469387755102040816327
  };

  private final DoubleFunction<double[]> integrands;
  private final double[] tolerances;
  private final double[] sums = new double[2];

  private AdaptiveQuadrature(DoubleFunction<double[]> integrands, double[] scales) {
    this.integrands = integrands;
    this.tolerances = new double[] {TOLERANCE * scales[0], TOLERANCE * scales[1]};
  }

  /**
   * Returns the two integrals.
   *
   * @param breaks ascending
   * @param scales sizes in terms of which the integrals are to be accurate
   */
  static double[] of(DoubleFunction<double[]> integrands, double[] breaks, double... scales) {
    AdaptiveQuadrature quadrature = new AdaptiveQuadrature(integrands, scales);
    for (int i = 1; i < breaks.length; i++) {
      quadrature.add(breaks[i - 1], breaks[i] - breaks[i - 1], 0, 1, 0);
    }
    return quadrature.sums;
  }

  private void add(double start, double length, double low, double high, int depth) {
    double middle = (low + high) / 2;
    double half = (high - low) / 2;
    double[] fine = new double[2];
    double[] coarse = new double[2];
    for (int i = 0; i < NODES.length; i++) {
      boolean isGauss = i % 2 == 1;
      boolean isMiddle = NODES[i] == 0;
      for (int sign = isMiddle ? 1 : -1; sign <= 1; sign += 2) {
        double u = middle + sign * half * NODES[i];
        double[] values = integrands.apply(start + length * u * u * (3 - 2 * u));
        double slope = half * length * 6 * u * (1 - u);
        for (int c = 0; c < 2; c++) {
          fine[c] += slope * KRONROD[i] * values[c];
          coarse[c] += isGauss ? slope * GAUSS[i / 2] * values[c] : 0;
        }
      }
    }
    boolean isEnough =
        Math.abs(fine[0] - coarse[0]) <= tolerances[0]
            && Math.abs(fine[1] - coarse[1]) <= tolerances[1];
    if (isEnough || depth == MOST_HALVINGS) {
      sums[0] += fine[0];
      sums[1] += fine[1];
      return;
    }
    add(start, length, low, middle, depth + 1);
    add(start, length, middle, high, depth + 1);
  }
}
