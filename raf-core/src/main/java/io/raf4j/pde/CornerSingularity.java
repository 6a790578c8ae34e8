package io.raf4j.pde;

import io.raf4j.jet.Jet;

/**
 * The function that a solution is like at a corner of a plane domain: {@code r^a sin(a (phi -
 * phi_0))}, harmonic, with a = pi / angle where both edges have the value 0.
 *
 * <p>As a further feature of a network it takes the singularity away from what is to be learnt.
 * Grisvard, Elliptic Problems in Nonsmooth Domains, 1985.
 */
public final class CornerSingularity {

  /** Nearer than that a corner has no angle. */
  private static final double CENTRE = 1e-30;

  private CornerSingularity() {}

  /**
   * Returns the function of a corner at the origin.
   *
   * @param x two coordinates
   * @param exponent a
   * @param start phi_0, the direction of the edge from which the angle grows, in [-pi, pi]; the
   *     angle jumps back in the direction opposite to the middle of [phi_0, phi_0 + 2 pi)
   */
  public static Jet at(Jet[] x, double exponent, double start) {
    Jet square = x[0].square().plus(x[1].square()).plus(CENTRE);
    // Turned so that phi_0 + pi lies at the angle 0 of atan2, far from where that jumps.
    double cos = Math.cos(start + Math.PI);
    double sin = Math.sin(start + Math.PI);
    Jet along = x[0].times(cos).plus(x[1].times(sin));
    Jet across = x[1].times(cos).minus(x[0].times(sin));
    Jet angle = Jet.atan2(across, along).plus(Math.PI);
    return square.power(exponent / 2).times(angle.times(exponent).sin());
  }
}
