package io.raf4j.spark;

import org.apache.spark.sql.SparkSession;

/** The one Spark session of this module's tests: two local cores, no web page, one JVM. */
public final class LocalSpark {

  private LocalSpark() {}

  /** Returns the session, which the first call starts and the end of the JVM stops. */
  public static SparkSession session() {
    return Holder.SESSION;
  }

  private static final class Holder {
    private static final SparkSession SESSION =
        SparkSession.builder()
            .master("local[2]")
            .appName("raf4j-tests")
            .config("spark.ui.enabled", false)
            .config("spark.sql.shuffle.partitions", 2)
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
            .config("spark.kryo.registrator", "org.nd4j.kryo.Nd4jRegistrator")
            .getOrCreate();
  }
}
