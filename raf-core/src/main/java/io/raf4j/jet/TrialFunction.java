package io.raf4j.jet;

/**
 * The product rule of trial functions {@code u_i = B N_i + A_i} on the rows of their jets.
 *
 * <pre>
 *   u      = B N + A
 *   du/dx_k = B N_k + B_k N + A_k
 *   L u    = B L_N + 2 sum_k c_k B_k N_k + N L_B + L_A        (every second derivative alike, c_k = 1)
 * </pre>
 *
 * <p>B and A meet the boundary conditions, N is a network. The map from N to u is linear, and its
 * adjoint carries the derivatives of a loss by u back to those by N. All arrays are {@code [rows,
 * functions]} of one point, B alone is {@code [rows]}; nothing is allocated. Immutable; both
 * directions cost about 6 d flops a function.
 */
public final class TrialFunction {

  private final JetShape shape;
  private final int functions;
  private final int dimension;
  private final int second;

  /**
   * Creates the rule for a shape.
   *
   * @param shape the rows of u, N, B and A
   * @param functions how many functions share B, 1 or more
   */
  public TrialFunction(JetShape shape, int functions) {
    if (functions < 1) {
      throw new IllegalArgumentException("functions is " + functions + "; expected 1 or more");
    }
    this.shape = shape;
    this.functions = functions;
    this.dimension = shape.dimension();
    this.second = shape.secondRow() * functions;
  }

  /** Returns the numbers of a point: rows times functions. */
  public int length() {
    return shape.rows() * functions;
  }

  /**
   * Computes the rows of u from those of N.
   *
   * @param factor rows of B
   * @param lift rows of every A_i
   * @param network rows of every N_i from {@code from} on
   * @param trial receives the rows of u from {@code to} on; may be {@code network} at the same
   *     place
   */
  public void apply(
      double[] factor, double[] lift, double[] network, int from, double[] trial, int to) {
    for (int i = 0; i < functions; i++) {
      double value = network[from + i];
      switch (shape.seconds()) {
        case NONE -> {}
        case WEIGHTED -> {
          double mixed = 0;
          for (int k = 0; k < dimension; k++) {
            mixed += shape.weight(k) * factor[1 + k] * network[from + (1 + k) * functions + i];
          }
          int at = second + i;
          trial[to + at] =
              factor[0] * network[from + at] + 2 * mixed + factor[1 + dimension] * value + lift[at];
        }
        case ALL -> {
          for (int k = 0; k < dimension; k++) {
            int at = second + k * functions + i;
            trial[to + at] =
                factor[0] * network[from + at]
                    + 2 * factor[1 + k] * network[from + (1 + k) * functions + i]
                    + factor[1 + dimension + k] * value
                    + lift[at];
          }
        }
      }
      for (int k = 1; k <= dimension; k++) {
        int at = k * functions + i;
        trial[to + at] = factor[0] * network[from + at] + factor[k] * value + lift[at];
      }
      trial[to + i] = factor[0] * value + lift[i];
    }
  }

  /**
   * Computes the derivatives by the rows of N from those by the rows of u.
   *
   * @param factor rows of B
   * @param byTrial derivatives by the rows of every u_i from {@code from} on
   * @param byNetwork receives the derivatives by the rows of every N_i from {@code to} on; may be
   *     {@code byTrial} at the same place
   */
  public void adjoint(double[] factor, double[] byTrial, int from, double[] byNetwork, int to) {
    for (int i = 0; i < functions; i++) {
      double byValue = factor[0] * byTrial[from + i];
      for (int k = 1; k <= dimension; k++) {
        int at = k * functions + i;
        byValue += factor[k] * byTrial[from + at];
        byNetwork[to + at] = factor[0] * byTrial[from + at];
      }
      for (int s = 0; s < shape.secondRows(); s++) {
        int at = second + s * functions + i;
        double adjoint = byTrial[from + at];
        byValue += factor[1 + dimension + s] * adjoint;
        spread(factor, adjoint, s, byNetwork, to + functions + i);
        byNetwork[to + at] = factor[0] * adjoint;
      }
      byNetwork[to + i] = byValue;
    }
  }

  /** Adds what one second derivative of u owes to the gradient of N. */
  private void spread(double[] factor, double adjoint, int second, double[] gradient, int from) {
    if (shape.seconds() == JetShape.Seconds.ALL) {
      gradient[from + second * functions] += 2 * factor[1 + second] * adjoint;
      return;
    }
    for (int k = 0; k < dimension; k++) {
      gradient[from + k * functions] += 2 * shape.weight(k) * factor[1 + k] * adjoint;
    }
  }
}
