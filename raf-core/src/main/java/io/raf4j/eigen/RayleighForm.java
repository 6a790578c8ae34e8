package io.raf4j.eigen;

import java.util.Arrays;

/**
 * The weak form of a problem for K functions u_1, ..., u_K, summed over weighted points, with its
 * derivatives by the functions' jets.
 *
 * <pre>
 *   G_ik = du_i/dx_k + b_k u_i
 *   A_ij = sum over points of c (kappa sum_k G_ik G_jk + V u_i u_j)      A, M: [K, K]
 *   M_ij = sum over points of c u_i u_j                                  q:    [K]
 *   q_i  = sum over points of c u_i^4                                    c = the point's weight times w
 *   jets: [1 + d or more, K], row-major: values, then derivatives along x_1, ..., x_d
 * </pre>
 *
 * <p>q is summed for nonlinear problems alone; other problems may pass empty arrays for it. A
 * problem's points are weighted by 1 / density over their number, so that the sums estimate
 * integrals. Rows after the gradient are neither read nor written.
 *
 * <p>Cost: K^2 d multiplications a point for the sums, twice as many for the derivatives. Not
 * thread-safe; making one costs (K + 2) d numbers, so every thread has its own.
 */
public final class RayleighForm {

  private final EigenProblem problem;
  private final int dimension;
  private final int functions;
  private final double[] drift;
  private final double[] slopes;
  private final double[] adjoint;

  /**
   * Makes the form of a problem.
   *
   * @param functions K, 1 or more
   */
  public RayleighForm(EigenProblem problem, int functions) {
    if (functions < 1) {
      throw new IllegalArgumentException("functions is " + functions + "; expected 1 or more");
    }
    this.problem = problem;
    this.dimension = problem.domain().dimension();
    this.functions = functions;
    this.drift = new double[dimension];
    this.slopes = new double[functions * dimension];
    this.adjoint = new double[dimension];
  }

  /**
   * Adds a point's contributions.
   *
   * @param x the point
   * @param weight its weight, without w
   * @param jets of the functions, from offset on
   * @param a receives A
   * @param m receives M
   * @param q receives q
   */
  public void add(
      double[] x, double weight, double[] jets, int offset, double[] a, double[] m, double[] q) {
    double c = weight * problem.weight(x);
    double stiffness = c * problem.kinetic();
    double potential = c * problem.potential(x);
    fillSlopes(x, jets, offset);
    for (int i = 0; i < functions; i++) {
      double u = jets[offset + i];
      for (int j = 0; j <= i; j++) {
        double product = u * jets[offset + j];
        double energy = stiffness * slopeProduct(i, j) + potential * product;
        a[i * functions + j] += energy;
        m[i * functions + j] += c * product;
        if (i != j) {
          a[j * functions + i] += energy;
          m[j * functions + i] += c * product;
        }
      }
      if (problem.cubic() != 0) {
        q[i] += c * u * u * u * u;
      }
    }
  }

  /** Fills G, function after function. */
  private void fillSlopes(double[] x, double[] jets, int offset) {
    Arrays.fill(drift, 0);
    problem.drift(x, drift);
    for (int k = 0; k < dimension; k++) {
      int row = offset + (k + 1) * functions;
      for (int i = 0; i < functions; i++) {
        slopes[i * dimension + k] = jets[row + i] + drift[k] * jets[offset + i];
      }
    }
  }

  private double slopeProduct(int i, int j) {
    int mine = i * dimension;
    int theirs = j * dimension;
    double sum = 0;
    for (int k = 0; k < dimension; k++) {
      sum += slopes[mine + k] * slopes[theirs + k];
    }
    return sum;
  }

  /**
   * Writes the derivatives of a loss L(A, M, q) by the jets of a point.
   *
   * @param x the point
   * @param weight its weight, without w
   * @param jets of the functions, from offset on
   * @param dA dL/dA, each entry for itself; need not be symmetric
   * @param dM dL/dM
   * @param dQ dL/dq
   * @param out receives dL/d(jets) in the layout of jets, from outOffset on; never jets itself
   */
  public void adjoints(
      double[] x,
      double weight,
      double[] jets,
      int offset,
      double[] dA,
      double[] dM,
      double[] dQ,
      double[] out,
      int outOffset) {
    double c = weight * problem.weight(x);
    double stiffness = c * problem.kinetic();
    double potential = c * problem.potential(x);
    fillSlopes(x, jets, offset);
    for (int i = 0; i < functions; i++) {
      double value = 0;
      Arrays.fill(adjoint, 0);
      for (int j = 0; j < functions; j++) {
        double twiceA = dA[i * functions + j] + dA[j * functions + i];
        double twiceM = dM[i * functions + j] + dM[j * functions + i];
        value += (potential * twiceA + c * twiceM) * jets[offset + j];
        addSlopes(j, stiffness * twiceA);
      }
      if (problem.cubic() != 0) {
        double u = jets[offset + i];
        value += 4 * c * dQ[i] * u * u * u;
      }
      writeAdjoint(i, value, out, outOffset);
    }
  }

  /** Adds factor G_jk to the adjoint of a function's slopes. */
  private void addSlopes(int j, double factor) {
    int start = j * dimension;
    for (int k = 0; k < dimension; k++) {
      adjoint[k] += factor * slopes[start + k];
    }
  }

  /** Writes the adjoints of a function's rows; those of its slopes reach its value too. */
  private void writeAdjoint(int i, double value, double[] out, int outOffset) {
    double sum = value;
    for (int k = 0; k < dimension; k++) {
      out[outOffset + (k + 1) * functions + i] = adjoint[k];
      sum += drift[k] * adjoint[k];
    }
    out[outOffset + i] = sum;
  }

  /**
   * Returns the eigenvalue that one function's sums give, {@code a / m + g norm q / m^2}.
   *
   * @param a A_ii
   * @param m M_ii, positive
   * @param q q_i; not read by linear problems
   */
  public double eigenvalue(double a, double m, double q) {
    return a / m + nonlinearity(m, q);
  }

  /**
   * Returns what the first solution minimises, {@code a / m + g norm / 2 q / m^2}: the eigenvalue
   * itself, unless the problem is nonlinear.
   *
   * @param a A_ii
   * @param m M_ii, positive
   * @param q q_i; not read by linear problems
   */
  public double energy(double a, double m, double q) {
    return a / m + 0.5 * nonlinearity(m, q);
  }

  private double nonlinearity(double m, double q) {
    return problem.cubic() == 0 ? 0 : problem.cubic() * problem.norm() * q / (m * m);
  }
}
