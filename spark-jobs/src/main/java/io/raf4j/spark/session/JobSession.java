package io.raf4j.spark.session;

import io.raf4j.kernel.KernelProvider;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.training.Cluster;
import io.raf4j.spark.training.TrainingRoom;
import java.lang.management.ManagementFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.SparkSession;
import org.bytedeco.javacpp.Pointer;
import scala.Option;

/**
 * Spark for a job. A session that is open already is shared, so that a job may be part of another
 * one: only who opened it stops it.
 *
 * <p>The master is that of the command line, else that of {@code spark-submit}, else all local
 * cores. Locally, where nobody has set {@code spark.task.cpus}, the cores are divided among the
 * logical workers.
 */
public final class JobSession implements AutoCloseable {

  private static final Pattern LOCAL = Pattern.compile("local(?:\\[(\\d+|\\*)(?:,.*)?])?");

  /** What Kryo takes at most, in MiB. */
  private static final long MOST_KRYO = 2047;

  private static final String RETAINED = "20";
  private static final String RETAINED_TASKS = "1000";

  private final SparkSession spark;
  private final boolean isOwn;

  private JobSession(SparkSession spark, boolean isOwn) {
    this.spark = spark;
    this.isOwn = isOwn;
  }

  /** Returns the Spark settings of this process, with the master resolved. */
  public static SparkConf conf(String master, int workers) {
    SparkConf conf = new SparkConf();
    if (!master.isBlank()) {
      conf.setMaster(master);
    }
    conf.setIfMissing("spark.master", "local[*]");
    // What rounds broadcast are parameters, whose bits no compression shortens.
    conf.setIfMissing("spark.broadcast.compress", "false");
    // Results up to this size, a million parameters with Adam's moments, come with the message that
    // the task has ended.
    conf.setIfMissing("spark.task.maxDirectResultSize", "16m");
    int cores = localCores(conf);
    if (cores > 0) {
      conf.setIfMissing("spark.task.cpus", Integer.toString(Math.max(1, cores / workers)));
    }
    forgetWhatIsOver(conf);
    SparkNeeds.complete(conf, cores);
    return conf;
  }

  /**
   * Has Spark forget rounds that are over. It keeps a thousand jobs and stages for its pages, with
   * stack traces of where they came from, and does so without pages too: memory that grows for the
   * first hour of a run.
   */
  private static void forgetWhatIsOver(SparkConf conf) {
    if (!conf.getBoolean("spark.ui.enabled", true)) {
      conf.setIfMissing("spark.ui.retainedJobs", RETAINED);
      conf.setIfMissing("spark.ui.retainedStages", RETAINED);
      conf.setIfMissing("spark.ui.retainedTasks", RETAINED_TASKS);
      conf.setIfMissing("spark.sql.ui.retainedExecutions", RETAINED);
    }
  }

  /**
   * Refuses work that does not fit, and makes room for the results of its tasks.
   *
   * @throws SettingsException if the tasks that run at once need more than there is
   */
  public static void allow(SparkConf conf, Needs needs) {
    int tasks = cluster(conf).sideBySide(needs.workers());
    requireMemory(conf, needs.bytes(), tasks, needs.setting());
    if (needs.unknowns() > 0) {
      allowSecondOrder(conf, needs.unknowns(), needs.workers());
    } else {
      allowResults(conf, needs.results());
    }
  }

  /**
   * Makes room for second-order training, whose tasks send normal matrices of n (n + 1) / 2 numbers
   * to the driver, where Spark allows 1 GiB for all of them together unless it is told otherwise.
   *
   * @param unknowns n
   * @param workers logical workers
   * @throws SettingsException if the driver's heap cannot hold the matrices
   */
  public static void allowSecondOrder(SparkConf conf, long unknowns, int workers) {
    long matrix = Double.BYTES * unknowns * (unknowns + 1) / 2;
    requireHeap(matrix, workers, Runtime.getRuntime().maxMemory());
    allowResults(conf, matrix);
  }

  /**
   * Makes room for tasks that send large results to the driver.
   *
   * @param bytes of the largest result, or of what tasks share where that is more
   */
  public static void allowResults(SparkConf conf, long bytes) {
    conf.setIfMissing("spark.driver.maxResultSize", "0");
    long mebibytes = Math.min(MOST_KRYO, 64 + 2 * (bytes >> 20));
    conf.setIfMissing("spark.kryoserializer.buffer.max", mebibytes + "m");
  }

