package io.raf4j.pde;

import io.raf4j.geometry.Box;
import io.raf4j.jet.Jet;

/**
 * A function that has the initial values and the side values of a solution on a box of time and
 * space: the A of {@code u = B N + A}.
 *
 * <pre>
 *   v(t, x) = u(t, x) - u(t_0, x)                                 known on the sides
 *   A(t, x) = u(t_0, x) + (I - prod_k (I - P_k)) v (t, x)
 *   P_k v   = (1 - s_k) v(x_k = low_k) + s_k v(x_k = high_k)      s_k = (x_k - low_k) / (high_k - low_k)
 * </pre>
 *
 * <p>The solution is asked for its values at the first time and on the sides alone, never inside.
 * Its derivative by time at the first time is met where it is linear along every axis of space, as
 * one that is zero is. Costs 3^d evaluations of the solution for d coordinates of space. Coons'
 * transfinite interpolation.
 *
 * @param box time is its first side
 * @param solution whose values are taken
 */
public record TimeSpaceLift(Box box, ExactSolution solution) {

  /** Returns the initial values of a component, the same at all times. */
  public Jet initial(int component, Jet[] x) {
    return solution.at(with(x, 0, box.low(0)))[component];
  }

  /** Returns A_i. */
  public Jet at(int component, Jet[] x) {
    return initial(component, x).plus(sides(component, x, 1));
  }

  private Jet change(int component, Jet[] x) {
    return solution.at(x)[component].minus(initial(component, x));
  }

  /** Returns {@code (I - prod_(j >= k) (I - P_j)) v}. */
  private Jet sides(int component, Jet[] x, int k) {
    if (k == x.length) {
      return Jet.constant(0);
    }
    double length = box.high(k) - box.low(k);
    Jet right = x[k].minus(box.low(k)).times(1 / length);
    Jet left = right.subtractedFrom(1);
    return sides(component, x, k + 1)
        .plus(left.times(missing(component, with(x, k, box.low(k)), k + 1)))
        .plus(right.times(missing(component, with(x, k, box.high(k)), k + 1)));
  }

  /** Returns {@code prod_(j >= k) (I - P_j) v}. */
  private Jet missing(int component, Jet[] x, int k) {
    return change(component, x).minus(sides(component, x, k));
  }

  private static Jet[] with(Jet[] x, int k, double value) {
    Jet[] point = x.clone();
    point[k] = Jet.constant(value);
    return point;
  }
}
