package io.raf4j.pde;

import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;

/** Diffusion through a medium that is a function of the coordinates itself. */
final class Diffusion {
  private Diffusion() {}

  /**
   * Returns {@code div(a grad u) = a Lap u + grad a . grad u}.
   *
   * @param space the axes of space
   */
  static Dual divergence(Field a, Field u, int... space) {
    Dual sum = a.value().times(u.laplacian());
    for (int k : space) {
      sum = sum.plus(a.derivative(k).times(u.derivative(k)));
    }
    return sum;
  }
}