  /**
   * Refuses matrices that do not fit: those of all workers as bytes and as numbers, their sum, and
   * the square one that is decomposed.
   */
  static void requireHeap(long matrix, int workers, long heap) {
    long needed = matrix * (2L * workers + 3);
    if (needed > heap) {
      throw new SettingsException(
          String.format(
              "second order needs about %d MiB of heap on the driver for %d workers' matrices of %d"
                  + " MiB, which has %d MiB; lower --width, --depth or --workers, or raise"
                  + " spark.driver.memory",
              needed >> 20, workers, matrix >> 20, heap >> 20));
    }
  }

  /** Returns Hadoop's configuration as Spark will use it, before Spark is started. */
  public static Configuration hadoop(SparkConf conf) {
    return SparkHadoopUtil.get().newConfiguration(conf);
  }

  /** Returns Hadoop's configuration of the application that this code is part of. */
  public static Configuration hadoopHere() {
    return hadoop(SparkEnv.get() == null ? new SparkConf() : SparkEnv.get().conf());
  }

  /**
   * Starts Spark where none runs in this process.
   *
   * @param conf for a new session; one that runs keeps its own
   * @param name of the application
   */
  public static JobSession open(SparkConf conf, String name) {
    Option<SparkSession> running = SparkSession.getDefaultSession();
    if (running.isDefined() && !running.get().sparkContext().isStopped()) {
      return new JobSession(running.get(), false);
    }
    if (KernelProvider.best() == KernelProvider.scalar()) {
      System.err.println("raf: note: kernels are " + KernelsInUse.here());
    }
    return new JobSession(
        SparkSession.builder().config(conf).appName("raf " + name).getOrCreate(), true);
  }

  /** Returns the session. */
  public SparkSession spark() {
    return spark;
  }

  /** Stops Spark if it was started here. */
  @Override
  public void close() {
    if (isOwn) {
      spark.stop();
    }
  }

  /** Returns the cores of a local master, 0 for a cluster. */
  public static int localCores(SparkConf conf) {
    Matcher local = LOCAL.matcher(conf.get("spark.master"));
    if (!local.matches()) {
      return 0;
    }
    if (local.group(1) == null) {
      return 1;
    }
    try {
      return local.group(1).equals("*")
          ? Runtime.getRuntime().availableProcessors()
          : Integer.parseInt(local.group(1));
    } catch (NumberFormatException e) {
      throw new SettingsException(
          "--master is " + conf.get("spark.master") + "; expected a number of cores", e);
    }
  }

  /** Returns where the tasks of a training run. */
  public static TrainingRoom room(SparkConf conf) {
    return new TrainingRoom(cluster(conf), false);
  }

  /** Returns where tasks run: in this process, or in an executor, one of however many. */
  public static Cluster cluster(SparkConf conf) {
    int local = localCores(conf);
    int cores = local > 0 ? local : conf.getInt("spark.executor.cores", 1);
    int taskCpus = Math.min(cores, conf.getInt("spark.task.cpus", 1));
    // Of the two kinds only one has links, and memory does not depend on them.
    return new Cluster(1, cores, taskCpus, Double.POSITIVE_INFINITY, local > 0);
  }

  /**
   * Refuses tasks that do not fit into the memory of the machine that runs them.
   *
   * @param needed what a process needs outside the Java heap
   * @param tasks that work side by side in it
   * @param setting the option that the need comes from
   * @throws SettingsException if there is less
   */
  public static void requireMemory(SparkConf conf, long needed, int tasks, String setting) {
    boolean isLocal = localCores(conf) > 0;
    long available = isLocal ? machineMemory() : executorMemory(conf);
    if (needed > available) {
      throw new SettingsException(
          String.format(
              "%1$s needs about %2$d MiB outside the Java heap for the %3$d tasks that work side by"
                  + " side on one %4$s, which has %5$d MiB; lower %1$s, --width or --workers, or give"
                  + " it more memory%6$s",
              setting,
              needed >> 20,
              tasks,
              isLocal ? "machine" : "executor",
              available >> 20,
              isLocal ? " (-Dorg.bytedeco.javacpp.maxbytes)" : " (spark.executor.memoryOverhead)"));
    }
  }

  /** The memory of the machine, or less where JavaCPP, which ND4J allocates by, is held to less. */
  private static long machineMemory() {
    long machine =
        ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getTotalMemorySize();
    long limit = Pointer.maxBytes();
    return limit > 0 ? Math.min(machine, limit) : machine;
  }

  private static long executorMemory(SparkConf conf) {
    long heap = conf.getSizeAsMb("spark.executor.memory", "1g");
    double factor = conf.getDouble("spark.executor.memoryOverheadFactor", 0.1);
    String overhead = Math.max(384, (long) (heap * factor)) + "m";
    return conf.getSizeAsMb("spark.executor.memoryOverhead", overhead) << 20;
  }
}
