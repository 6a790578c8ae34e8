package io.raf4j.benchmarks.pinnacle;

import java.util.function.DoubleBinaryOperator;

/**
 * {@code -Lap u + k u = f} on a square without discs, u constant on the square and on the discs, by
 * finite differences whose arms end where a grid line meets a disc (Shortley and Weller).
 *
 * @param half the square is [-half, half]^2
 * @param discs centre and radius of each
 * @param k screening
 * @param f source
 * @param outer u on the square
 * @param inner u on the discs
 */
record HoledSquare(
    double half, double[][] discs, double k, DoubleBinaryOperator f, double outer, double inner) {

  private static final int[][] ARMS = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};
  private static final double SMALLEST_ARM = 1e-6;
  private static final double ENOUGH = 1e-11;

  /** The four discs of Poisson2d-C. */
  static HoledSquare classic() {
    double[][] discs = {{0.3, 0.3, 0.1}, {-0.3, 0.3, 0.1}, {0.3, -0.3, 0.1}, {-0.3, -0.3, 0.1}};
    return new HoledSquare(0.5, discs, 0, (x, y) -> 0, 1, 0);
  }

  /** The four discs of Poisson2d-CG. */
  static HoledSquare screened() {
    double[][] discs = {{0.5, 0.5, 0.2}, {0.4, -0.4, 0.4}, {-0.2, -0.7, 0.1}, {-0.6, 0.5, 0.3}};
    DoubleBinaryOperator source =
        (x, y) -> 10 * (17 + x * x + y * y) * Math.sin(Math.PI * x) * Math.sin(4 * Math.PI * y);
    return new HoledSquare(1, discs, 64, source, 0.2, 1);
  }

  /** Returns u at the nodes [i][j] of a grid of n intervals; in the discs a smooth continuation. */
  double[][] solve(int n) {
    double h = 2 * half / n;
    int side = n + 1;
    double[] u = new double[side * side];
    boolean[] isFree = new boolean[side * side];
    double[][] arms = new double[side * side][];
    for (int i = 0; i <= n; i++) {
      for (int j = 0; j <= n; j++) {
        int at = i * side + j;
        if (isInDisc(i * h - half, j * h - half)) {
          u[at] = inner;
        } else if (i == 0 || j == 0 || i == n || j == n) {
          u[at] = outer;
        } else {
          isFree[at] = true;
          arms[at] = arms(i * h - half, j * h - half, h);
        }
      }
    }
    relax(u, isFree, arms, h, side);
    return continued(u, isFree, arms, h, side);
  }

  /** Successive over-relaxation: the matrix of unequal arms is not symmetric. */
  private void relax(double[] u, boolean[] isFree, double[][] arms, double h, int side) {
    double omega = 2 / (1 + Math.sin(Math.PI / (side - 1)));
    if (k > 0) {
      omega = 2 / (1 + Math.sqrt(2 * k * h * h / (4 + k * h * h) + Math.pow(Math.PI / side, 2)));
    }
    double change = 1;
    for (int sweep = 0; change > ENOUGH && sweep < 50 * side; sweep++) {
      change = 0;
      for (int i = 1; i < side - 1; i++) {
        for (int j = 1; j < side - 1; j++) {
          int at = i * side + j;
          if (isFree[at]) {
            double next =
                balance(u, arms[at], at, side, f.applyAsDouble(i * h - half, j * h - half));
            change = Math.max(change, Math.abs(next - u[at]));
            u[at] += omega * (next - u[at]);
          }
        }
      }
    }
  }

  /** Returns the value that satisfies the equation at a node, its neighbours as they are. */
  private double balance(double[] u, double[] arm, int at, int side, double source) {
    double diagonal = k;
    double sum = source;
    for (int m = 0; m < ARMS.length; m++) {
      double weight = 2 / (arm[m] * (arm[m] + arm[m ^ 1]));
      diagonal += weight;
      // A neighbour in a disc has the value that the disc has where the arm ends.
      sum += weight * u[at + ARMS[m][0] * side + ARMS[m][1]];
    }
    return sum / diagonal;
  }

  private double[] arms(double x, double y, double h) {
    double[] length = new double[ARMS.length];
    for (int m = 0; m < ARMS.length; m++) {
      length[m] = h;
      for (double[] disc : discs) {
        double dx = x - disc[0];
        double dy = y - disc[1];
        double along = dx * ARMS[m][0] + dy * ARMS[m][1];
        double root = along * along - (dx * dx + dy * dy - disc[2] * disc[2]);
        double end = root < 0 ? h : -along - Math.sqrt(root);
        if (end > 0 && end < length[m]) {
          length[m] = Math.max(end, SMALLEST_ARM * h);
        }
      }
    }
    return length;
  }

  /** Returns whether a node of a grid of n intervals lies in none of the discs. */
  boolean contains(int i, int j, int n) {
    return !isInDisc(2 * half * i / n - half, 2 * half * j / n - half);
  }

  private boolean isInDisc(int at, double h, int side) {
    return isInDisc(at / side * h - half, at % side * h - half);
  }

  private boolean isInDisc(double x, double y) {
    for (double[] disc : discs) {
      if (Math.hypot(x - disc[0], y - disc[1]) <= disc[2]) {
        return true;
      }
    }
    return false;
  }

  /**
   * Continues u by two nodes into the discs, along grid lines through the boundary and two nodes
   * outside, so that cubics through four nodes see no kink.
   */
  private double[][] continued(double[] u, boolean[] isFree, double[][] arms, double h, int side) {
    double[] sum = new double[u.length];
    int[] count = new int[u.length];
    for (int at = 0; at < u.length; at++) {
      for (int m = 0; isFree[at] && m < ARMS.length; m++) {
        int step = ARMS[m][0] * side + ARMS[m][1];
        // The node two steps behind has to be one of the square as well.
        if (!isInDisc(at + step, h, side) || !isFree[at - step]) {
          continue;
        }
        double end = arms[at][m];
        double far = end / h < 0.1 ? u[at - step] : u[at];
        double s1 = end / h < 0.1 ? -h : 0;
        double further = end / h < 0.1 ? u[Math.max(0, at - 2 * step)] : u[at - step];
        double s2 = s1 - h;
        for (int ahead = 1; ahead <= 2; ahead++) {
          int into = at + ahead * step;
          if (!isInDisc(into, h, side)) {
            break;
          }
          double s = ahead * h;
          sum[into] +=
              inner * (s - s1) * (s - s2) / ((end - s1) * (end - s2))
                  + far * (s - end) * (s - s2) / ((s1 - end) * (s1 - s2))
                  + further * (s - end) * (s - s1) / ((s2 - end) * (s2 - s1));
          count[into]++;
        }
      }
    }
    double[][] result = new double[side][side];
    for (int at = 0; at < u.length; at++) {
      result[at / side][at % side] = count[at] > 0 ? sum[at] / count[at] : u[at];
    }
    return result;
  }
}
