package io.raf4j.pde;

import io.raf4j.geometry.BoundaryPart;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import java.util.Objects;

/**
 * What holds beside the equation inside: residuals on a part of the boundary, at given points, or
 * inside, whose squares are minimised together with those of the equation.
 *
 * <pre>
 *   loss = mean of |A[u] - f|^2 inside + sum over conditions of w s^2 mean of |r|^2
 * </pre>
 *
 * <p>w is the condition's weight and s a scale that makes residuals comparable, see {@link
 * PdeResidual#scale}. Conditions on values that are met exactly, by B and A of the problem, are
 * none of these.
 *
 * @param name in reports, unique within the problem
 * @param place where it holds
 * @param weight w, positive
 * @param equation its residuals
 */
public record Condition(String name, Place place, double weight, Equation equation) {

  /** Where a condition holds. */
  public sealed interface Place {}

  /** On a part of the boundary. */
  public record OnPart(BoundaryPart part) implements Place {}

  /**
   * At all of some given points, every time.
   *
   * @param points given
   * @param isNoisy whether the residuals have a normal noise of variance 1, as measured numbers do
   *     that are divided by their noise
   */
  public record AtPoints(Observations points, boolean isNoisy) implements Place {}

  /**
   * Inside the domain.
   *
   * @param isPrior whether the residuals are those of what is expected, such as smoothness, and
   *     need not vanish for the solution
   */
  public record Inside(boolean isPrior) implements Place {}

  /** Residuals at a point. */
  @FunctionalInterface
  public interface Equation {
    /**
     * Returns the residuals, one or more, as many at every point.
     *
     * @param where where
     * @param u the functions there
     * @param coefficients the problem's unknown numbers
     */
    Dual[] at(Location where, Field[] u, Dual[] coefficients);
  }

  /** A number that depends on the coordinates. */
  @FunctionalInterface
  public interface Formula {
    /** Returns the number at a point. */
    double at(double[] x);
  }

  /** Of measured values. */
  private static final double MEASURED = 0.01;

  /** Checks name and weight. */
  public Condition {
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(equation, "equation");
    if (name.isBlank()) {
      throw new IllegalArgumentException("the name of a condition is blank; expected a word");
    }
    if (!(weight > 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException(
          "condition \"" + name + "\" has the weight " + weight + "; expected positive and finite");
    }
  }

  /** Returns residuals on a part of the boundary, named as the part is. */
  public static Condition on(BoundaryPart part, Equation equation) {
    return new Condition(part.name(), new OnPart(part), 1, equation);
  }

  /**
   * Returns {@code u_i = g} on a part of the boundary.
   *
   * @param component i, counted from 0
   */
  public static Condition value(BoundaryPart part, int component, Formula g) {
    return new Condition(part.name(), new OnPart(part), 1, new Prescribed(component, g));
  }

  /** {@code u_i - g}: an equation of which corners can be checked. */
  record Prescribed(int component, Formula g) implements Equation {
    @Override
    public Dual[] at(Location where, Field[] u, Dual[] coefficients) {
      return new Dual[] {u[component].value().minus(g.at(where.x()))};
    }
  }

  /**
   * Returns {@code du_i/dn = g} on a part of the boundary, n the normal that points out.
   *
   * @param component i, counted from 0
   */
  public static Condition flux(BoundaryPart part, int component, Formula g) {
    return on(
        part,
        (where, u, coefficients) ->
            new Dual[] {u[component].derivativeAlong(where.normal()).minus(g.at(where.x()))});
  }

  /**
   * Returns {@code du_i/dn + a u_i = g} on a part of the boundary, n the normal that points out.
   *
   * @param component i, counted from 0
   */
  public static Condition robin(BoundaryPart part, int component, double a, Formula g) {
    return on(
        part,
        (where, u, coefficients) ->
            new Dual[] {
              u[component]
                  .derivativeAlong(where.normal())
                  .plus(u[component].value().times(a))
                  .minus(g.at(where.x()))
            });
  }

  /** Returns residuals at given points, without noise. */
  public static Condition at(String name, Observations points, Equation equation) {
    return new Condition(name, new AtPoints(points, false), 1, equation);
  }

  /**
   * Returns residuals of whatever was measured at given points, such as slopes, each divided by its
   * noise, with the weight 0.01 of measured values.
   */
  public static Condition measured(String name, Observations points, Equation equation) {
    return new Condition(name, new AtPoints(points, true), MEASURED, equation);
  }

  /**
   * Returns {@code (u_i - measured_i) / noise} at given points, for functions whose values were
   * measured, with the weight 0.01: beside noise the equation is nearly exact. With the weight 1 it
   * gives way to the noise, and unknown numbers of the equation are off.
   *
   * @param noise standard deviation of a measured number, positive
   * @param components which function each column belongs to
   */
  public static Condition measured(
      String name, Observations points, double noise, int... components) {
    if (!(noise > 0) || Double.isInfinite(noise)) {
      throw new IllegalArgumentException(
          "condition \"" + name + "\" has the noise " + noise + "; expected positive and finite");
    }
    if (components.length != points.columns()) {
      throw new IllegalArgumentException(
          "condition \""
              + name
              + "\" has "
              + points.columns()
              + " measured columns for "
              + components.length
              + " functions; expected one for each");
    }
    int[] of = components.clone();
    return measured(
        name,
        points,
        (where, u, coefficients) -> {
          Dual[] residuals = new Dual[of.length];
          for (int i = 0; i < of.length; i++) {
            residuals[i] = u[of[i]].value().minus(where.measured(i)).times(1 / noise);
          }
          return residuals;
        });
  }

  /** Returns residuals inside the domain, beside those of the operator. */
  public static Condition inside(String name, Equation equation) {
    return new Condition(name, new Inside(false), 1, equation);
  }

  /**
   * Returns residuals inside the domain that say what is expected of functions which data alone do
   * not determine, such as the Laplacian of one that is smooth (Tikhonov regularisation): they are
   * made small, not zero. The noise that the data leave in the functions falls with the weight, and
   * the bias grows.
   */
  public static Condition prior(String name, double weight, Equation equation) {
    return new Condition(name, new Inside(true), weight, equation);
  }

  /** Returns whether its residuals are known to vanish for the solution. */
  boolean isExact() {
    boolean isPrior = place instanceof Inside inside && inside.isPrior();
    return !isPrior && !(place instanceof AtPoints);
  }

  /** Returns the condition with another name. */
  public Condition named(String other) {
    return new Condition(other, place, weight, equation);
  }

  /** Returns the condition with another weight. */
  public Condition weighted(double other) {
    return new Condition(name, place, other, equation);
  }
}
