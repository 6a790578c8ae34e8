package io.raf4j.geometry;

import org.apache.commons.math3.util.FastMath;

/**
 * The sphere around a ball: a number of the cube chooses one of its two points on a line, is the
 * angle in the plane; two are height and angle in space, and beyond d of them are quantiles of
 * normal numbers.
 */
record SpherePart(Ball ball) implements BoundaryPart {

  private static final int PLANE = 2;
  private static final int SPACE = 3;

  @Override
  public String name() {
    return Ball.SPHERE;
  }

  @Override
  public int dimension() {
    return ball.dimension();
  }

  @Override
  public int cubeDimension() {
    int d = ball.dimension();
    return d > SPACE ? d : Math.max(1, d - 1);
  }

  @Override
  public double place(double[] cube, double[] point, double[] normal) {
    int d = ball.dimension();
    if (d == 1) {
      normal[0] = cube[0] < 0.5 ? -1 : 1;
    } else if (d == PLANE) {
      normal[0] = FastMath.cos(Curve.TURN * cube[0]);
      normal[1] = FastMath.sin(Curve.TURN * cube[0]);
    } else if (d == SPACE) {
      double ring = Math.sqrt(4 * cube[0] * (1 - cube[0]));
      normal[0] = ring * FastMath.cos(Curve.TURN * cube[1]);
      normal[1] = ring * FastMath.sin(Curve.TURN * cube[1]);
      normal[2] = 2 * cube[0] - 1;
    } else {
      Ball.placeDirection(cube, normal, d);
    }
    for (int k = 0; k < d; k++) {
      point[k] = ball.centre()[k] + ball.radius() * normal[k];
    }
    return measure();
  }

  /** Returns {@code d / radius} of the volume. */
  @Override
  public double measure() {
    return ball.volume() * ball.dimension() / ball.radius();
  }
}
