package io.raf4j.benchmarks.scaling;

import io.raf4j.benchmarks.scaling.ScalingRounds.Timed;
import io.raf4j.benchmarks.timing.Alternation;
import io.raf4j.spark.plan.CostConstants;
import io.raf4j.spark.plan.CostConstants.Name;
import io.raf4j.spark.plan.ModelFit;
import io.raf4j.spark.record.Environment;
import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.rows.RoundParts;
import io.raf4j.spark.training.NetworkWork;
import io.raf4j.spark.training.TaskThreads;
import io.raf4j.spark.training.TrafficCounter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;

/** Measures steps and rounds, and fits the model's constants to them. */
final class ModelConstants {

  private static final int FEW = 16;
  private static final int REPETITIONS = 9;
  private static final int ROUNDS = 9;

  /** A third of what other works have: nine measurements in one process share it. */
  private static final int WARM_UP_SECONDS = 3;

  private final List<ModelFit.Step> steps = new ArrayList<>();
  private final List<ModelFit.Parts> parts = new ArrayList<>();
  private final List<ModelFit.Bytes> bytes = new ArrayList<>();
  private final List<Double> threadGains = new ArrayList<>();
  private final List<Double> taskGains = new ArrayList<>();

  private ModelConstants() {}

  static void print(List<ScalingNetwork> subjects) throws InterruptedException {
    ModelConstants measured = new ModelConstants();
    for (ScalingNetwork subject : subjects) {
      measured.steps(subject);
    }
    try (JavaSparkContext spark = new JavaSparkContext(ScalingRounds.conf("local[2]"))) {
      for (ScalingNetwork subject : subjects) {
        measured.rounds(subject, spark);
      }
    }
    System.out.println(
        "# The measured constants of io.raf4j.spark.plan.CostModel, in seconds and bytes:"
            + " docs/SCALING.md.");
    System.out.println("# Written by: benchmarks/run scaling.ScalingComparison constants");
    System.out.print(measured.constants().toText());
  }

  private CostConstants constants() {
    Map<Name, Double> all = new EnumMap<>(Name.class);
    all.putAll(ModelFit.ofSteps(steps));
    all.putAll(ModelFit.ofRounds(parts));
    all.putAll(ModelFit.ofBytes(bytes));
    all.put(Name.THREAD_GAIN, RoundCosts.median(threadGains));
    all.put(Name.TASK_GAIN, RoundCosts.median(taskGains));
    Fields hardware = Environment.hardware(List.of());
    return CostConstants.of(
        hardware.get("cpu")
            + ", "
            + hardware.get("cores")
            + " cores, Java "
            + Runtime.version().feature()
            + ", one process on local[2], "
            + java.time.LocalDate.now(),
        all);
  }

  private void steps(ScalingNetwork subject) {
    MultiLayerNetwork network = subject.create();
    NetworkWork work = subject.work(network);
    DataSet few = subject.source(FEW).minibatches(0, 0, 1).next();
    DataSet many = subject.source(subject.batch()).minibatches(0, 0, 1).next();
    double onFew = seconds(network, few, 1);
    double onMany = seconds(network, many, 1);
    double onTwo = seconds(network, many, 2);
    steps.add(new ModelFit.Step(work, FEW, onFew));
    steps.add(new ModelFit.Step(work, subject.batch(), onMany));
    // What does not depend on the batch is not what threads share.
    double beyond = onFew - FEW * (onMany - onFew) / (subject.batch() - FEW);
    threadGains.add(ModelFit.gain(2, (onMany - beyond) / (onTwo - beyond)));
    System.err.printf(
        "%s million parameters: batch %d %.4f s, batch %d %.4f s, on two threads %.4f s%n",
        subject.label(), FEW, onFew, subject.batch(), onMany, onTwo);
  }

  private static double seconds(MultiLayerNetwork network, DataSet minibatch, int threads) {
    new TaskThreads(threads).limit();
    Map<String, DoubleSupplier> step =
        Map.of("step", Alternation.timed(() -> network.fit(minibatch)));
    return new Alternation(step, WARM_UP_SECONDS, REPETITIONS, (done, all) -> {}).median("step");
  }

  private void rounds(ScalingNetwork subject, JavaSparkContext spark) throws InterruptedException {
    MultiLayerNetwork network = subject.create();
    NetworkWork work = subject.work(network);
    double[] trained = new double[3];
    ScalingRounds.warmUp(spark, network, subject.source(FEW), 1, FEW);
    for (int workers = 1; workers <= 2; workers++) {
      TrafficCounter counter = TrafficCounter.of(spark.sc());
      List<Timed> small = of(subject, spark, network, workers, FEW, ROUNDS);
      TrafficCounter.Counts counts = counter.settled();
      spark.sc().removeSparkListener(counter);
      double rounds = small.size() + 1;
      bytes.add(
          new ModelFit.Bytes(
              work,
              workers,
              counts.largest(),
              counts.written() / rounds - counts.largest(),
              counts.results() / rounds));
      parts.add(
          new ModelFit.Parts(
              work,
              workers,
              ScalingRounds.part(small, RoundParts::broadcast),
              ScalingRounds.part(small, RoundParts::fetch),
              ScalingRounds.part(small, RoundParts::waiting),
              ScalingRounds.part(small, RoundParts::average),
              ScalingRounds.median(small, Timed::beyondParts)));
      List<Timed> full = of(subject, spark, network, workers, subject.batch(), ROUNDS);
      trained[workers] = ScalingRounds.part(full, RoundParts::train);
    }
    taskGains.add(ModelFit.gain(2, 2 * trained[1] / trained[2]));
    System.err.printf(
        "%s million parameters: a worker trains %.4f s alone, two %.4f s%n",
        subject.label(), trained[1], trained[2]);
    parts.stream()
        .filter(part -> part.network().equals(work))
        .forEach(
            part -> System.err.println(subject.label() + " million parameters: " + shown(part)));
  }

  private static List<Timed> of(
      ScalingNetwork subject,
      JavaSparkContext spark,
      MultiLayerNetwork network,
      int workers,
      int batch,
      int rounds) {
    return ScalingRounds.of(
        spark, network, subject.source(batch), workers, batch, 1, rounds, () -> {});
  }

  private static String shown(ModelFit.Parts part) {
    return String.format(
        "%d workers, broadcast %.1f ms, fetch %.1f ms, wait %.1f ms, average %.1f ms, other %.1f ms",
        part.workers(),
        1e3 * part.broadcast(),
        1e3 * part.fetch(),
        1e3 * part.waiting(),
        1e3 * part.average(),
        1e3 * part.beyond());
  }
}
