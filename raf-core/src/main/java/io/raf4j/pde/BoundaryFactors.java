package io.raf4j.pde;

import io.raf4j.jet.Jet;

/**
 * Functions that vanish on a boundary and are positive inside, to make the B of a {@link
 * PdeProblem} of. For a time-space box multiply that of the sides by the time, or by its square
 * where u and u_t are prescribed.
 */
public final class BoundaryFactors {
  private BoundaryFactors() {}

  /** Returns {@code prod_k x_k (1 - x_k)}. */
  public static Jet unitCube(Jet[] x) {
    return unitSides(x, 0);
  }

  /** Returns {@code prod_(k >= first) x_k (1 - x_k)}. */
  public static Jet unitSides(Jet[] x, int first) {
    Jet[] factors = new Jet[x.length - first];
    for (int k = 0; k < factors.length; k++) {
      Jet side = x[first + k];
      factors[k] = side.times(side.subtractedFrom(1));
    }
    return Jet.product(factors);
  }

  /** Returns {@code 1 - (x / half)^2}, of one side [-half, half]. */
  public static Jet centred(Jet x, double half) {
    return x.times(1 / half).square().subtractedFrom(1);
  }

  /** Returns {@code 1 - |x|^2}. */
  public static Jet unitBall(Jet[] x) {
    return Jet.sumOfSquares(x).subtractedFrom(1);
  }
}
