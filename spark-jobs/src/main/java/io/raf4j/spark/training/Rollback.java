package io.raf4j.spark.training;

import io.raf4j.dl4j.ReducedSchedule;
import io.raf4j.spark.conf.TrainingOptions.OnDivergence;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;

/**
 * Takes training that has diverged back to its last good point, and halves its learning rates.
 *
 * <p>Points are the start and every {@value #EVERY}th round, kept in memory; checkpoints by time
 * wait for the next of them. So where training goes back to depends on rounds alone: a run that was
 * cut off and resumed goes back to the same point and leaves the same bits. A run that a signal
 * ended between two points leaves the point as a checkpoint too. Not thread-safe.
 */
final class Rollback {

  private static final int EVERY = 20;
  private static final int MOST = 3;
  private static final double FACTOR = 0.5;

  /** What training may go back to. */
  private record Point(NetBroadcastTuple copy, TrainingState state) {}

  private final boolean isWanted;
  private final MultiLayerNetwork network;
  private Point point;

  private Rollback(boolean isWanted, MultiLayerNetwork network) {
    this.isWanted = isWanted;
    this.network = network;
  }

  /**
   * Begins to keep points of a training.
   *
   * @param network in the state where training begins
   * @param checkpoints where a run that goes on finds the last point
   */
  static Rollback of(
      OnDivergence option,
      MultiLayerNetwork network,
      TrainingState start,
      Checkpoints checkpoints) {
    Rollback rollback = new Rollback(option == OnDivergence.ROLLBACK, network);
    if (rollback.isWanted) {
      rollback.point = pointOf(network, start);
      if (!isPoint(start)) {
        checkpoints
            .last(state -> isPoint(state) && isOfTraining(state, start))
            .ifPresent(last -> rollback.point = pointOf(last.network(), last.state()));
      }
    }
    return rollback;
  }

  private static Point pointOf(MultiLayerNetwork network, TrainingState state) {
    return new Point(WorkerTraining.copyOf(network), state);
  }

  private static boolean isPoint(TrainingState state) {
    return state.round() % EVERY == 0;
  }

  /** Returns whether two states are of one training, of which a run may have several. */
  private static boolean isOfTraining(TrainingState state, TrainingState other) {
    return state.earlier().trainings() == other.earlier().trainings();
  }

  /** Returns whether a checkpoint may be written in a state. */
  boolean allowsCheckpoint(TrainingState state) {
    return !isWanted || isPoint(state);
  }

  /** Takes note of a round that went well. */
  void after(TrainingState state) {
    if (isWanted && isPoint(state)) {
      point = pointOf(network, state);
    }
  }

  /** Returns whether training may go back once more. */
  boolean isLeft(TrainingState diverged) {
    return isWanted && diverged.rollbacks() < MOST;
  }

  /**
   * Takes the network back to the last point, and halves its rates.
   *
   * @return the state to go on from
   */
  TrainingState back(TrainingState diverged) {
    toPoint();
    ReducedSchedule.reduce(network, FACTOR);
    return point.state().returnedTo(diverged);
  }

  /** Writes the last point as a checkpoint, beside a later one; leaves the network at the point. */
  void save(Checkpoints checkpoints, TrainingState state) {
    if (isWanted && point.state().step() > 0 && !isPoint(state)) {
      toPoint();
      checkpoints.save(network, point.state().planned(state.plannedSteps()));
    }
  }

  private void toPoint() {
    network.setParameters(point.copy().getParameters());
    network.getUpdater().setStateViewArray(null, point.copy().getUpdaterState(), false);
    network.getLayerWiseConfigurations().setIterationCount(point.state().step());
  }
}
