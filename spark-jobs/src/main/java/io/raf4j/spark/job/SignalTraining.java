package io.raf4j.spark.job;

import io.raf4j.datasets.coordinates.CoordinateGrid;
import io.raf4j.datasets.signal.Signal;
import io.raf4j.spark.signal.SignalFile;
import io.raf4j.spark.signal.SignalMinibatches;
import io.raf4j.spark.training.Checkpoints;
import io.raf4j.spark.training.MetricLog;
import io.raf4j.spark.training.RoundMeasure;
import io.raf4j.spark.training.RoundMeasure.Measured;
import io.raf4j.spark.training.StopReason;
import io.raf4j.spark.training.Trainer;
import io.raf4j.spark.training.Trainer.RoundListener;
import io.raf4j.spark.training.TrainingState;
import io.raf4j.spark.training.WorkerPool;
import java.util.Arrays;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Trains a network on an image or a sound, on Spark or inside a task. */
final class SignalTraining {

  /** Beyond so many samples progress is measured on the first of them alone, without SSIM. */
  static final int MEASURED = 1 << 17;

  private final SignalPlan plan;
  private final Configuration hadoop;
  private final WorkerPool pool;

  SignalTraining(SignalPlan plan, Configuration hadoop, WorkerPool pool) {
    this.plan = plan;
    this.hadoop = hadoop;
    this.pool = pool;
  }

  /**
   * A trained network.
   *
   * @param network with the parameters of the end
   * @param state how far training came
   * @param reason why it ended
   */
  record Trained(MultiLayerNetwork network, TrainingState state, StopReason reason) {}

  /**
   * Trains from a checkpoint or the start.
   *
   * @param runId name of the run in every row
   */
  Trained train(
      String runId,
      Optional<Checkpoints.Checkpoint> last,
      Checkpoints checkpoints,
      MetricLog metrics,
      RoundListener listener) {
    MultiLayerNetwork network =
        last.map(Checkpoints.Checkpoint::network).orElseGet(() -> initial(plan));
    TrainingState start = last.map(Checkpoints.Checkpoint::state).orElse(TrainingState.START);
    SignalMinibatches source =
        new SignalMinibatches(
            plan.file(),
            hadoop,
            plan.training().workers(),
            plan.training().batch(),
            plan.training().seed(),
            plan.network().type());
    Trainer trainer =
        new Trainer(pool, plan.training(), runId, checkpoints, metrics, measure(), listener);
    Trainer.Outcome outcome = trainer.train(network, start, source);
    return new Trained(network, outcome.state(), outcome.reason());
  }

  /** Returns the network of a plan before training. */
  static MultiLayerNetwork initial(SignalPlan plan) {
    return plan.network().initial(Optional.of(plan.file().tensor()));
  }

  private RoundMeasure measure() {
    Signal signal = plan.file().read(hadoop);
    CoordinateGrid grid = signal.grid();
    int count = Math.min(MEASURED, signal.samples());
    int channels = signal.channels();
    // The rest of a large signal is let go.
    float[] original = Arrays.copyOf(signal.values(), count * channels);
    return RoundMeasure.signal(
        network -> quality(original, GridValues.of(network, grid, channels, 0, count)),
        plan.training().targetPsnr());
  }

  private Measured quality(float[] original, float[] values) {
    SignalQuality quality = new SignalQuality(plan.file(), original, values);
    boolean isWhole = values.length == plan.file().samples() * plan.file().channels();
    boolean isPicture = plan.file().kind() == SignalFile.Kind.IMAGE && isWhole;
    return Measured.ofSignal(quality.psnr(), isPicture ? quality.ssim() : Double.NaN);
  }
}
