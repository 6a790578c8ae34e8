package io.raf4j.basis;

import java.util.List;

/**
 * A basic function gamma of one real variable, with its first five derivatives.
 *
 * <p>Five derivatives are what training a differential equation of fourth order needs: four for the
 * equation, one more for the gradient of its residual.
 *
 * <p>The values here are the reference, computed in double precision with {@link StrictMath}, so
 * they are the same on every machine. NaN gives NaN, except where the derivative is a constant.
 * Functions that decay give 0 at infinity, with all their derivatives.
 *
 * <p>Instances are immutable records; equal parameters mean equal functions.
 */
public sealed interface BasisFunction
    permits Power,
        RectifiedPower,
        Wave,
        Gaussian,
        MexicanHat,
        WavePacket,
        HyperbolicTangent,
        Rational {

  /** The highest derivative that {@link #derivative} gives. */
  int MAX_ORDER = 5;

  /** Returns the name used in configuration, such as {@code x^2} or {@code gaussian}. */
  String name();

  /** Returns the definition in one line, for documentation and reports. */
  String formula();

  /**
   * Returns a derivative.
   *
   * @param order 0 (the function itself) to {@link #MAX_ORDER}
   * @param z the argument
   * @throws IllegalArgumentException when order is out of range
   */
  double derivative(int order, double z);

  /**
   * Returns the function's typical angular frequency, {@code (integral of gamma'^2 / integral of
   * gamma^2)^(1/2)} over the line or a period; 0 for functions without a scale that a signal's
   * could be matched with: powers, rectified powers, and those that only saturate.
   */
  default double rate() {
    return 0;
  }

  /** Returns the function's value at z. */
  default double value(double z) {
    return derivative(0, z);
  }

  /**
   * Returns the function of a name.
   *
   * @throws IllegalArgumentException when there is none; the message suggests the nearest name
   */
  static BasisFunction named(String name) {
    return FunctionCatalogue.named(name);
  }

  /** Returns every function that has a name, in the order of the documentation. */
  static List<BasisFunction> all() {
    return FunctionCatalogue.all();
  }

  /** Returns the error of a derivative that no function has. */
  static IllegalArgumentException badOrder(int order) {
    return new IllegalArgumentException("order is " + order + "; expected 0 to " + MAX_ORDER);
  }
}
