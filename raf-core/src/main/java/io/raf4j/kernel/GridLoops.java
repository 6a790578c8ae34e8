package io.raf4j.kernel;

import java.nio.ByteBuffer;

/**
 * Loops over the tables of a grid encoding, in single precision.
 *
 * <p>A table lies outside the heap, in native byte order; offsets and lengths count floats. A line
 * is a stretch of neighbouring floats of a table. Loops work in whole {@link #BLOCK}s: they read up
 * to {@code BLOCK - 1} floats behind a line, and add zeros there, so that much has to be there
 * behind the last one. Both implementations round alike: products are added by fused operations.
 */
public interface GridLoops {

  /** Floats by which lines are handled; a multiple of every number of lanes. */
  int BLOCK = 16;

  /**
   * Blends lines: {@code line[i] = sum_r weights[r] table[offsets[r] + i]}, r in ascending order.
   *
   * @param lines how many
   * @param length floats of a line
   * @param line receives the sum and numbers without meaning up to a whole block
   */
  void blend(ByteBuffer table, int[] offsets, float[] weights, int lines, int length, float[] line);

  /**
   * Adds to lines: {@code table[offsets[r] + i] += weights[r] line[i]}, r in ascending order.
   *
   * @param line zeros from its length up to a whole block
   */
  void scatter(
      ByteBuffer table, int[] offsets, float[] weights, int lines, int length, float[] line);

  /**
   * Reads points between the vertices of a blended line: {@code out[row_i + f] = line[v_i + f] +
   * w_i (line[v_i + F + f] - line[v_i + f])}.
   *
   * <p>In plain Java for all: the few features of a point fill no vector, and vectors of two sizes
   * in one JVM slow down both.
   *
   * @param points where they lie
   * @param out features, row by row
   */
  default void read(float[] line, LinePoints points, float[] out) {
    int features = points.features();
    int row = points.row();
    for (int i = points.first(); i < points.first() + points.count(); i++) {
      int left = points.vertex()[i];
      float weight = points.weight()[i];
      for (int f = 0; f < features; f++) {
        float before = line[left + f];
        out[row + f] = Math.fma(weight, line[left + features + f] - before, before);
      }
      row += points.width();
    }
  }

  /**
   * Adds what points give to a line, the transpose of {@link #read}: {@code line[v_i + F + f] +=
   * w_i e}, {@code line[v_i + f] += e - w_i e} with {@code e = epsilon[row_i + f]}, i in ascending
   * order.
   */
  default void spread(float[] epsilon, LinePoints points, float[] line) {
    int features = points.features();
    int row = points.row();
    for (int i = points.first(); i < points.first() + points.count(); i++) {
      int left = points.vertex()[i];
      float weight = points.weight()[i];
      for (int f = 0; f < features; f++) {
        float change = epsilon[row + f];
        float part = weight * change;
        line[left + features + f] += part;
        line[left + f] += change - part;
      }
      row += points.width();
    }
  }

  /**
   * Where points lie on a line and in rows.
   *
   * @param vertex v: places of the vertices on the left, in floats, those of other points before
   * @param weight w: weights of the vertices on the right, likewise
   * @param first the place of the first point among them
   * @param count how many points
   * @param row where the first point's features begin
   * @param width floats from a point's features to the next one's
   * @param features F of a vertex
   */
  record LinePoints(
      int[] vertex, float[] weight, int first, int count, int row, int width, int features) {}

  /**
   * Takes Adam's step at all parameters from one on whose gradient is not 0, and sets the gradient
   * to 0:
   *
   * <pre>
   *   g' = scale g    m = beta1 m + (1 - beta1) g'    v = beta2 v + (1 - beta2) g'^2
   *   p = p - rate m / (sqrt(v) + epsilon)
   * </pre>
   *
   * <p>Where the gradient is 0, p, m and v stay as they are.
   *
   * @param from the first, in all four tables
   * @param length a multiple of {@link #BLOCK}
   */
  void adam(AdamTables tables, int from, int length, AdamStep step);

  /**
   * What Adam works on.
   *
   * @param parameters p
   * @param gradient g
   * @param first m
   * @param second v
   */
  record AdamTables(
      ByteBuffer parameters, ByteBuffer gradient, ByteBuffer first, ByteBuffer second) {}

  /**
   * The constants of a step.
   *
   * @param rate learning rate with both corrections of the moments' bias
   * @param beta1 decay of m
   * @param beta2 decay of v
   * @param epsilon added to the root
   * @param scale factor of the gradient
   */
  record AdamStep(float rate, float beta1, float beta2, float epsilon, float scale) {}
}
