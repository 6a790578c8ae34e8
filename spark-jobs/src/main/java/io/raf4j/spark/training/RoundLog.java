package io.raf4j.spark.training;

import io.raf4j.spark.rows.MetricRow;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * What rounds leave behind: rows of metrics, which wait for the next checkpoint, and checkpoints.
 * Not thread-safe.
 */
final class RoundLog {

  private final Checkpoints checkpoints;
  private final MetricLog metrics;
  private final double secondsBetween;
  private final List<MetricRow> unsaved = new ArrayList<>();
  private double lastSaved;

  /**
   * Drops the rows beyond a state, which will be made again.
   *
   * @param start where training begins
   * @param secondsBetween of training, between two checkpoints
   */
  RoundLog(Checkpoints checkpoints, MetricLog metrics, TrainingState start, double secondsBetween) {
    this.checkpoints = checkpoints;
    this.metrics = metrics;
    this.secondsBetween = secondsBetween;
    this.lastSaved = start.seconds();
    metrics.dropAfter(start.allRounds());
  }

  void add(MetricRow row) {
    unsaved.add(row);
  }

  boolean isDue(TrainingState state) {
    return state.seconds() - lastSaved >= secondsBetween;
  }

  /** Saves the last round, which is the network's, where that is not done yet. */
  void saveUnsaved(MultiLayerNetwork network, TrainingState state) {
    if (!unsaved.isEmpty()) {
      save(network, state);
    }
  }

  /** Metrics first: rows beyond the last checkpoint are dropped on resume, never missing. */
  void save(MultiLayerNetwork network, TrainingState state) {
    metrics.append(unsaved);
    unsaved.clear();
    checkpoints.save(network, state);
    lastSaved = state.seconds();
  }

  /** Drops the rows beyond a state that training has gone back to. */
  void backTo(TrainingState state) {
    unsaved.removeIf(row -> row.round() > state.allRounds());
    metrics.dropAfter(state.allRounds());
  }

  /** Keeps the rows of a run that has diverged and returns its last good checkpoint, for people. */
  String abandon() {
    metrics.append(unsaved);
    unsaved.clear();
    return checkpoints.lastFolder().map(Path::toString).orElse("none yet");
  }
}
