package io.raf4j.pde;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * The flow in a cavity with the lid {@code 4 x (1 - x)} by collocation of the stream function at
 * Chebyshev's points:
 *
 * <pre>
 *   u = psi_y, v = -psi_x       nu Lap Lap psi = psi_y Lap psi_x - psi_x Lap psi_y
 *   psi = b(X) b(Y) q           b(X) = 1 - X^2, X = 2 x - 1, Y = 2 y - 1
 * </pre>
 *
 * <p>psi vanishes on the boundary whatever q is, and the speed along a wall is its q times a
 * constant, so q is known there: -1/4 on the lid, 0 elsewhere. The rest is found by Newton's method
 * from the flow without inertia. Derivatives of b q are those of Trefethen, Spectral Methods in
 * MATLAB, 2000, program 38.
 *
 * <p>Where lid and wall meet the second derivatives jump, so the error falls like a power of the
 * degree: velocities of degree 24, 32 and 40 differ from those of a published finite-element flow
 * by 1.5e-3, 6.6e-4 and 3.4e-4. There is no pressure: its gradient has third derivatives of psi,
 * whose errors at the corners spoil any integral of it. Cost: O(degree^6), 15 s for degree 40, and
 * O(degree^2) for a point.
 */
final class CavitySpectral {

  private static final int NEWTON_STEPS = 12;
  private static final double SMALL = 1e-12;

  /** Wall speed over q: d psi / dy = 2 d psi / dY = -4 b(X) q on the lid, where u = b(X). */
  private static final double ON_LID = -0.25;

  private final ChebyshevGrid grid;
  private final double[][] u;
  private final double[][] v;

  private CavitySpectral(ChebyshevGrid grid, double[][] u, double[][] v) {
    this.grid = grid;
    this.u = u;
    this.v = v;
  }

  /** Returns u, v and NaN for the pressure at a point of the unit square. */
  double[] at(double x, double y) {
    double[] alongX = grid.weights(2 * x - 1);
    double[] alongY = grid.weights(2 * y - 1);
    double[] values = {0, 0, Double.NaN};
    for (int i = 0; i < alongX.length; i++) {
      for (int j = 0; j < alongY.length; j++) {
        double weight = alongX[i] * alongY[j];
        values[0] += weight * u[i][j];
        values[1] += weight * v[i][j];
      }
    }
    return values;
  }

  /**
   * Computes the flow.
   *
   * @param degree of the polynomials along each axis
   * @param viscosity nu
   */
  static CavitySpectral solve(int degree, double viscosity) {
    Flow flow = new Flow(new ChebyshevGrid(degree), viscosity);
    double[][] q = new double[degree + 1][degree + 1];
    for (int i = 0; i <= degree; i++) {
      // The first of Chebyshev's points is 1.
      q[i][0] = ON_LID;
    }
    for (int step = 0; step < NEWTON_STEPS; step++) {
      if (flow.correct(q, step == 0) < SMALL) {
        break;
      }
    }
    return flow.velocities(q);
  }

  /** The equation on a grid. */
  private static final class Flow {

    private final ChebyshevGrid grid;
    private final double viscosity;
    private final int n;

    /** Derivatives of b q along one axis, by x: the factor 2 of X is in them. */
    private final double[][][] of = new double[5][][];

    Flow(ChebyshevGrid grid, double viscosity) {
      this.grid = grid;
      this.viscosity = viscosity;
      this.n = grid.degree();
      for (int order = 0; order < of.length; order++) {
        of[order] = grid.bounded(order);
      }
    }

    /** Returns d^(i + j) psi / dx^i dy^j at all points: rows along x. */
    private double[][] psi(double[][] q, int i, int j) {
      return multiplied(multiplied(of[i], q), transposed(of[j]));
    }

    /** Adds Newton's correction to q inside, and returns its largest part. */
    double correct(double[][] q, boolean isStokes) {
      double[][] py = psi(q, 0, 1);
      double[][] px = psi(q, 1, 0);
      double[][] lapX = sum(psi(q, 3, 0), psi(q, 1, 2), 1);
      double[][] lapY = sum(psi(q, 2, 1), psi(q, 0, 3), 1);
      double[][] bi = sum(sum(psi(q, 4, 0), psi(q, 2, 2), 2), psi(q, 0, 4), 1);
      double inertia = isStokes ? 0 : 1;
      int inside = n - 1;
      double[][] matrix = new double[inside * inside][inside * inside];
      double[] right = new double[inside * inside];
      for (int i = 1; i < n; i++) {
        for (int j = 1; j < n; j++) {
          int row = (i - 1) * inside + j - 1;
          right[row] =
              inertia * (py[i][j] * lapX[i][j] - px[i][j] * lapY[i][j]) - viscosity * bi[i][j];
          for (int k = 1; k < n; k++) {
            for (int l = 1; l < n; l++) {
              double convection =
                  of[0][i][k] * of[1][j][l] * lapX[i][j]
                      + py[i][j] * (of[3][i][k] * of[0][j][l] + of[1][i][k] * of[2][j][l])
                      - of[1][i][k] * of[0][j][l] * lapY[i][j]
                      - px[i][j] * (of[2][i][k] * of[1][j][l] + of[0][i][k] * of[3][j][l]);
              matrix[row][(k - 1) * inside + l - 1] =
                  viscosity
                          * (of[4][i][k] * of[0][j][l]
                              + 2 * of[2][i][k] * of[2][j][l]
                              + of[0][i][k] * of[4][j][l])
                      - inertia * convection;
            }
          }
        }
      }
      double[] change =
          new LUDecomposition(new Array2DRowRealMatrix(matrix, false))
              .getSolver()
              .solve(new ArrayRealVector(right, false))
              .toArray();
      double largest = 0;
      for (int i = 1; i < n; i++) {
        for (int j = 1; j < n; j++) {
          double here = change[(i - 1) * inside + j - 1];
          q[i][j] += here;
          largest = Math.max(largest, Math.abs(here));
        }
      }
      return largest;
    }

    CavitySpectral velocities(double[][] q) {
      return new CavitySpectral(
          grid, psi(q, 0, 1), sum(new double[n + 1][n + 1], psi(q, 1, 0), -1));
    }
  }

  private static double[][] multiplied(double[][] a, double[][] b) {
    RealMatrix product =
        new Array2DRowRealMatrix(a, false).multiply(new Array2DRowRealMatrix(b, false));
    return product.getData();
  }

  private static double[][] transposed(double[][] a) {
    return new Array2DRowRealMatrix(a, false).transpose().getData();
  }

  private static double[][] sum(double[][] a, double[][] b, double factor) {
    double[][] sum = new double[a.length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a.length; j++) {
        sum[i][j] = a[i][j] + factor * b[i][j];
      }
    }
    return sum;
  }
}
