package io.raf4j.geometry;

import java.util.Arrays;

/**
 * The density of points that estimates a sum of squared residuals best, from the residuals at the
 * points of the iteration before.
 *
 * <pre>
 *   g     what a point adds to the loss, over the unit cube: weight r^2
 *   cell  halved while it has at least 48 points, along the coordinate whose halves differ most
 *   p     = (1 - c) sqrt(mean of g in the cell) / integral of that + c
 * </pre>
 *
 * <p>The estimate of a mean from n points that are weighted by 1 / p has the least variance where p
 * is proportional to what is averaged; for J^T r and J^T J, whose residuals stand beside
 * derivatives, that is |r| rather than r^2. The even share c bounds every weight by 1 / c.
 *
 * <p>Points are weighted, so the loss stays what it is: where residuals are large it is known
 * better. Cost: O(n log n). The rule that p follows |r|: C. Wu, M. Zhu, Q. Tan, Y. Kartha, L. Lu,
 * Comput. Methods Appl. Mech. Engrg. 403 (2023); cells in place of chosen candidates keep the
 * points of low discrepancy.
 *
 * @param evenShare c, above 0 and at most 1; 1 leaves points as they are
 */
public record ResidualDensity(double evenShare) {

  /** With fewer points on the two sides their means tell noise. */
  private static final int LEAST = 48;

  /** How much a coordinate gains from being halved less often than others: cells stay compact. */
  private static final double COMPACT = 0.3;

  /** Checks the share. */
  public ResidualDensity {
    if (!(evenShare > 0 && evenShare <= 1)) {
      throw new IllegalArgumentException(
          "evenShare is " + evenShare + "; expected above 0, at most 1");
    }
  }

  /** Returns the density of which three tenths are even. */
  public static ResidualDensity usual() {
    return new ResidualDensity(0.3);
  }

  /** Returns the density that leaves points evenly distributed. */
  public static ResidualDensity none() {
    return new ResidualDensity(1);
  }

  /** Returns whether points stay evenly distributed, whatever the residuals. */
  public boolean isEven() {
    return evenShare == 1;
  }

  /**
   * Returns the density for the next points.
   *
   * @param cube where the points lie in the unit cube, with weights 1 / density
   * @param squares what each adds to the loss: its residuals' squares times its weight
   */
  public CubeDensity of(Points cube, double[] squares) {
    if (squares.length != cube.count()) {
      throw new IllegalArgumentException(
          squares.length + " squares for " + cube.count() + " points; expected as many");
    }
    if (isEven() || !Double.isFinite(Arrays.stream(squares).sum())) {
      return CubeDensity.even();
    }
    int[] all = new int[squares.length];
    Arrays.setAll(all, i -> i);
    int d = cube.dimension();
    double[] side = new double[d];
    Arrays.fill(side, 1);
    Region whole = new Region(new double[d], side, new int[d], 0);
    return CubeDensity.mixed(new Tree(cube, squares).part(whole, all, 0), evenShare);
  }

  /** A box of the cube, and how often each of its sides was halved. */
  private record Region(double[] low, double[] side, int[] halvings, int depth) {

    double middle(int k) {
      return low[k] + side[k] / 2;
    }

    Region half(int k, boolean isUpper) {
      double[] corner = low.clone();
      double[] sides = side.clone();
      int[] counts = halvings.clone();
      sides[k] /= 2;
      counts[k]++;
      if (isUpper) {
        corner[k] += sides[k];
      }
      return new Region(corner, sides, counts, depth + 1);
    }
  }

  /** The parts of a cube with points in it. */
  private record Tree(Points cube, double[] squares) {

    /** Returns a region with its points; without any it has the value of what it is half of. */
    CubeDensity.Part part(Region region, int[] points, double inherited) {
      double value = points.length == 0 ? inherited : rootMeanSquare(points);
      if (points.length < LEAST || region.depth() == CubeDensity.MOST_HALVINGS) {
        return new CubeDensity.Cell(value);
      }
      int axis = axis(region, points);
      double middle = region.middle(axis);
      return new CubeDensity.Halves(
          axis,
          part(region.half(axis, false), side(points, axis, middle, false), value),
          part(region.half(axis, true), side(points, axis, middle, true), value));
    }

    private int axis(Region region, int[] points) {
      int best = 0;
      double most = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < cube.dimension(); k++) {
        double compactness = COMPACT * (1 - region.halvings()[k] / (region.depth() + 1.0));
        double merit = contrast(points, k, region.middle(k)) + compactness;
        if (merit > most) {
          most = merit;
          best = k;
        }
      }
      return best;
    }

    private double contrast(int[] points, int axis, double middle) {
      double lower = rootMeanSquare(side(points, axis, middle, false));
      double upper = rootMeanSquare(side(points, axis, middle, true));
      return lower + upper > 0 ? Math.abs(lower - upper) / (lower + upper) : 0;
    }

    private int[] side(int[] points, int axis, double middle, boolean isUpper) {
      int d = cube.dimension();
      return Arrays.stream(points)
          .filter(i -> cube.coordinates()[i * d + axis] >= middle == isUpper)
          .toArray();
    }

    /** The mean over the region, from points of another density. */
    private double rootMeanSquare(int[] points) {
      double sum = 0;
      double volume = 0;
      for (int i : points) {
        sum += squares[i];
        volume += cube.weights()[i];
      }
      return volume > 0 ? Math.sqrt(sum / volume) : 0;
    }
  }
}
