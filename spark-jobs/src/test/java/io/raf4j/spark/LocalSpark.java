package io.raf4j.spark;

import io.raf4j.spark.training.RafRegistrator;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * The Spark session of this module's tests: local, no web page, one JVM.
 *
 * <p>One application runs at a time. Tests of the command line, which starts and stops Spark by
 * itself, call {@link #stop} first; the next caller of {@link #session} gets a new one.
 */
public final class LocalSpark {

  private LocalSpark() {}

  /** Returns the session with two local cores, which is started where none runs. */
  public static SparkSession session() {
    return builder("local[2]").getOrCreate();
  }

  /** Returns the context of {@link #session} for RDDs. */
  public static JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(session().sparkContext());
  }

  /**
   * Stops what runs and starts a session with another master; whoever does that stops it too.
   *
   * @param master such as {@code local[2,4]}
   */
  public static JavaSparkContext restart(String master) {
    stop();
    return JavaSparkContext.fromSparkContext(builder(master).getOrCreate().sparkContext());
  }

  /** Stops the session that runs, if one does. */
  public static void stop() {
    if (isRunning()) {
      session().stop();
    }
  }

  /** Returns whether this JVM has a Spark application. */
  public static boolean isRunning() {
    return !SparkSession.getDefaultSession().isEmpty()
        && !SparkSession.getDefaultSession().get().sparkContext().isStopped();
  }

  private static SparkSession.Builder builder(String master) {
    return SparkSession.builder()
        .master(master)
        .appName("raf4j-tests")
        .config("spark.ui.enabled", false)
        .config("spark.sql.shuffle.partitions", 2)
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
        .config("spark.kryo.registrator", RafRegistrator.class.getName());
  }
}
