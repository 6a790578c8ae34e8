package io.raf4j.pde;

import io.raf4j.jet.Jet;

/** Standing waves on a cube. */
final class Waves {
  private Waves() {}

  /** Returns {@code prod_(k >= first) sin(frequency x_k)}. */
  static Jet product(Jet[] x, int first, double frequency) {
    Jet[] waves = new Jet[x.length - first];
    for (int k = 0; k < waves.length; k++) {
      waves[k] = x[first + k].times(frequency).sin();
    }
    return Jet.product(waves);
  }
}
