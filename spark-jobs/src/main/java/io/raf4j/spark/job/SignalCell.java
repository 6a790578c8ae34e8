package io.raf4j.spark.job;

import io.raf4j.spark.conf.JobKind;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.training.Checkpoints;
import io.raf4j.spark.training.MetricLog;
import io.raf4j.spark.training.WorkerPool;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;

/** A network trained on an image or a sound and judged, without any folder. */
final class SignalCell {

  private SignalCell() {}

  /**
   * Trains and evaluates.
   *
   * @param kind {@link JobKind#IMAGE} or {@link JobKind#AUDIO}
   * @param settings of the run; {@code output} is not used
   * @throws io.raf4j.spark.conf.SettingsException if a setting or the input is wrong
   */
  static RunOutcome run(JobKind kind, Settings settings, WorkerPool pool) {
    Configuration hadoop = JobSession.hadoopHere();
    SignalPlan plan = SignalPlan.of(kind, settings, hadoop);
    MetricLog.InMemory metrics = MetricLog.inMemory();
    SignalTraining.Trained trained =
        new SignalTraining(plan, hadoop, pool)
            .train(
                UUID.randomUUID().toString(),
                Optional.empty(),
                Checkpoints.none(),
                metrics,
                (row, left) -> {});
    SignalEvaluation evaluation = new SignalEvaluation(plan, trained, hadoop, pool);
    return new RunOutcome(evaluation.figures(), metrics.rows());
  }
}
