package io.raf4j.pde;

import io.raf4j.geometry.BoundaryPoints;
import io.raf4j.geometry.Points;
import io.raf4j.geometry.Sampler;
import io.raf4j.random.Purpose;
import java.util.Arrays;

/**
 * Points at which a condition is evaluated.
 *
 * @param coordinates {@code [n, d]}
 * @param weights {@code [n]}, 1 / density
 * @param width numbers of a point: d of a normal, columns of what was measured, 0
 * @param numbers {@code [n, width]}
 */
@SuppressWarnings("ArrayRecordComponent") // A block of numbers to compute with, never compared.
record ConditionPoints(double[] coordinates, double[] weights, int width, double[] numbers) {

  /** Shards beyond all workers': conditions have streams apart from the points inside. */
  private static final int SHARDS = 1 << 20;

  /** Where points come from, as {@link Sampler#draw} has it. */
  record Source(Sampler sampler, long seed, Purpose purpose, long step, int shard) {}

  /**
   * Draws points of a condition.
   *
   * @param number of the condition, from 1
   * @param count how many, 1 or more; given points are all there whatever the count
   */
  static ConditionPoints draw(
      PdeProblem problem, Condition condition, int number, Source source, int count) {
    if (condition.place() instanceof Condition.OnPart on) {
      // The end of an interval is one point, however often it is drawn.
      int drawn = on.part().cubeDimension() == 0 ? 1 : count;
      BoundaryPoints points =
          source
              .sampler()
              .drawBoundary(
                  on.part(), source.seed(), source.purpose(), source.step(), source.shard(), drawn);
      return new ConditionPoints(
          points.coordinates(), points.weights(), points.dimension(), points.normals());
    }
    if (condition.place() instanceof Condition.AtPoints at) {
      double[] ones = new double[at.points().count()];
      Arrays.fill(ones, 1);
      return new ConditionPoints(
          at.points().coordinates(), ones, at.points().columns(), at.points().measured());
    }
    Points points =
        source
            .sampler()
            .draw(
                problem.domain(),
                source.seed(),
                source.purpose(),
                source.step(),
                source.shard() + number * SHARDS,
                count);
    return new ConditionPoints(points.coordinates(), points.weights(), 0, new double[0]);
  }

  int count() {
    return weights.length;
  }

  /** Returns a point as a where of the condition of a number. */
  Location location(int number, int i, int dimension) {
    double[] x = Arrays.copyOfRange(coordinates, i * dimension, (i + 1) * dimension);
    return new Location(number, x, Arrays.copyOfRange(numbers, i * width, (i + 1) * width));
  }
}
