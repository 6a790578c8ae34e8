package io.raf4j.spark.schedule;

import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.files.TypedPath;
import io.raf4j.spark.record.Claim;
import io.raf4j.spark.record.Environment;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.record.RunManifest.Section;
import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.run.Kind;
import io.raf4j.spark.run.RunRecord;
import io.raf4j.spark.schedule.EvaluationRow.Status;
import io.raf4j.spark.session.JobSession;
import io.raf4j.spark.session.KernelsInUse;
import io.raf4j.spark.training.Interruption;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * Fills one slot of a table of evaluations: solves its equations, then evaluates each model on each
 * data set of its kind, one Spark task a pair.
 *
 * <p>A pair and not a model is what a task evaluates, since data sets differ in size far more than
 * restoring a network costs (milliseconds), and since what is finished is kept pair by pair: a slot
 * that was cut off goes on with the pairs that are missing, and with those that failed. A slot that
 * is complete is left alone, so that the same evaluation may be asked for any number of times.
 */
public final class BatchJobs {

  /** The kind of work that solves equations in files. */
  private static final String EQUATIONS = "pde";

  private final BatchRequest request;
  private final Configuration hadoop;
  private final EvaluationSlot slot;
  private final EvaluationTable table;
  private final EquationRuns equations;
  private BatchPlan plan;

  /**
   * Finds models, equations and data sets; Spark is not started yet.
   *
   * @throws SettingsException if one of them is not what it should be
   */
  public BatchJobs(BatchRequest request) {
    this.request = request;
    this.hadoop = JobSession.hadoop(JobSession.conf(request.master(), 1));
    this.slot = new EvaluationSlot(request.date(), request.job().name());
    this.table = table();
    Kind kind = request.kinds().named(EQUATIONS);
    this.equations =
        new EquationRuns(
            kind,
            BatchEquation.all(kind, request.job().equations(), hadoop),
            table.solved(slot),
            request,
            hadoop);
    this.plan = BatchPlan.of(request.kinds(), request.job(), hadoop, request.audience());
    plan.requireSome(equations.count());
    plan.skipped().forEach(line -> request.audience().say("Left out: " + line));
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
   * Solves and evaluates what the slot lacks, and returns its figures.
   *
   * @throws SettingsException if the slot is complete with other models, equations or data sets
   */
  public Fields evaluate() {
    Optional<RunManifest> before = request.replace() ? Optional.empty() : table.complete(slot);
    Fields input = plan.input().with("equations", equations.keys().values());
    before.ifPresent(manifest -> SlotCheck.requireSame(slot, manifest, input));
    if (before.isPresent() && (request.keepFailed() || failed(before.get()) == 0)) {
      request.audience().say("The slot " + slot + " is complete; nothing to do");
      return before
          .get()
          .section(Section.FIGURES)
          .with("solved", 0)
          .with("evaluated", 0)
          .with("seconds", 0.0);
    }
    long began = System.nanoTime();
    try (Claim claim =
        Claim.take(
            table.claims(slot),
            plan.runId(slot),
            "the slot in",
            hadoop,
            request.audience()::note)) {
      int solved = equations.solve();
      plan = plan.with(equations.models());
      PairRun run = new PairRun(plan, slot, table, request, hadoop);
      try (JobSession session = run.open();
          Interruption.Work atWork = Interruption.ofProcess().beginCuttable()) {
        SparkSession spark = session.spark();
        int missing = run.evaluateMissing(spark, before.isPresent());
        List<EvaluationRow> rows = rows(run.known());
        Fields figures = figures(rows, solved, missing, (System.nanoTime() - began) / 1e9);
        table.commit(spark, slot, rows, manifest(input, figures));
        return figures;
      }
    }
  }

  private static long failed(RunManifest manifest) {
    return manifest.section(Section.FIGURES).count("failed");
  }

  private List<EvaluationRow> rows(Map<String, EvaluationRow> known) {
    String runId = plan.runId(slot);
    List<EvaluationRow> rows = new ArrayList<>();
    for (EvaluationPair pair : plan.pairs()) {
      EvaluationRow row = known.get(pair.key());
      if (row == null) {
        throw new IllegalStateException(
            "no task left the evaluation of "
                + pair.model().name()
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

  /** What an evaluation came to. */
  private record Outcome(
      String runId,
      String job,
      String date,
      int models,
      int equations,
      int dataSets,
      int leftOut,
      int rows,
      long done,
      long failed,
      long incompatible,
      int solved,
      int evaluated,
      String partition,
      String contentSha256,
      double seconds) {}

  private Fields figures(List<EvaluationRow> rows, int solved, int evaluated, double seconds) {
    return Fields.of(
        new Outcome(
            plan.runId(slot),
            slot.job(),
            slot.date().toString(),
            plan.models().size(),
            equations.count(),
            plan.dataSets().size(),
            plan.skipped().size(),
            rows.size(),
            count(rows, Status.DONE),
            count(rows, Status.FAILED),
            count(rows, Status.INCOMPATIBLE),
            solved,
            evaluated,
            table.partition(slot).toString(),
            EvaluationTable.sha256(rows),
            seconds));
  }

  private static long count(List<EvaluationRow> rows, Status status) {
    return rows.stream().filter(row -> row.status() == status).count();
  }

  private RunManifest manifest(Fields input, Fields figures) {
    return RunManifest.start(plan.runId(slot), request.command())
        .with(Section.CONFIGURATION, request.job().fields())
        .with(Section.INPUT, input)
        .with(Section.HARDWARE, Environment.hardware(List.of()))
        .with(Section.SOFTWARE, Environment.software(RunRecord.engine(KernelsInUse.here())))
        .done(new RunManifest.Stop("rows", "every pair has its row"), figures);
  }
}
