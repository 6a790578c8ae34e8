package io.raf4j.formula;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which names mean something where a formula stands.
 *
 * @param purpose of the formula, such as {@code an equation}, for messages
 * @param allowed what it may hold
 * @param readings how many numbers were measured there
 * @param coefficients the values of the unknown numbers where they are known
 * @param locals parameters of a definition and running numbers of a sum
 * @param before definitions that were made before this one alone; no formula is made of itself
 */
record Scope(
    String purpose,
    Set<Allowed> allowed,
    int readings,
    Optional<double[]> coefficients,
    Map<String, Expression> locals,
    int before) {

  /** What a formula may hold. */
  enum Allowed {
    /** Coordinates. */
    COORDINATES,
    /** Unknown functions. */
    UNKNOWNS,
    /** Unknown numbers. */
    COEFFICIENTS,
    /** The normal. */
    NORMAL
  }

  private static Scope of(String purpose, Set<Allowed> allowed) {
    return new Scope(purpose, allowed, 0, Optional.empty(), Map.of(), Integer.MAX_VALUE);
  }

  /** Returns where a number is known beforehand. */
  static Scope number(String purpose) {
    return of(purpose, EnumSet.noneOf(Allowed.class));
  }

  /** Returns where a function of the coordinates stands. */
  static Scope function(String purpose) {
    return of(purpose, EnumSet.of(Allowed.COORDINATES));
  }

  /** Returns where an equation stands that holds inside. */
  static Scope equation(String purpose) {
    return of(purpose, EnumSet.of(Allowed.COORDINATES, Allowed.UNKNOWNS, Allowed.COEFFICIENTS));
  }

  /** Returns where an equation stands that holds on the boundary. */
  static Scope boundary(String purpose) {
    return of(purpose, EnumSet.allOf(Allowed.class));
  }

  /** Returns this scope at points where numbers were measured. */
  Scope withReadings(int count) {
    return new Scope(purpose, allowed, count, coefficients, locals, before);
  }

  /** Returns this scope with the values of the unknown numbers. */
  Scope withCoefficients(double... values) {
    return new Scope(purpose, allowed, readings, Optional.of(values), locals, before);
  }

  /** Returns this scope with other names of its own. */
  Scope with(Map<String, Expression> otherLocals) {
    return new Scope(purpose, allowed, readings, coefficients, otherLocals, before);
  }

  /** Returns the scope of a definition's own formula. */
  Scope within(Map<String, Expression> parameters, int order) {
    return new Scope(purpose, allowed, readings, coefficients, parameters, Math.min(before, order));
  }

  boolean has(Allowed what) {
    return allowed.contains(what);
  }
}
