package io.raf4j.spark.signal;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.raf4j.datasets.coordinates.CoordinateGrid;
import io.raf4j.datasets.signal.Signal;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.TrainingOptions;
import io.raf4j.spark.record.RunFolder;
import io.raf4j.spark.run.Averaged;
import io.raf4j.spark.run.GridValues;
import io.raf4j.spark.run.NetworkPlan;
import io.raf4j.spark.run.Result;
import io.raf4j.spark.run.Site;
import io.raf4j.spark.run.TrainingPlan;
import io.raf4j.spark.session.Needs;
import io.raf4j.spark.training.RoundMeasure;
import io.raf4j.spark.training.Trained;
import io.raf4j.spark.training.TrainingRoom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * What a run on an image or a sound learns and by what: the file has been looked at.
 *
 * @param kind of the signal
 * @param file what is learned
 * @param settings all settings, with the batch as a number
 * @param network the network and its training
 */
record SignalPlan(SignalKind kind, SignalFile file, Settings settings, NetworkPlan network)
    implements TrainingPlan {

  private static final Set<Key> CHANGEABLE =
      EnumSet.of(
          Key.MAX_SECONDS,
          Key.TARGET_PSNR,
          Key.CHECKPOINT_SECONDS,
          Key.CHECKPOINTS_KEPT,
          Key.OUTPUT,
          Key.INPUT);

  /** Beyond so many samples progress is measured on the first of them alone, without SSIM. */
  private static final int MEASURED = 1 << 17;

  /** The section {@code input} of {@code run.json}. */
  private record Input(
      String path,
      long bytes,
      String sha256,
      List<Integer> extents,
      int channels,
      double fromSecond,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> notes) {}

  TrainingOptions training() {
    return network.training();
  }

  @Override
  public long seed() {
    return training().seed();
  }

  @Override
  public String title() {
    return "reconstruct " + kind.name();
  }

  @Override
  public Record input() {
    return new Input(
        file.source(),
        file.sourceBytes(),
        file.sourceSha256(),
        file.extents(),
        file.channels(),
        file.fromSecond(),
        file.notes());
  }

  @Override
  public OptionalLong values() {
    return OptionalLong.of((long) file.samples() * file.channels());
  }

  @Override
  public String subject() {
    return kind.name();
  }

  @Override
  public List<String> notes() {
    return file.notes();
  }

  @Override
  public Set<Key> changeable() {
    return CHANGEABLE;
  }

  @Override
  public Needs needs(TrainingRoom room) {
    return network.needs(room);
  }

  @Override
  public int checkpointsKept() {
    return training().checkpointsKept();
  }

  @Override
  public Averaged averaged() {
    int samples = file.samples();
    return Averaged.ofSamples(
        network, samples, Math.min(samples, MEASURED), String.format("%,d samples", samples));
  }

  @Override
  public Trained train(Site site) {
    SignalMinibatches source =
        new SignalMinibatches(
            kind,
            file,
            site.hadoop(),
            training().workers(),
            training().batch(),
            seed(),
            network.type(),
            network.isEncoded());
    return site.train("training", training(), this::initial, source, measure(site.hadoop()));
  }

  /** Returns the network before training. */
  MultiLayerNetwork initial() {
    return network.initial(Optional.of(file.tensor()));
  }

  private RoundMeasure measure(Configuration hadoop) {
    Signal signal = kind.read(file, hadoop);
    CoordinateGrid grid = signal.grid();
    int count = Math.min(MEASURED, signal.samples());
    int channels = signal.channels();
    // The rest of a large signal is let go.
    float[] original = Arrays.copyOf(signal.values(), count * channels);
    return RoundMeasure.signal(
        net -> kind.measured(file, original, GridValues.of(net, grid, channels, 0, count)),
        training().targetPsnr());
  }

  @Override
  public void describe(RunFolder folder) {
    file.write(folder.besideModel(SignalFile.NAME), folder.hadoop());
  }

  @Override
  public Result judge(Trained trained, Site site) {
    long began = System.nanoTime();
    Signal original = kind.read(file, site.hadoop());
    float[] values =
        GridValues.of(trained.network(), original.grid(), original.channels(), site.pool());
    // What follows compares the two; the time of both is that of judging.
    return kind.result(this, trained, site.runId(), original, values, began);
  }

  /** Returns the file's name without its folders. */
  String name() {
    return new Path(file.source()).getName();
  }
}
