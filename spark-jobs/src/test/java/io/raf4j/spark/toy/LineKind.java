package io.raf4j.spark.toy;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Profile;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.TrainingOptions;
import io.raf4j.spark.record.RunFolder;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.rows.Figure;
import io.raf4j.spark.run.Averaged;
import io.raf4j.spark.run.Kind;
import io.raf4j.spark.run.NetworkPlan;
import io.raf4j.spark.run.Result;
import io.raf4j.spark.run.Site;
import io.raf4j.spark.run.TrainingFigures;
import io.raf4j.spark.run.TrainingPlan;
import io.raf4j.spark.run.Verb;
import io.raf4j.spark.session.Needs;
import io.raf4j.spark.training.MinibatchSource;
import io.raf4j.spark.training.RoundMeasure;
import io.raf4j.spark.training.Trained;
import io.raf4j.spark.training.TrainingRoom;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** A kind of work that is nobody's: learns y = x in [-1, 1]. */
public final class LineKind implements Kind {

  private static final long serialVersionUID = 1L;

  private static final Profile PROFILE =
      Profile.of(
          "raf learn line",
          EnumSet.of(
              Key.OUTPUT,
              Key.ACTIVATION,
              Key.SCALES,
              Key.WIDTH,
              Key.DEPTH,
              Key.STEPS,
              Key.BATCH,
              Key.LEARNING_RATE,
              Key.SCHEDULE,
              Key.DECAY_FACTOR,
              Key.DECAY_EVERY,
              Key.SEED,
              Key.WORKERS,
              Key.AVERAGING_FREQUENCY,
              Key.DTYPE,
              Key.MAX_SECONDS,
              Key.CHECKPOINT_SECONDS,
              Key.CHECKPOINTS_KEPT),
          Map.of(Key.WIDTH, "8", Key.DEPTH, "2", Key.BATCH, "64", Key.STEPS, "40"));

  @Override
  public String name() {
    return "line";
  }

  @Override
  public Optional<Verb> verb() {
    return Optional.of(new Verb("learn", "Learns the simplest things.", "THING"));
  }

  @Override
  public String description() {
    return "Learns y = x.";
  }

  @Override
  public Profile profile() {
    return PROFILE;
  }

  @Override
  public List<Figure> figures() {
    return List.of(Figure.MSE);
  }

  @Override
  public Line plan(Settings settings, Configuration hadoop) {
    return new Line(settings, NetworkPlan.of(settings, TrainingOptions.of(settings), 1, 1));
  }

  /** A plan to learn it. */
  private record Line(Settings settings, NetworkPlan network) implements TrainingPlan {

    private record Input(String function) {}

    @Override
    public long seed() {
      return network.training().seed();
    }

    @Override
    public String title() {
      return "learn line";
    }

    @Override
    public Record input() {
      return new Input("y = x");
    }

    @Override
    public String subject() {
      return "line";
    }

    @Override
    public Set<Key> changeable() {
      return EnumSet.of(Key.OUTPUT, Key.MAX_SECONDS);
    }

    @Override
    public Needs needs(TrainingRoom room) {
      return network.needs(room);
    }

    @Override
    public Averaged averaged() {
      return Averaged.ofSamples(network, 1000, 0, "a line");
    }

    @Override
    public Trained train(Site site) {
      return site.train(
          "training",
          network.training(),
          () -> network.initial(Optional.empty()),
          new Points(network.training().batch()),
          RoundMeasure.none());
    }

    @Override
    public void describe(RunFolder folder) {
      // The network alone says it.
    }

    @Override
    public Result judge(Trained trained, Site site) {
      return new Learned(site.runId(), trained);
    }
  }

  /** Points of the line. */
  private record Points(int batch) implements MinibatchSource {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<DataSet> minibatches(int worker, int firstStep, int steps) {
      return IntStream.range(0, steps)
          .mapToObj(step -> new DataSet(line(batch), line(batch)))
          .iterator();
    }

    static INDArray line(int count) {
      float[] x = new float[count];
      for (int i = 0; i < count; i++) {
        x[i] = 2f * i / (count - 1) - 1;
      }
      return Nd4j.create(x, new long[] {count, 1}, 'c');
    }
  }

  /** What was learned. */
  private record Learned(String runId, Trained trained) implements Result {

    private record Outcome(String runId, @JsonUnwrapped TrainingFigures training, double mse) {}

    @Override
    public Record outcome() {
      return new Outcome(runId, TrainingFigures.of(trained), mse(trained.network()));
    }

    private static double mse(MultiLayerNetwork network) {
      INDArray x = Points.line(101);
      return network.output(x).sub(x).norm2Number().doubleValue() / 101;
    }

    @Override
    public RunManifest.Stop stop() {
      return TrainingPlan.stop(trained.reason());
    }
  }
}
