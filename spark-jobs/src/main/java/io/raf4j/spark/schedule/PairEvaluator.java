package io.raf4j.spark.schedule;

import io.raf4j.spark.files.Explanation;
import io.raf4j.spark.rows.EvaluationMetrics;
import io.raf4j.spark.run.IncompatibleDataException;
import io.raf4j.spark.schedule.EvaluationRow.Status;
import io.raf4j.spark.training.TaskDevice;
import io.raf4j.spark.training.TaskThreads;
import java.io.Serializable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates one pair on an executor and keeps its row, whatever came of it.
 *
 * @param runId the batch, for the rows
 * @param staging folder where rows are kept
 * @param threads threads of a task
 * @param done counts the pairs that are finished
 */
record PairEvaluator(
    String runId,
    String staging,
    TaskThreads threads,
    LongAccumulator done,
    SerializableConfiguration hadoop)
    implements Serializable {

  private static final Logger LOG = LoggerFactory.getLogger(PairEvaluator.class);

  /** Evaluates a pair. */
  void evaluate(EvaluationPair pair) {
    threads.limit();
    TaskDevice.claim();
    EvaluationTable.keep(new Path(staging), pair.key(), row(pair), hadoop.value());
    done.add(1);
  }

  /** Models and files that are broken or too large must not keep the others from their rows. */
  private EvaluationRow row(EvaluationPair pair) {
    try {
      TrainedModel model = pair.model();
      EvaluationMetrics metrics =
          model.subject().evaluate(model.restore(hadoop.value()), pair.data(), hadoop.value());
      return metrics.hasNumbers()
          ? pair.row(runId, Status.DONE, "", metrics)
          : without(pair, Status.FAILED, "the network gives NaN or infinite values");
    } catch (IncompatibleDataException e) {
      return without(pair, Status.INCOMPATIBLE, e.getMessage());
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError | LinkageError e) {
      requireRunning(e);
      LOG.error("{} on {} failed", pair.model().name(), pair.data().name(), e);
      return without(pair, Status.FAILED, Explanation.of(e));
    }
  }

  private EvaluationRow without(EvaluationPair pair, Status status, String why) {
    return pair.row(runId, status, why, EvaluationMetrics.NONE);
  }

  /** A task that Spark ends has not failed: its pair waits for the next evaluation of the slot. */
  private static void requireRunning(Throwable error) {
    TaskContext task = TaskContext.get();
    if (task != null && task.isInterrupted()) {
      throw new IllegalStateException("the task was ended", error);
    }
  }
}
