package io.raf4j.eigen;

import io.raf4j.jet.Jet;

/** What problems on tori of period 2 pi have in common. */
final class Periodic {

  /** The factors of cos x_1, cos x_2, ... in potentials. */
  private static final double[] FACTORS = {
    0.8147, 0.9058, 0.1270, 0.9134, 0.6324, 0.0975, 0.2785, 0.5469, 0.9575, 0.9649
  };

  /** The coordinates for which there are factors. */
  static final int MOST_DIMENSIONS = FACTORS.length;

  private Periodic() {}

  /** Returns c_k. */
  static double factor(int k) {
    return FACTORS[k];
  }

  /** Returns cos x_1, sin x_1, cos x_2, ...: every smooth function of them is periodic. */
  static Jet[] features(Jet[] x) {
    Jet[] features = new Jet[2 * x.length];
    for (int k = 0; k < x.length; k++) {
      features[2 * k] = x[k].cos();
      features[2 * k + 1] = x[k].sin();
    }
    return features;
  }
}
