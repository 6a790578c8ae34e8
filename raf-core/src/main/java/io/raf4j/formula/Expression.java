package io.raf4j.formula;

import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;

/**
 * A formula whose names are known: a tree of numbers, coordinates, unknowns and operations.
 *
 * <p>Each node makes three programs, which are compiled once and have no names in them: over
 * numbers, over jets of the coordinates, and over duals of the unknown functions. All three do the
 * operations that the same formula in Java would do, in the order in which it is written. Numbers
 * that do not depend on the point are folded when the tree is made. Immutable.
 */
abstract sealed class Expression
    permits Binary,
        CoefficientTerm,
        Constant,
        FunctionCall,
        Laplacian,
        Many,
        Power,
        Site,
        Slope,
        Special,
        UnknownTerm {

  /** Nodes within one another, so that no stack is too small for a program. */
  static final int MOST_DEEP = 500;

  /** Nodes of a formula, those of what it names among them. */
  static final int MOST_NODES = 20_000;

  /** Computes a number at a point. */
  @FunctionalInterface
  interface PointProgram {
    /**
     * Returns the number.
     *
     * @param x the point
     * @param numbers of the place, such as the normal
     */
    double at(double[] x, double[] numbers);
  }

  /** Computes a function of the coordinates. */
  @FunctionalInterface
  interface JetProgram {
    /** Returns the function with its derivatives. */
    Jet at(Jet[] x);
  }

  /** Computes what depends on unknowns. */
  @FunctionalInterface
  interface DualProgram {
    /**
     * Returns the number with its derivatives by the unknowns.
     *
     * @param x the point
     * @param numbers of the place, such as the normal
     * @param u the unknown functions there
     * @param c the unknown numbers
     */
    Dual at(double[] x, double[] numbers, Field[] u, Dual[] c);
  }

  private final boolean isPoint;
  private final boolean isOfCoordinates;
  private final int depth;
  private final int nodes;

  /**
   * Creates a node.
   *
   * @param isPoint whether it depends on no unknown
   * @param parts that it is made of
   */
  Expression(boolean isPoint, Expression... parts) {
    int deepest = 0;
    long all = 1;
    boolean areOfCoordinates = true;
    for (Expression part : parts) {
      areOfCoordinates &= part.isOfCoordinates;
      deepest = Math.max(deepest, part.depth);
      all += part.nodes;
    }
    this.isPoint = isPoint;
    this.isOfCoordinates = areOfCoordinates;
    this.depth = deepest + 1;
    this.nodes = (int) Math.min(all, Integer.MAX_VALUE);
  }

  /** Creates a number of a place. */
  Expression(Site.Kind kind) {
    this.isPoint = true;
    this.isOfCoordinates = kind == Site.Kind.COORDINATE;
    this.depth = 1;
    this.nodes = 1;
  }

  static boolean arePoints(Expression... parts) {
    for (Expression part : parts) {
      if (!part.isPoint) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether it depends on no unknown function or number. */
  final boolean isPoint() {
    return isPoint;
  }

  /** Returns whether the point alone decides it, beside unknowns. */
  final boolean isOfCoordinates() {
    return isOfCoordinates;
  }

  /** Returns whether it is too large to be computed at every point. */
  final boolean isTooLarge() {
    return depth > MOST_DEEP || nodes > MOST_NODES;
  }

  /** Returns whether it is a known number. */
  final boolean isConstant() {
    return this instanceof Constant;
  }

  final boolean isConstant(double value) {
    return this instanceof Constant constant && constant.value() == value;
  }

  /** Returns the program over numbers, of what {@link #isPoint}. */
  abstract PointProgram point();

  /** Returns the program over jets, of what depends on coordinates alone. */
  abstract JetProgram jet();

  /** Returns the program over duals, of what depends on unknowns. */
  abstract DualProgram unknown();

  /**
   * Returns the derivative by a coordinate.
   *
   * @throws IllegalArgumentException if there is none
   */
  abstract Expression derivative(int axis);

  /** Returns the program over duals, of anything. */
  final DualProgram dual() {
    if (!isPoint) {
      return unknown();
    }
    PointProgram number = point();
    return (x, numbers, u, c) -> Dual.constant(number.at(x, numbers));
  }

  /** Says that a program was asked for that such a node has not. */
  final IllegalStateException without(String program) {
    return new IllegalStateException(
        getClass().getSimpleName() + " has no program over " + program + "; the reader refuses it");
  }
}
