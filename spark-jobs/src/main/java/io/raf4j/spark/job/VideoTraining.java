package io.raf4j.spark.job;

import io.raf4j.kernel.KernelProvider;
import io.raf4j.metric.Psnr;
import io.raf4j.nn.CoordinateNetwork;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.conf.TrainingOptions;
import io.raf4j.spark.report.Environment;
import io.raf4j.spark.report.MetricRow;
import io.raf4j.spark.report.ParquetReport;
import io.raf4j.spark.report.RunManifest;
import io.raf4j.spark.shard.ShardManifest;
import io.raf4j.spark.shard.VideoMinibatches;
import io.raf4j.spark.training.Checkpoints;
import io.raf4j.spark.training.ParameterDigest;
import io.raf4j.spark.training.StopReason;
import io.raf4j.spark.training.Trainer;
import io.raf4j.spark.training.TrainingState;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Trains a network on the shards of a clip and keeps {@code run.json} true. */
final class VideoTraining {

  /** Settings that a resumed run may change: they do not touch the parameters after a step. */
  private static final List<Key> CHANGEABLE =
      List.of(
          Key.MAX_SECONDS,
          Key.TARGET_PSNR,
          Key.CHECKPOINT_SECONDS,
          Key.CHECKPOINTS_KEPT,
          Key.REPORT_FRAMES,
          Key.OUTPUT,
          Key.INPUT,
          Key.SHARDS);

  /** Pixels of the sample on which progress is measured. */
  private static final int SAMPLE = 4096;

  private final Settings settings;
  private final NetworkPlan network;
  private final RunFolder folder;
  private final boolean resume;
  private RunManifest manifest;
  private StopReason stop;

  VideoTraining(
      Settings settings,
      String command,
      NetworkPlan network,
      RunFolder folder,
      ShardManifest clip,
      boolean resume) {
    this.settings = settings;
    this.network = network;
    this.folder = folder;
    this.resume = resume;
    this.manifest =
        RunManifest.start(UUID.randomUUID().toString(), command)
            .with(RunManifest.Section.CONFIGURATION, settings.asMap())
            .with(RunManifest.Section.SEEDS, Map.of("all", network.training().seed()))
            .with(RunManifest.Section.INPUT, input(clip))
            .with(RunManifest.Section.HARDWARE, Environment.hardware(List.of()))
            .with(RunManifest.Section.SOFTWARE, Environment.software(engine()));
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
    return input;
  }

  private static Map<String, Object> engine() {
    return Map.of(
        "kernels", KernelProvider.best().name(),
        "nd4j_backend", Nd4j.getBackend().getClass().getSimpleName(),
        "blas", String.valueOf(Nd4j.factory().blas().getBlasVendor()));
  }

  /**
   * Refuses an output folder that another run is in.
   *
   * @throws SettingsException if it exists, or the run in it had other settings
   */
  void requireUsableFolder() {
    if (!resume) {
      folder.requireNew();
      return;
    }
    RunManifest before = read(folder.runJson());
    Map<String, Object> then = before.section(RunManifest.Section.CONFIGURATION);
    Map<String, Object> now = settings.asMap();
    for (Key key : Key.values()) {
      Object was = then.get(key.path());
      Object is = now.get(key.path());
      if (!CHANGEABLE.contains(key) && !same(was, is)) {
        throw new SettingsException(
            "--resume: "
                + key.path()
                + " was "
                + was
                + " and is now "
                + is
                + "; a resumed run must keep it, or start anew in another --output");
      }
    }
    requireSameInput(before.section(RunManifest.Section.INPUT));
    manifest =
        new RunManifest(
            before.runId(),
            manifest.command(),
            before.started(),
            Optional.empty(),
            RunManifest.Status.RUNNING,
            Optional.empty(),
            manifest.sections());
  }

  /** All but the place: a clip or a folder of shards may have been moved. */
  private void requireSameInput(Map<String, Object> before) {
    manifest
        .section(RunManifest.Section.INPUT)
        .forEach(
            (name, value) -> {
              String was = String.valueOf(before.get(name));
              if (!name.equals("path") && !was.equals(String.valueOf(value))) {
                throw new SettingsException(
                    "--resume: the clip is not the one that the run in "
                        + folder.root()
                        + " began with: "
                        + name
                        + " was "
                        + was
                        + " and is now "
                        + value);
              }
            });
  }

  private RunManifest read(Path file) {
    try {
      return RunManifest.read(file, folder.hadoop());
    } catch (IOException e) {
      throw new SettingsException("--resume: cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Runs the work between a {@code run.json} that says running and one that says how it ended.
   *
   * @param work gives the final figures
   * @param lastly what is to be done with the finished manifest before it is written
   */
  Map<String, Object> recorded(Callable<Map<String, Object>> work, Consumer<RunManifest> lastly) {
    write(manifest);
    try {
      Map<String, Object> figures = new LinkedHashMap<>(work.call());
      String reason = stop.name().toLowerCase(Locale.ROOT);
      figures.put("stop_reason", reason);
      RunManifest done = manifest.done(new RunManifest.Stop(reason, stop.explanation()), figures);
      lastly.accept(done);
      write(done);
      return figures;
    } catch (RuntimeException | Error e) {
      writeFailed(e);
      throw e;
    } catch (Exception e) {
      writeFailed(e);
      throw new IllegalStateException("the run in " + folder.root() + " failed", e);
    }
  }

  /** What ended the run must not be hidden by what kept us from writing it down. */
  private void writeFailed(Throwable cause) {
    try {
      write(manifest.failed(cause));
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  /** Returns the name of the run in all its rows. */
  String runId() {
    return manifest.runId();
  }

  private void write(RunManifest manifest) {
    try {
      manifest.write(folder.runJson(), folder.hadoop());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder.runJson(), e);
    }
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
    ParquetReport<MetricRow> metrics =
        ParquetReport.open(spark, folder.metrics(), MetricRow.FORMAT);
    try (Progress progress = new Progress("training", options.steps())) {
      Trainer trainer =
          new Trainer(
              context,
              options,
              manifest.runId(),
              checkpoints,
              metrics,
              psnrOn(source.sample()),
              (row, left) -> progress.at(row.step(), message(row, left)));
      Trainer.Outcome outcome = trainer.train(net, start, source);
      stop = outcome.reason();
      save(net, clip);
      return figures(net, outcome.state());
    }
  }

  /** Settings keep the form in which they were written: 1e-4 and 0.0001 are the same. */
  private static boolean same(Object was, Object is) {
    if (was == null || is == null || was.equals(is)) {
      return Objects.equals(was, is);
    }
    try {
      return new BigDecimal(was.toString()).compareTo(new BigDecimal(is.toString())) == 0;
    } catch (NumberFormatException e) {
      return was.toString().equals(is.toString());
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

  private void save(MultiLayerNetwork net, ShardManifest clip) {
    folder.delete(folder.model());
    try (OutputStream out = folder.files().create(folder.model())) {
      ModelSerializer.writeModel(net, out, false);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder.model(), e);
    }
    clip.write(folder.clip(), folder.hadoop());
  }

  private Map<String, Object> figures(MultiLayerNetwork net, TrainingState state) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("run_id", manifest.runId());
    figures.put("steps", state.step());
    figures.put("examples", state.examples());
    figures.put("seconds", state.seconds());
    figures.put("examples_per_second", state.examples() / state.seconds());
    figures.put("parameters", net.numParams());
    figures.put("params_sha256", ParameterDigest.sha256(net.params()));
    return figures;
  }
}
