package io.raf4j.linalg;

import java.util.function.Function;

/**
 * A model by a sketch of rows that are elsewhere. The sketch is made when the scaling is known with
 * which its columns are mixed: one pass over J for each {@link #damped}.
 *
 * <p>Not thread-safe.
 */
public final class RemoteSketchModel implements LinearModel {

  private final double[] diagonal;
  private final double sumOfSquares;
  private final Function<double[], SketchModel> sketch;
  private SketchModel last;

  /**
   * Makes a model.
   *
   * @param diagonal of J^T J: {@code [size]}
   * @param sumOfSquares r^T r
   * @param sketch makes the sketch of all rows with a scaling
   */
  public RemoteSketchModel(
      double[] diagonal, double sumOfSquares, Function<double[], SketchModel> sketch) {
    this.diagonal = diagonal.clone();
    this.sumOfSquares = sumOfSquares;
    this.sketch = sketch;
  }

  @Override
  public int size() {
    return diagonal.length;
  }

  @Override
  public double[] diagonal() {
    return diagonal.clone();
  }

  @Override
  public double sumOfSquares() {
    return sumOfSquares;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException before {@link #damped}: there is no sketch yet
   */
  @Override
  public double reduction(double[] delta) {
    Damping.requireLength("delta", delta.length, size());
    if (last == null) {
      throw new IllegalStateException("there is no sketch before damped is called");
    }
    return last.reduction(delta);
  }

  @Override
  public DampedSolver damped(double[] scaling) {
    Damping.roots(scaling, size());
    last = sketch.apply(scaling);
    return last.damped(scaling);
  }
}
