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

  /** So near to the corner, which has no angle, the middle is taken. */
  private static final double CENTRE = 1e-30;

  private CornerSingularity() {}

  /**
   * Returns the function of a corner at the origin with the value 0 on both edges, whose angle is
   * pi / a.
   *
   * @param x two coordinates
   * @param exponent a, 1/2 or more
   * @param start phi_0, the direction of the edge from which the angle grows
   */
  public static Jet at(Jet[] x, double exponent, double start) {
    return at(x, exponent, start, Math.PI / exponent);
  }

  /**
   * Returns the function of a corner at the origin.
   *
   * @param x two coordinates
   * @param exponent a
   * @param start phi_0, the direction of the edge from which the angle grows
   * @param angle of the corner, at most 2 pi: the function jumps outside of it, in the direction
   *     opposite to its middle
   */
  public static Jet at(Jet[] x, double exponent, double start, double angle) {
    Jet square = x[0].square().plus(x[1].square()).plus(CENTRE);
    // Turned so that the middle of the corner lies at the angle 0 of atan2, far from where that
    // jumps: a point of an edge may lie on either side of it, by rounding.
    double cos = Math.cos(start + angle / 2);
    double sin = Math.sin(start + angle / 2);
    Jet along = x[0].times(cos).plus(x[1].times(sin)).plus(CENTRE);
    Jet across = x[1].times(cos).minus(x[0].times(sin));
    Jet turned = Jet.atan2(across, along).plus(angle / 2);
    return square.power(exponent / 2).times(turned.times(exponent).sin());
  }
}
