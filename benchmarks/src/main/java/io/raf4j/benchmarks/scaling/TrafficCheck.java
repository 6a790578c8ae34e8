package io.raf4j.benchmarks.scaling;

import io.raf4j.spark.plan.CostConstants;
import io.raf4j.spark.plan.CostModel;
import io.raf4j.spark.plan.RoundTraffic;
import io.raf4j.spark.training.Cluster;
import io.raf4j.spark.training.NetworkWork;
import io.raf4j.spark.training.TrafficCounter;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Counts tasks and bytes of rounds on executors that are processes of their own, more of them than
 * cores, and compares with the model: tasks must be equal, bytes within a few per cent.
 */
final class TrafficCheck {

  private static final ScalingNetwork SUBJECT = new ScalingNetwork("0.2", 256, 16);
  private static final int ROUNDS = 4;
  private static final double ALLOWED = 0.03;

  private TrafficCheck() {}

  static void print(int[] numbers) throws InterruptedException {
    requireHome();
    System.out.println(
        "| executors | tasks | by the model | written MB | by the model | fetched MB | by the model |"
            + " results MB | by the model |");
    System.out.println("|" + "---|".repeat(9));
    boolean isMet = true;
    for (int executors : numbers) {
      isMet &= row(executors);
    }
    System.out.printf(
        "%nTasks equal and bytes within %.0f %%: %s%n", 100 * ALLOWED, isMet ? "met" : "not met");
  }

  private static void requireHome() {
    String home = System.getenv("SPARK_HOME");
    if (home == null || !Files.isDirectory(Path.of(home, "jars"))) {
      throw new IllegalStateException(
          "SPARK_HOME is " + home + ", which has no jars/; build one by ./raf --version");
    }
  }

  private static boolean row(int executors) throws InterruptedException {
    SparkConf conf =
        ScalingRounds.conf("local-cluster[" + executors + ",1,640]")
            .set("spark.executor.memory", "640m")
            .set("spark.executor.extraClassPath", absoluteClassPath())
            .set(
                "spark.executor.extraJavaOptions",
                "--add-modules=jdk.incubator.vector -XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
            // All executors must be there before tasks are dealt out.
            .set("spark.scheduler.minRegisteredResourcesRatio", "1.0")
            .set("spark.scheduler.maxRegisteredResourcesWaitingTime", "300s")
            .set("spark.locality.wait", "0");
    MultiLayerNetwork network = SUBJECT.create();
    NetworkWork work = SUBJECT.work(network);
    TrafficCounter.Counts counts;
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      // Adam's state is zero before the first step, and Spark compresses zeros.
      train(spark, network, executors, 1);
      TrafficCounter counter = TrafficCounter.of(spark.sc());
      train(spark, network, executors, ROUNDS);
      counts = counter.settled();
    }
    // A training of n rounds that count has one more, see ScalingRounds.
    int rounds = ROUNDS + 1;
    RoundTraffic model =
        new CostModel(CostConstants.defaults())
            .traffic(work, new Cluster(executors, 1, 1, 1e9, false), executors);
    System.out.printf(
        "| %d | %d | %d | %.3f | %.3f | %.3f | %.3f | %.3f | %.3f |%n",
        executors,
        counts.tasks() / rounds,
        model.tasks(),
        counts.written() / 1e6 / rounds,
        model.written() / 1e6,
        counts.fetched() / 1e6 / rounds,
        model.fetched() / 1e6,
        counts.results() / 1e6 / rounds,
        model.results() / 1e6);
    return counts.tasks() == rounds * model.tasks()
        && near(counts.written(), rounds * model.written())
        && near(counts.fetched(), rounds * model.fetched())
        && near(counts.results(), rounds * model.results());
  }

  private static void train(
      JavaSparkContext spark, MultiLayerNetwork network, int workers, int rounds) {
    ScalingRounds.of(
        spark,
        network,
        SUBJECT.source(SUBJECT.batch()),
        workers,
        SUBJECT.batch(),
        1,
        rounds,
        () -> {});
  }

  private static boolean near(double counted, double model) {
    return Math.abs(counted / model - 1) <= ALLOWED;
  }

  /** Executors work in folders of their own. */
  private static String absoluteClassPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
