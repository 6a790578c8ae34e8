package io.raf4j.spark.schedule;

import io.raf4j.spark.run.Progress;
import io.raf4j.spark.schedule.EvaluationRow.Status;
import io.raf4j.spark.session.JobSession;
import io.raf4j.spark.training.TaskThreads;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;

/** The Spark job of a scheduled evaluation: the pairs that have no row yet, one task each. */
final class PairRun {

  private final BatchPlan plan;
  private final EvaluationSlot slot;
  private final EvaluationTable table;
  private final BatchRequest request;
  private final Configuration hadoop;
  private final Map<String, EvaluationRow> known = new LinkedHashMap<>();

  PairRun(
      BatchPlan plan,
      EvaluationSlot slot,
      EvaluationTable table,
      BatchRequest request,
      Configuration hadoop) {
    this.plan = plan;
    this.slot = slot;
    this.table = table;
    this.request = request;
    this.hadoop = hadoop;
  }

  /** Starts Spark with as many tasks side by side as there are cores, but no more than pairs. */
  JobSession open() {
    SparkConf conf = JobSession.conf(request.master(), plan.pairs().size());
    return JobSession.open(conf, "evaluate " + slot);
  }

  /**
   * Evaluates what has no row yet, or failed before.
   *
   * @param isComplete whether rows of the complete slot count
   * @return how many pairs were evaluated
   */
  int evaluateMissing(SparkSession spark, boolean isComplete) {
    if (isComplete) {
      table.read(spark, slot).forEach(row -> known.put(EvaluationPair.key(row), row));
    }
    known.putAll(table.kept(slot));
    if (!request.keepFailed()) {
      known.values().removeIf(row -> row.status() == Status.FAILED);
    }
    List<EvaluationPair> missing =
        plan.pairs().stream().filter(pair -> !known.containsKey(pair.key())).toList();
    request
        .audience()
        .say(
            String.format(
                "Evaluating %d of %d pairs of models and data sets for %s",
                missing.size(), plan.pairs().size(), slot));
    if (!missing.isEmpty()) {
      evaluate(spark, missing);
      known.putAll(table.kept(slot));
    }
    return missing.size();
  }

  private void evaluate(SparkSession spark, List<EvaluationPair> missing) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    spark.sparkContext().setJobDescription("models on data sets");
    LongAccumulator done = spark.sparkContext().longAccumulator("pairs");
    PairEvaluator evaluator =
        new PairEvaluator(
            plan.runId(slot),
            table.staging(slot).toString(),
            TaskThreads.of(context.getConf()),
            done,
            new SerializableConfiguration(hadoop));
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    try (Progress progress = request.audience().progress("evaluating", missing.size())) {
      clock.scheduleAtFixedRate(() -> progress.at(done.sum(), "pairs"), 1, 1, TimeUnit.SECONDS);
      context.parallelize(missing, missing.size()).foreach(evaluator::evaluate);
    } finally {
      clock.shutdownNow();
    }
  }

  /** Returns all rows that are known, by the key of their pairs. */
  Map<String, EvaluationRow> known() {
    return known;
  }
}
