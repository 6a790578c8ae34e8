package io.raf4j.spark.job;

import io.raf4j.solver.ProblemReference.Kind;
import io.raf4j.spark.conf.JobKind;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.report.MetricRow;
import io.raf4j.spark.training.DivergedException;
import io.raf4j.spark.training.MetricLog;
import io.raf4j.spark.training.WorkerPool;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Solves one equation without a folder and without a word, such as one of many in the tasks of a
 * Spark job.
 *
 * <p>The same settings give the same parameters and figures as {@link SolveJobs}, to the bit and
 * but for the time that was taken. Thread-safe with a pool of one's own.
 */
public final class SolveCell {

  private SolveCell() {}

  /**
   * Trains a network and evaluates it.
   *
   * @param kind {@link JobKind#PDE} or {@link JobKind#EIGEN}
   * @param settings of which those about files are not read
   * @param pool where the logical workers are
   * @throws SettingsException if a setting is wrong
   * @throws DivergedException if the loss became infinite or not a number
   * @throws IllegalArgumentException for another kind
   */
  public static RunOutcome run(JobKind kind, Settings settings, WorkerPool pool) {
    SolvePlan plan = SolvePlan.of(equation(kind), settings);
    String runId = UUID.randomUUID().toString();
    MetricLog.InMemory metrics = MetricLog.inMemory();
    SolveTraining.Trained trained =
        new SolveTraining(plan, TrainingSite.inMemory(runId, pool, metrics), false).train();
    List<MetricRow> rows = metrics.rows();
    Evaluation evaluation = Evaluation.of(plan, trained.network());
    Map<String, Object> figures =
        SolveFigures.of(evaluation, runId, trained.state(), SolveTraining.lastLoss(rows))
            .byName(plan, trained.network(), trained.state());
    figures.put("stop_reason", trained.stop());
    return new RunOutcome(figures, rows);
  }

  private static Kind equation(JobKind kind) {
    return switch (kind) {
      case PDE -> Kind.PDE;
      case EIGEN -> Kind.EIGEN;
      default ->
          throw new IllegalArgumentException("kind is " + kind.label() + "; expected pde or eigen");
    };
  }
}
