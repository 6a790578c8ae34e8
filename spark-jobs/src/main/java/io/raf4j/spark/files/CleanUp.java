package io.raf4j.spark.files;

/**
 * What has to be done after some work, however the work ended. In a try-with-resources statement
 * its own failure never hides that of the work, as it does in a {@code finally} block: on a file
 * system that refuses everything, what was refused first is what people have to hear of.
 */
@FunctionalInterface
public interface CleanUp extends AutoCloseable {

  /** Cleans up. */
  @Override
  void close();
}
