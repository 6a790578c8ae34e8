package io.raf4j.spark.solution;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Points in an order, from a file or on a grid, that can be gone through many times. */
interface PointSource {

  /** One way through all points. */
  interface Pass extends Closeable {

    /**
     * Returns the coordinates of the next point, in the order of the problem; nothing after the
     * last.
     *
     * @throws IOException if the file system refuses
     * @throws io.raf4j.spark.conf.SettingsException if there is something else than a point
     */
    Optional<double[]> next() throws IOException;

    /** Returns where the point is that was returned last. */
    String place();
  }

  /**
   * Begins a pass.
   *
   * @throws IOException if the file system refuses
   * @throws io.raf4j.spark.conf.SettingsException if a file has other columns
   */
  Pass pass() throws IOException;
}
