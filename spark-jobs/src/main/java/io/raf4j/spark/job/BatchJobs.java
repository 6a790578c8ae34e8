package io.raf4j.spark.job;

import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.report.Environment;
import io.raf4j.spark.report.EvaluationRow;
import io.raf4j.spark.report.EvaluationRow.Status;
import io.raf4j.spark.report.EvaluationSlot;
import io.raf4j.spark.report.EvaluationTable;
import io.raf4j.spark.report.RunManifest;
import io.raf4j.spark.report.RunManifest.Section;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * Fills one slot of a table of evaluations: each model on each data set of its kind, one Spark task
 * a pair.
 *
 * <p>A pair and not a model is what a task evaluates, since data sets differ in size far more than
 * restoring a network costs (milliseconds), and since what is finished is kept pair by pair: a slot
 * that was cut off goes on with the pairs that are missing, and with those that failed. A slot that
 * is complete is left alone, so that the same evaluation may be asked for any number of times.
 */
public final class BatchJobs {

  private final BatchRequest request;
  private final Configuration hadoop;
  private final EvaluationSlot slot;
  private final EvaluationTable table;
  private final BatchPlan plan;

  /**
   * Finds models and data sets; Spark is not started yet.
   *
   * @throws SettingsException if one of them is not what it should be
   */
  public BatchJobs(BatchRequest request) {
    this.request = request;
    this.hadoop = JobSession.hadoop(JobSession.conf(request.master(), 1));
    this.slot = new EvaluationSlot(request.date(), request.job().name());
    this.table = table();
    this.plan = BatchPlan.of(request.job(), hadoop);
    plan.skipped().forEach(line -> System.err.println("Left out: " + line));
  }

  private EvaluationTable table() {
    String output = request.job().output();
    try {
      return EvaluationTable.open(TypedPath.of("output", output, hadoop), hadoop);
    } catch (IOException e) {
      throw new SettingsException("output is " + output + ": " + e.getMessage(), e);
    }
  }

  /**
   * Evaluates what the slot lacks, and returns its figures.
   *
   * @throws SettingsException if the slot is complete with other models or data sets
   */
  public Map<String, Object> evaluate() {
    Optional<RunManifest> before = request.replace() ? Optional.empty() : table.complete(slot);
    before.ifPresent(manifest -> SlotCheck.requireSame(slot, manifest, plan.input()));
    if (before.isPresent() && (request.keepFailed() || failed(before.get()) == 0)) {
      System.err.printf("The slot %s is complete; nothing to do%n", slot);
      Map<String, Object> figures = new LinkedHashMap<>(before.get().section(Section.FIGURES));
      figures.put("evaluated", 0);
      figures.put("seconds", 0.0);
      return figures;
    }
    long began = System.nanoTime();
    PairRun run = new PairRun(plan, slot, table, request, hadoop);
    try (JobSession session = run.open()) {
      SparkSession spark = session.spark();
      int missing = run.evaluateMissing(spark, before.isPresent());
      List<EvaluationRow> rows = rows(run.known());
      Map<String, Object> figures = figures(rows, missing, (System.nanoTime() - began) / 1e9);
      table.commit(spark, slot, rows, manifest(figures));
      return figures;
    }
  }

  private static long failed(RunManifest manifest) {
    return ((Number) manifest.section(Section.FIGURES).get("failed")).longValue();
  }

  private List<EvaluationRow> rows(Map<String, EvaluationRow> known) {
    String runId = plan.runId(slot);
    List<EvaluationRow> rows = new ArrayList<>();
    for (EvaluationPair pair : plan.pairs()) {
      EvaluationRow row = known.get(pair.key());
      if (row == null) {
        throw new IllegalStateException(
            "no task left the evaluation of "
                + pair.model().path()
                + " on "
                + pair.data().name()
                + " in "
                + table.staging(slot)
                + "; is it a folder that every executor and the driver see?");
      }
      rows.add(row.in(runId).at(rows.size()));
    }
    return rows;
  }

  private Map<String, Object> figures(List<EvaluationRow> rows, int evaluated, double seconds) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("run_id", plan.runId(slot));
    figures.put("job", slot.job());
    figures.put("date", slot.date().toString());
    figures.put("models", plan.models().size());
    figures.put("data_sets", plan.dataSets().size());
    figures.put("left_out", plan.skipped().size());
    figures.put("rows", rows.size());
    for (Status status : Status.values()) {
      figures.put(
          status.label(), (int) rows.stream().filter(row -> row.status() == status).count());
    }
    figures.put("evaluated", evaluated);
    figures.put("partition", table.partition(slot).toString());
    figures.put("content_sha256", EvaluationTable.sha256(rows));
    figures.put("seconds", seconds);
    return figures;
  }

  private RunManifest manifest(Map<String, Object> figures) {
    return RunManifest.start(plan.runId(slot), request.command())
        .with(Section.CONFIGURATION, request.job().asMap())
        .with(Section.INPUT, plan.input())
        .with(Section.HARDWARE, Environment.hardware(List.of()))
        .with(Section.SOFTWARE, Environment.software(RunRecord.engine(KernelsInUse.here())))
        .done(new RunManifest.Stop("rows", "every pair has its row"), figures);
  }
}
