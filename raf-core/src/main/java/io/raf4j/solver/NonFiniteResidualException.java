package io.raf4j.solver;

import java.util.Arrays;

/** A residual, or a function, that is infinite or not a number, with the point where it is. */
public final class NonFiniteResidualException extends ArithmeticException {

  private static final long serialVersionUID = 1L;

  private final int index;
  private final double[] point;

  NonFiniteResidualException(int index, double[] point, double value) {
    super(
        "residual or function at point "
            + index
            + ", x = "
            + Arrays.toString(point)
            + ", is "
            + value
            + "; expected a finite number: lower the learning rate, or start from other weights");
    this.index = index;
    this.point = point.clone();
  }

  /** Returns the point's place among those that were evaluated. */
  public int index() {
    return index;
  }

  /** Returns the point's coordinates. */
  public double[] point() {
    return point.clone();
  }
}
