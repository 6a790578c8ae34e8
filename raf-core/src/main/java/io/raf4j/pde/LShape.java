package io.raf4j.pde;

import io.raf4j.geometry.Domain;
import io.raf4j.geometry.Polygon;
import io.raf4j.geometry.Shape;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import java.util.List;
import java.util.Optional;

/**
 * {@code -Lap u = f} on an L, whose inner corner makes second derivatives infinite: near it u is as
 * {@code r^(2/3) sin(2 phi / 3)}.
 *
 * <p>No smooth factor vanishes on a boundary with an inner corner and has a Laplacian of finite
 * mean square, so the values on the edges are residuals. With the singular function among what the
 * network sees, the rest is smooth. Without it the network also sees the logarithms of distances
 * from the corner, by {@code asinh(100 x)} and {@code asinh(100 y)}, and residuals near the corner
 * count less.
 */
final class LShape implements ScalarProblem {

  static final String NAME = "l-shape";
  static final String EQUATION =
      "-Lap u = f on [-1,1]^2 without [0,1] x [-1,0], u = 0 on the boundary";
  static final String FEATURE_NAME = "l-shape-feature";
  static final String FEATURE_EQUATION =
      EQUATION + "; the network also sees r^(2/3) sin(2 phi / 3)";
  static final String EXACT = "(1 - x^2) (1 - y^2) r^(2/3) sin(2 phi / 3)";

  private static final double EXPONENT = 2.0 / 3;

  /** Nearer than that to the corner distances are not told apart. */
  private static final double NEAR = 0.01;

  private static final double WEIGHT_EXPONENT = 0.75;

  private final String name;
  private final String equation;
  private final boolean hasFeature;
  private final Shape domain =
      Polygon.of(
          new double[] {0, 0},
          new double[] {1, 0},
          new double[] {1, 1},
          new double[] {-1, 1},
          new double[] {-1, -1},
          new double[] {0, -1});

  private LShape(String name, String equation, boolean hasFeature) {
    this.name = name;
    this.equation = equation;
    this.hasFeature = hasFeature;
  }

  /** Returns the problem whose network sees x and y. */
  static LShape plain() {
    return new LShape(NAME, EQUATION, false);
  }

  /** Returns the problem whose network sees the singular function as well. */
  static LShape withFeature() {
    return new LShape(FEATURE_NAME, FEATURE_EQUATION, true);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String equation() {
    return equation;
  }

  @Override
  public Domain domain() {
    return domain;
  }

  @Override
  public Coordinates coordinates() {
    return Coordinates.space("x", "y");
  }

  @Override
  public Dual operator(double[] x, Field u) {
    return u.laplacian().negate();
  }

  /**
   * Returns r^1.5 where the network does not see the singularity: without a weight no smooth
   * function comes near, as its Laplacian would have to grow without end.
   */
  @Override
  public double weight(double[] x) {
    return hasFeature ? 1 : Math.pow(x[0] * x[0] + x[1] * x[1], WEIGHT_EXPONENT);
  }

  @Override
  public List<Condition> conditions() {
    return domain.parts().stream().map(edge -> Condition.value(edge, 0, x -> 0)).toList();
  }

  @Override
  public Jet[] features(Jet[] x) {
    return hasFeature
        ? new Jet[] {x[0], x[1], CornerSingularity.at(x, EXPONENT, 0)}
        : new Jet[] {x[0], x[1], graded(x[0]), graded(x[1])};
  }

  /** Returns asinh(x / delta), which turns a distance near the corner into its logarithm. */
  private static Jet graded(Jet x) {
    Jet z = x.times(1 / NEAR);
    return z.plus(z.square().plus(1).squareRoot()).log();
  }

  @Override
  public Optional<ExactSolution> exact() {
    return Optional.of(
        ExactSolution.scalar(
            x ->
                x[0].square()
                    .subtractedFrom(1)
                    .times(x[1].square().subtractedFrom(1))
                    .times(CornerSingularity.at(x, EXPONENT, 0))));
  }

  @Override
  public boolean isManufactured() {
    return true;
  }
}
