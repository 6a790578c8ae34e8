package io.raf4j.eigen;

import io.raf4j.jet.Jet;

/** What problems on tori of period 2 pi have in common. */
final class Periodic {

  // The first ten numbers of the Mersenne Twister with its standard seed 5489, which published
  // values for two dimensions round to .8147 and .9058: -0.5916245187 needs all digits.
  private static final double[] FACTORS = {
    0.8147236863931789,
    0.9057919370756192,
    0.12698681629350606,
    0.9133758561390194,
    0.6323592462254095,
    0.09754040499940952,
    0.2784982188670484,
    0.5468815192049838,
    0.9575068354342976,
    0.9648885351992765
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
