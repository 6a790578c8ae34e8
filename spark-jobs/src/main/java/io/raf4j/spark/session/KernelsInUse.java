package io.raf4j.spark.session;

import io.raf4j.kernel.KernelProvider;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/**
 * Which kernels a run computes with. All give the same bits, but those in plain Java are two to
 * three times as slow, so a run that had them says so.
 */
public final class KernelsInUse {

  /** What Java must be told for the fast kernels. */
  static final String MODULE = "--add-modules=jdk.incubator.vector";

  /** Enough tasks for every executor to be asked. */
  private static final int TASKS_OF_A_CORE = 4;

  private KernelsInUse() {}

  /** Returns the kernels of this process, in words. */
  public static String here() {
    return inWords(KernelProvider.best().name());
  }

  /** Returns the kernels of all processes of the application that runs, in words. */
  public static String found() {
    Option<SparkSession> session = SparkSession.getDefaultSession();
    if (session.isEmpty() || session.get().sparkContext().isStopped()) {
      return here();
    }
    SparkContext spark = session.get().sparkContext();
    return spark.isLocal() ? here() : withExecutors(here(), executors(spark));
  }

  private static List<String> executors(SparkContext spark) {
    int tasks = TASKS_OF_A_CORE * spark.defaultParallelism();
    return JavaSparkContext.fromSparkContext(spark)
        .parallelize(Collections.nCopies(tasks, 0), tasks)
        .map(task -> KernelProvider.best().name())
        .distinct()
        .collect();
  }

  /** Returns the kernels of driver and executors in words: once where they are the same. */
  static String withExecutors(String driver, List<String> executors) {
    String others =
        executors.stream().sorted().map(KernelsInUse::inWords).collect(Collectors.joining(" and "));
    return others.equals(driver) ? driver : driver + " on the driver, " + others + " on executors";
  }

  /** Returns a kernel provider's name, with what to do where it is the slow one. */
  static String inWords(String provider) {
    return provider.equals(KernelProvider.scalar().name())
        ? provider + " (slow; the fast ones need Java's option " + MODULE + ")"
        : provider;
  }
}
