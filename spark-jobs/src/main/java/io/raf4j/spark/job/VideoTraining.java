package io.raf4j.spark.job;

import io.raf4j.dl4j.CoordinateNetwork;
import io.raf4j.metric.Psnr;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.conf.TrainingOptions;
import io.raf4j.spark.report.MetricRow;
import io.raf4j.spark.report.ParquetReport;
import io.raf4j.spark.shard.ShardManifest;
import io.raf4j.spark.shard.VideoMinibatches;
import io.raf4j.spark.training.Checkpoints;
import io.raf4j.spark.training.MetricLog;
import io.raf4j.spark.training.ParameterDigest;
import io.raf4j.spark.training.RoundMeasure;
import io.raf4j.spark.training.StopReason;
import io.raf4j.spark.training.Trainer;
import io.raf4j.spark.training.TrainingState;
import io.raf4j.spark.training.WorkerPool;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Trains a network on the shards of a clip. */
final class VideoTraining {

  /** Settings that a resumed run may change: they do not touch the parameters after a step. */
  private static final Set<Key> CHANGEABLE =
      EnumSet.of(
          Key.MAX_SECONDS,
          Key.TARGET_PSNR,
          Key.CHECKPOINT_SECONDS,
          Key.CHECKPOINTS_KEPT,
          Key.REPORT_FRAMES,
          Key.OUTPUT,
          Key.INPUT,
          Key.SHARDS);

  /** Pixels of the sample on which progress is measured. */
  static final int SAMPLE = 4096;

  private final NetworkPlan network;
  private final RunFolder folder;
  private final boolean resume;
  private final RunRecord record;

  VideoTraining(
      Settings settings,
      String command,
      NetworkPlan network,
      RunFolder folder,
      ShardManifest clip,
      boolean resume) {
    this.network = network;
    this.folder = folder;
    this.resume = resume;
    this.record =
        new RunRecord(settings, command, network.training().seed(), input(clip), folder, resume);
  }

  /**
   * Refuses an output folder that another run is in.
   *
   * @throws SettingsException if it exists, or the run in it had other settings
   */
  void requireUsableFolder() {
    record.requireUsableFolder(CHANGEABLE, "clip");
  }

  /** Returns what keeps {@code run.json}. */
  RunRecord record() {
    return record;
  }

  private static Map<String, Object> input(ShardManifest clip) {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("path", clip.source());
    input.put("bytes", clip.sourceBytes());
    input.put("sha256", clip.sourceSha256());
    input.put("first_frame", clip.firstFrame());
    input.put("frames", clip.frames());
    input.put("height", clip.height());
    input.put("width", clip.width());
    input.put("channels", clip.channels());
    input.put("shard_seed", clip.seed());
    if (!clip.index().notes().isEmpty()) {
      input.put("notes", clip.index().notes());
    }
    return input;
  }

  /** Trains from the last checkpoint or the start and saves the model. */
  Map<String, Object> train(SparkSession spark, Path shards, ShardManifest clip) {
    TrainingOptions options = network.training();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Checkpoints checkpoints =
        Checkpoints.in(folder.checkpoints(), options.checkpointsKept(), folder.hadoop());
    Optional<Checkpoints.Checkpoint> last = resume ? checkpoints.last() : Optional.empty();
    MultiLayerNetwork net =
        last.map(Checkpoints.Checkpoint::network).orElseGet(() -> initial(network, clip));
    TrainingState start = last.map(Checkpoints.Checkpoint::state).orElse(TrainingState.START);
    VideoMinibatches source =
        new VideoMinibatches(
            clip,
            folder.files().makeQualified(shards).toString(),
            folder.hadoop(),
            options.workers(),
            options.seed(),
            network.type());
    MetricLog metrics = MetricLog.of(ParquetReport.open(spark, folder.metrics(), MetricRow.FORMAT));
    try (Progress progress = new Progress("training", options.steps())) {
      Trainer trainer =
          new Trainer(
              WorkerPool.on(context),
              options,
              record.runId(),
              checkpoints,
              metrics,
              RoundMeasure.psnr(psnrOn(source.sample()), options.targetPsnr()),
              (row, left) -> progress.at(row.step(), message(row, left)));
      Trainer.Outcome outcome = trainer.train(net, start, source);
      StopReason reason = outcome.reason();
      record.stopped(reason.name().toLowerCase(Locale.ROOT), reason.explanation());
      folder.writeModel(net);
      clip.write(folder.clip(), folder.hadoop());
      return figures(net, outcome.state());
    }
  }

  /** Returns the network of a plan before training, its first layer fitted to the clip. */
  static MultiLayerNetwork initial(NetworkPlan network, ShardManifest clip) {
    double[] tensor = clip.structureTensor().stream().mapToDouble(Double::doubleValue).toArray();
    return network.initial(Optional.of(tensor));
  }

  private static String message(MetricRow row, double secondsLeft) {
    return String.format(
        "loss %.3g, PSNR %.2f dB, %,.0f examples/s, %s left",
        row.loss(), row.samplePsnr(), row.examplesPerSecond(), Progress.duration(secondsLeft));
  }

  /** Measures PSNR, for colours in [-1, 1] without clipping, on the first pixels of a minibatch. */
  private static ToDoubleFunction<MultiLayerNetwork> psnrOn(DataSet minibatch) {
    int count = Math.min(SAMPLE, minibatch.numExamples());
    INDArrayIndex rows = NDArrayIndex.interval(0, count);
    INDArrayIndex all = NDArrayIndex.all();
    INDArray x = minibatch.getFeatures().get(rows, all).dup('c');
    float[] y = minibatch.getLabels().get(rows, all).dup('c').data().asFloat();
    return net -> Psnr.of(y, CoordinateNetwork.evaluate(net, x).dup('c').data().asFloat(), 2);
  }

  private Map<String, Object> figures(MultiLayerNetwork net, TrainingState state) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("run_id", record.runId());
    figures.put("steps", state.step());
    figures.put("examples", state.examples());
    figures.put("seconds", state.seconds());
    figures.put("examples_per_second", state.examples() / state.seconds());
    figures.put("parameters", net.numParams());
    figures.put("params_sha256", ParameterDigest.sha256(net.params()));
    return figures;
  }
}
