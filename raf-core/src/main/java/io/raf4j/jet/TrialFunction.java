package io.raf4j.jet;

/**
 * The product rule of trial functions {@code u_i = B_i N_i + A_i} on the rows of their jets.
 *
 * <pre>
 *   u      = B N + A
 *   du/dx_k = B N_k + B_k N + A_k
 *   L u    = B L_N + 2 sum_k c_k B_k N_k + N L_B + L_A        (every second derivative alike, c_k = 1)
 *   d_m u  = sum over subsets S of m   d_S B d_(m - S) N   + d_m A             (any partial derivative)
 * </pre>
 *
 * <p>B and A meet the boundary conditions, N is a network. The map from N to u is linear, and its
 * adjoint carries the derivatives of a loss by u back to those by N. All arrays are {@code [rows,
 * functions]} of one point; nothing is allocated. Immutable; both directions cost about 6 d flops a
 * function.
 */
public final class TrialFunction {

  private final JetShape shape;
  private final int functions;
  private final int dimension;
  private final int higher;

  /**
   * Creates the rule for a shape.
   *
   * @param shape the rows of u, N, B and A
   * @param functions how many, 1 or more
   */
  public TrialFunction(JetShape shape, int functions) {
    if (functions < 1) {
      throw new IllegalArgumentException("functions is " + functions + "; expected 1 or more");
    }
    this.shape = shape;
    this.functions = functions;
    this.dimension = shape.dimension();
    this.higher = shape.higherRow() * functions;
  }

  /** Returns the numbers of a point: rows times functions. */
  public int length() {
    return shape.rows() * functions;
  }

  /**
   * Computes the rows of u from those of N.
   *
   * @param factor rows of every B_i
   * @param lift rows of every A_i
   * @param network rows of every N_i from {@code from} on
   * @param trial receives the rows of u from {@code to} on; may be {@code network} at the same
   *     place
   */
  public void apply(
      double[] factor, double[] lift, double[] network, int from, double[] trial, int to) {
    for (int i = 0; i < functions; i++) {
      double value = network[from + i];
      switch (shape.higher()) {
        case NONE -> {}
        case WEIGHTED -> {
          double mixed = 0;
          for (int k = 0; k < dimension; k++) {
            int at = (1 + k) * functions + i;
            mixed += shape.weight(k) * factor[at] * network[from + at];
          }
          int at = higher + i;
          trial[to + at] =
              factor[i] * network[from + at] + 2 * mixed + factor[at] * value + lift[at];
        }
        case PURE -> {
          for (int k = 0; k < dimension; k++) {
            int first = (1 + k) * functions + i;
            int at = higher + k * functions + i;
            trial[to + at] =
                factor[i] * network[from + at]
                    + 2 * factor[first] * network[from + first]
                    + factor[at] * value
                    + lift[at];
          }
        }
        case CLOSED -> applyClosed(factor, lift, network, from + i, trial, to + i, i);
      }
      for (int k = 1; k <= dimension; k++) {
        int at = k * functions + i;
        trial[to + at] = factor[i] * network[from + at] + factor[at] * value + lift[at];
      }
      trial[to + i] = factor[i] * value + lift[i];
    }
  }

  /** From the last row on, since a row needs those before it. */
  private void applyClosed(
      double[] factor, double[] lift, double[] network, int from, double[] trial, int to, int i) {
    for (int row = shape.rows() - 1; row >= shape.higherRow(); row--) {
      double sum = lift[row * functions + i];
      for (ClosedSet.ProductTerm term : shape.closed().leibniz(row)) {
        sum +=
            term.factor()
                * factor[term.first() * functions + i]
                * network[from + term.second() * functions];
      }
      trial[to + row * functions] = sum;
    }
  }

  /**
   * Computes the derivatives by the rows of N from those by the rows of u.
   *
   * @param factor rows of every B_i
   * @param byTrial derivatives by the rows of every u_i from {@code from} on
   * @param byNetwork receives the derivatives by the rows of every N_i from {@code to} on; may be
   *     {@code byTrial} at the same place
   */
  public void adjoint(double[] factor, double[] byTrial, int from, double[] byNetwork, int to) {
    for (int i = 0; i < functions; i++) {
      double byValue = factor[i] * byTrial[from + i];
      for (int k = 1; k <= dimension; k++) {
        int at = k * functions + i;
        byValue += factor[at] * byTrial[from + at];
        byNetwork[to + at] = factor[i] * byTrial[from + at];
      }
      for (int s = 0; s < shape.higherRows(); s++) {
        int at = higher + s * functions + i;
        double adjoint = byTrial[from + at];
        byValue += factor[at] * adjoint;
        if (shape.higher() == JetShape.Higher.CLOSED) {
          spreadClosed(factor, adjoint, shape.higherRow() + s, byNetwork, to + i, i);
        } else {
          spread(factor, adjoint, s, byNetwork, to + functions + i, i);
        }
        byNetwork[to + at] = factor[i] * adjoint;
      }
      byNetwork[to + i] = byValue;
    }
  }

  /** Adds what one second derivative of u owes to the gradient of N. */
  private void spread(
      double[] factor, double adjoint, int second, double[] gradient, int from, int i) {
    if (shape.higher() == JetShape.Higher.PURE) {
      int first = (1 + second) * functions + i;
      gradient[from + second * functions] += 2 * factor[first] * adjoint;
      return;
    }
    for (int k = 0; k < dimension; k++) {
      int first = (1 + k) * functions + i;
      gradient[from + k * functions] += 2 * shape.weight(k) * factor[first] * adjoint;
    }
  }

  /** Adds what a row of u owes to the rows of N between its value and that row. */
  private void spreadClosed(
      double[] factor, double adjoint, int row, double[] byNetwork, int to, int i) {
    for (ClosedSet.ProductTerm term : shape.closed().leibniz(row)) {
      if (term.second() != 0 && term.second() != row) {
        byNetwork[to + term.second() * functions] +=
            term.factor() * factor[term.first() * functions + i] * adjoint;
      }
    }
  }
}
