package io.raf4j.spark.plan;

import io.raf4j.host.ComputeThreads;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.TrainingOptions;
import io.raf4j.spark.plan.CostConstants.Name;
import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.rows.RoundParts;
import io.raf4j.spark.run.Averaged;
import io.raf4j.spark.session.JobSession;
import io.raf4j.spark.training.Checkpoints;
import io.raf4j.spark.training.Cluster;
import io.raf4j.spark.training.Interruption;
import io.raf4j.spark.training.MetricLog;
import io.raf4j.spark.training.MinibatchSource;
import io.raf4j.spark.training.NetworkWork;
import io.raf4j.spark.training.Round;
import io.raf4j.spark.training.RoundMeasure;
import io.raf4j.spark.training.TaskThreads;
import io.raf4j.spark.training.Trainer;
import io.raf4j.spark.training.TrainingState;
import io.raf4j.spark.training.WorkerPool;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Measures what a plan's own network costs here, in some seconds, and scales the model's constants
 * to it: steps of two batches on one thread of the driver's machine, and rounds of two workers on
 * the master.
 *
 * <p>One network cannot tell all constants apart. Those of a part keep their ratios and are
 * multiplied by measured over predicted: a step's by the two that a line through two batches gives,
 * a round's by one for each of broadcast, fetch, launch with results, and average.
 */
final class PlanCalibration {

  private static final int FEW = 64;
  private static final int MANY = 1024;
  private static final int REPETITIONS = 7;
  private static final int ROUNDS = 8;
  private static final int WORKERS = 2;

  private final Averaged subject;
  private final Settings settings;
  private final SparkConf conf;

  PlanCalibration(Averaged subject, Settings settings, SparkConf conf) {
    this.subject = subject;
    this.settings = settings;
    this.conf = conf;
  }

  /** Returns constants that predict what is measured now. */
  CostConstants of(CostConstants before) {
    CostModel model = new CostModel(before);
    Map<Name, Double> scaled = new EnumMap<>(Name.class);
    steps(model, scaled);
    rounds(model, scaled);
    String where = "calibrated here on " + conf.get("spark.master") + "; the rest: ";
    return before.with(where + before.measuredOn(), scaled);
  }

  private void steps(CostModel model, Map<Name, Double> scaled) {
    int threads = ComputeThreads.count();
    new TaskThreads(1).limit();
    try {
      MultiLayerNetwork network = subject.network().get();
      double few = seconds(network, FEW);
      double many = seconds(network, MANY);
      double example = Math.max(0, (many - few) / (MANY - FEW));
      double beyond = Math.max(0, few - FEW * example);
      NetworkWork work = subject.work();
      double exampleFactor = ratio(example, model.example(work, 1));
      // Muon's products cost by the flop, as an example's do.
      double besidesMuon = Math.max(0, beyond - exampleFactor * model.muon(work, 1));
      double beyondFactor = ratio(besidesMuon, model.adam(work));
      scale(model, scaled, beyondFactor, Name.STEP_SECONDS, Name.SECONDS_PER_PARAMETER);
      scale(model, scaled, exampleFactor, Name.SECONDS_PER_FLOP, Name.SECONDS_PER_TERM);
    } finally {
      new TaskThreads(threads).limit();
    }
  }

  private double seconds(MultiLayerNetwork network, int batch) {
    DataSet minibatch = subject.source().apply(batch).minibatches(0, 0, 1).next();
    double[] seconds = new double[REPETITIONS];
    for (int i = -2; i < REPETITIONS; i++) {
      long began = System.nanoTime();
      network.fit(minibatch);
      if (i >= 0) {
        seconds[i] = (System.nanoTime() - began) / 1e9;
      }
    }
    java.util.Arrays.sort(seconds);
    return seconds[REPETITIONS / 2];
  }

  private void rounds(CostModel model, Map<Name, Double> scaled) {
    List<MetricRow> rows = trained();
    Cluster cluster = Cluster.local(WORKERS, 1);
    RoundCost cost = model.round(subject.work(), cluster, new Round(WORKERS, FEW, 1, 0));
    double broadcast = median(rows, RoundParts::broadcast);
    double fetch = median(rows, RoundParts::fetch);
    double average = median(rows, RoundParts::average);
    double waiting = median(rows, RoundParts::waiting) + beyond(rows);
    scale(
        model,
        scaled,
        ratio(broadcast, cost.broadcast()),
        Name.BROADCAST_SECONDS,
        Name.BROADCAST_SECONDS_PER_BYTE);
    scale(
        model, scaled, ratio(fetch, cost.fetch()), Name.FETCH_SECONDS, Name.FETCH_SECONDS_PER_BYTE);
    scale(
        model,
        scaled,
        ratio(waiting, cost.launch() + cost.result()),
        Name.ROUND_SECONDS,
        Name.WORKER_SECONDS,
        Name.RESULT_SECONDS_PER_BYTE,
        Name.COLLECT_SECONDS_PER_BYTE);
    scale(model, scaled, ratio(average, cost.average()), Name.AVERAGE_SECONDS_PER_BYTE);
  }

  /** Trains a few rounds of one step on the master; the first ones warm up and are left out. */
  private List<MetricRow> trained() {
    MetricLog.InMemory log = MetricLog.inMemory();
    TrainingOptions options =
        TrainingOptions.of(
            settings
                .with(Key.WORKERS, WORKERS)
                .with(Key.BATCH, FEW)
                .with(Key.AVERAGING_FREQUENCY, 1)
                .with(Key.STEPS, ROUNDS)
                .with(Key.MAX_SECONDS, ""));
    try (JobSession session = JobSession.open(conf, "plan")) {
      WorkerPool pool =
          WorkerPool.on(JavaSparkContext.fromSparkContext(session.spark().sparkContext()));
      MinibatchSource source = subject.source().apply(FEW);
      new Trainer(
              pool,
              options,
              "calibration",
              Checkpoints.none(),
              log,
              RoundMeasure.none(),
              (row, left) -> {},
              new Interruption())
          .train(subject.network().get(), TrainingState.START, source);
    }
    List<MetricRow> rows = log.rows();
    return rows.subList(rows.size() / 2, rows.size());
  }

  /** Rows, messages and what else a round does beyond its parts. */
  private static double beyond(List<MetricRow> rows) {
    List<Double> rest = new ArrayList<>();
    for (int i = 1; i < rows.size(); i++) {
      double took = rows.get(i).seconds() - rows.get(i - 1).seconds();
      rest.add(Math.max(0, took - rows.get(i).parts().sum()));
    }
    return rest.stream().sorted().skip(rest.size() / 2).findFirst().orElse(0.0);
  }

  private static double median(List<MetricRow> rows, ToDoubleFunction<RoundParts> part) {
    double[] sorted = rows.stream().map(MetricRow::parts).mapToDouble(part).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static double ratio(double measured, double predicted) {
    return predicted > 0 ? measured / predicted : 1;
  }

  private static void scale(
      CostModel model, Map<Name, Double> scaled, double factor, Name... names) {
    for (Name name : names) {
      scaled.put(name, factor * model.constants().get(name));
    }
  }
}
