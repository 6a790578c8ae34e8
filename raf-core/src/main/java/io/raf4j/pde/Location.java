package io.raf4j.pde;

/**
 * Where a residual is evaluated.
 *
 * @param condition 0 inside the domain, c for the problem's condition of that number, from 1
 * @param x the coordinates
 * @param numbers the unit normal that points out of the domain, of a condition on a part of the
 *     boundary; what was measured, of one at given points; none inside
 */
@SuppressWarnings("ArrayRecordComponent") // Numbers to compute with, never compared.
public record Location(int condition, double[] x, double[] numbers) {

  private static final double[] NONE = {};

  /** Returns a point inside. */
  public static Location inside(double... x) {
    return new Location(0, x, NONE);
  }

  /** Returns the unit normal that points out of the domain, on a part of its boundary. */
  public double[] normal() {
    return numbers;
  }

  /**
   * Returns what was measured at one of the given points.
   *
   * @param column counted from 0
   */
  public double measured(int column) {
    return numbers[column];
  }
}
