package io.raf4j.spark.solution;

import java.io.Closeable;
import java.io.IOException;

/** Takes points with their values, in order, some at a time. */
interface ValueSink extends Closeable {

  /**
   * Takes some.
   *
   * @param points {@code [n, d]}
   * @param values {@code [n, columns]}, NaN outside of the domain
   * @throws IOException if the file system refuses
   */
  void write(double[] points, double[] values) throws IOException;
}
