package io.raf4j.basis;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * A coefficient of a term: where it starts and whether training moves it.
 *
 * @param initial where it starts
 * @param learnable whether training moves it
 */
public record Coefficient(Distribution initial, boolean learnable) {
  /** The number 1, not learnable. */
  public static final Coefficient ONE = constant(1);

  /** Checks that the initial distribution is there. */
  public Coefficient {
    Objects.requireNonNull(initial, "initial");
  }

  /** Returns a number that training leaves alone. */
  public static Coefficient constant(double value) {
    return new Coefficient(new Distribution.Constant(value), false);
  }

  /** Returns a coefficient that training moves. */
  public static Coefficient learnable(Distribution initial) {
    return new Coefficient(initial, true);
  }

  /**
   * Returns the number that all neurons have for ever, nothing where they differ or learn: those
   * coefficients are parameters, even when training leaves them alone.
   */
  public OptionalDouble fixed() {
    return !learnable && initial instanceof Distribution.Constant constant
        ? OptionalDouble.of(constant.value())
        : OptionalDouble.empty();
  }

  /** Returns whether this is the number 1 for ever, so that multiplying by it can be left out. */
  public boolean isOne() {
    return equals(ONE);
  }
}
