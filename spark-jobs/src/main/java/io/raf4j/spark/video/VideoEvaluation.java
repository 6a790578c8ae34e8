package io.raf4j.spark.video;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.video.Frame;
import io.raf4j.datasets.video.FrameRange;
import io.raf4j.datasets.video.VideoWriter;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.files.CleanUp;
import io.raf4j.spark.files.InputFile;
import io.raf4j.spark.page.FrameComparison;
import io.raf4j.spark.page.HtmlPage;
import io.raf4j.spark.record.FinishedModel;
import io.raf4j.spark.record.RunFolder;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.rows.ParquetReport;
import io.raf4j.spark.run.ActivationCurves;
import io.raf4j.spark.run.Audience;
import io.raf4j.spark.run.GridValues;
import io.raf4j.spark.run.NetworkPlan;
import io.raf4j.spark.run.Progress;
import io.raf4j.spark.training.TaskThreads;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Scores every frame of a trained run and draws its report. */
final class VideoEvaluation {

  private static final int LEAST_FRAMES_OF_A_TASK = 8;

  /** Frames that tasks may decode in vain for each that they render, which takes far longer. */
  private static final double DECODED_IN_VAIN = 4;

  private final RunFolder folder;
  private final ShardManifest clip;
  private final byte[] model;
  private final int shown;
  private final Audience audience;

  private VideoEvaluation(
      RunFolder folder, ShardManifest clip, byte[] model, int shown, Audience audience) {
    this.folder = folder;
    this.clip = clip;
    this.model = model;
    this.shown = shown;
    this.audience = audience;
  }

  /**
   * Finds the model of a finished run.
   *
   * @param shown how many frames the report shows
   * @throws SettingsException if the folder has no trained model, or not the one that its run left
   */
  static VideoEvaluation of(RunFolder folder, int shown, Audience audience) {
    FinishedModel model = FinishedModel.of(folder);
    try {
      ShardManifest clip =
          ShardManifest.readFile(folder.besideModel(ShardManifest.OF_MODEL), folder.hadoop());
      return of(folder, clip, model.network(), shown, audience);
    } catch (IOException e) {
      throw new SettingsException(
          folder.root()
              + " has no model of a clip ("
              + e.getMessage()
              + "); --input is the --output of raf train video",
          e);
    }
  }

  /**
   * Takes a network that has just been trained.
   *
   * @param clip what it has learned
   * @param shown how many frames the report shows
   */
  static VideoEvaluation of(
      RunFolder folder,
      ShardManifest clip,
      MultiLayerNetwork network,
      int shown,
      Audience audience) {
    return new VideoEvaluation(folder, clip, GridValues.bytes(network), shown, audience);
  }

  /**
   * Refuses a run whose clip is gone or has changed since.
   *
   * @throws SettingsException if so
   */
  void requireSameClip() {
    String hash;
    try {
      hash = InputFile.of(new Path(clip.source()), folder.hadoop()).sha256();
    } catch (IOException e) {
      throw new SettingsException(
          "the clip of " + folder.root() + " cannot be read: " + e.getMessage(), e);
    }
    if (!hash.equals(clip.sourceSha256())) {
      throw new SettingsException(
          clip.source()
              + " is not the clip any more that the run in "
              + folder.root()
              + " learned");
    }
  }

  /**
   * How well frames are reproduced.
   *
   * @param frames how many
   * @param psnrMean mean of the frames' PSNR in dB
   * @param psnrMin that of the worst frame
   * @param ssimMean mean of the frames' SSIM
   * @param msSsimMean mean of the frames' MS-SSIM
   * @param mse mean squared error, values in [-1, 1]
   * @param film why there is no film, where there is none
   */
  record Quality(
      int frames,
      double psnrMean,
      double psnrMin,
      double ssimMean,
      double msSsimMean,
      double mse,
      @JsonInclude(JsonInclude.Include.NON_NULL) String film) {}

  /**
   * What an evaluation found.
   *
   * @param rows one a frame
   * @param comparisons the frames to show
   */
  record Judged(List<FrameRow> rows, List<FrameComparison> comparisons, Quality quality) {}

  /** Evaluates all frames and writes the film; rows and page are for the caller to write. */
  Judged evaluate(SparkSession spark, String runId) {
    Set<Integer> frames = framesShown();
    List<FrameRow> rows = evaluate(spark, runId, frames);
    Optional<String> missing = writeClip();
    List<FrameComparison> comparisons = frames.stream().map(this::comparison).toList();
    folder.delete(folder.pictures());
    return new Judged(rows, comparisons, quality(rows, missing.orElse(null)));
  }

  /** Returns the name of the run. */
  String runId() {
    return manifest().runId();
  }

  /** Evaluates a finished run again: its figures, rows, film and page are replaced. */
  Fields again(SparkSession spark) {
    RunManifest before = manifest();
    List<MetricRow> metrics =
        ParquetReport.open(spark, folder.metrics(), MetricRow.FORMAT).readOf(before.runId());
    Judged judged = evaluate(spark, before.runId());
    ParquetReport<FrameRow> report = ParquetReport.open(spark, folder.report(), FrameRow.FORMAT);
    report.replace(judged.rows());
    Fields figures = before.section(RunManifest.Section.FIGURES).and(Fields.of(judged.quality()));
    RunManifest after = before.with(RunManifest.Section.FIGURES, figures);
    try {
      page(after, metrics, judged).write(folder.page(), folder.hadoop());
      after.write(folder.runJson(), folder.hadoop());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + folder.root(), e);
    }
    return figures;
  }

  private RunManifest manifest() {
    try {
      return RunManifest.read(folder.runJson(), folder.hadoop());
    } catch (IOException e) {
      throw new SettingsException("cannot read " + folder.runJson() + ": " + e.getMessage(), e);
    }
  }

  private Set<Integer> framesShown() {
    int count = Math.min(shown, clip.frames());
    Set<Integer> frames = new TreeSet<>();
    for (int i = 0; i < count; i++) {
      frames.add(count == 1 ? 0 : (int) Math.round(i * (clip.frames() - 1d) / (count - 1)));
    }
    return frames;
  }

  private List<FrameRow> evaluate(SparkSession spark, String runId, Set<Integer> shownFrames) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    spark.sparkContext().setJobDescription("reconstructing and scoring frames");
    LongAccumulator done = spark.sparkContext().longAccumulator("frames");
    Broadcast<byte[]> broadcast = context.broadcast(model);
    FrameEvaluator evaluator =
        new FrameEvaluator(
            runId,
            clip,
            folder.pictures().toString(),
            shownFrames,
            TaskThreads.of(context.getConf()),
            broadcast,
            done,
            new SerializableConfiguration(folder.hadoop()));
    List<FrameRange> ranges =
        clip.index().ranges(clip.sourceFrames(), LEAST_FRAMES_OF_A_TASK, DECODED_IN_VAIN);
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    try (CleanUp destroyed = broadcast::destroy;
        CleanUp stopped = clock::shutdownNow;
        Progress progress = audience.progress("evaluating", clip.frames())) {
      clock.scheduleAtFixedRate(() -> progress.at(done.sum(), "frames"), 1, 1, TimeUnit.SECONDS);
      return context
          .parallelize(ranges, ranges.size())
          .flatMap(range -> evaluator.evaluate(range).iterator())
          .collect();
    }
  }

  private Frame picture(Path file) {
    try (InputStream in = folder.files().open(file)) {
      return new Frame(clip.height(), clip.width(), clip.channels(), in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the picture " + file, e);
    }
  }

  private FrameComparison comparison(int frame) {
    return new FrameComparison(
        frame,
        picture(FrameEvaluator.original(folder.pictures(), frame)),
        picture(FrameEvaluator.reconstruction(folder.pictures(), frame)));
  }

  /**
   * FFmpeg writes to the local disk; the finished clip moves from there. A film that the encoder
   * refuses after all does not cost the run, whose network and figures are there.
   *
   * @return why there is no film, where there is none
   */
  private Optional<String> writeClip() {
    folder.delete(folder.reconstruction("mp4"));
    try {
      java.nio.file.Path place = Files.createTempDirectory("raf4j-");
      java.nio.file.Path local = place.resolve("reconstruction.mp4");
      Iterable<Frame> frames =
          () ->
              IntStream.range(0, clip.frames())
                  .mapToObj(i -> picture(FrameEvaluator.reconstruction(folder.pictures(), i)))
                  .iterator();
      try (Closeable folderDeleted = () -> Files.deleteIfExists(place);
          Closeable fileDeleted = () -> Files.deleteIfExists(local);
          VideoWriter writer =
              VideoWriter.open(
                  local, VideoWriter.Format.MP4, clip.times(), clip.index().aspect())) {
        frames.forEach(writer::write);
        writer.finish();
        folder
            .files()
            .copyFromLocalFile(true, true, new Path(local.toUri()), folder.reconstruction("mp4"));
      } catch (MediaException e) {
        String reason = "none: " + e.getMessage();
        audience.note(List.of("the reconstruction is not written as a film, " + reason));
        return Optional.of(reason);
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder.reconstruction("mp4"), e);
    }
  }

  private static Quality quality(List<FrameRow> rows, String film) {
    return new Quality(
        rows.size(),
        mean(rows, FrameRow::psnr),
        rows.stream().mapToDouble(FrameRow::psnr).min().orElseThrow(),
        mean(rows, FrameRow::ssim),
        mean(rows, FrameRow::msSsim),
        mean(rows, FrameRow::mse),
        film);
  }

  private static double mean(List<FrameRow> rows, ToDoubleFunction<FrameRow> metric) {
    return rows.stream().collect(Collectors.averagingDouble(metric));
  }

  /** Returns the page of a run. */
  HtmlPage page(RunManifest manifest, List<MetricRow> metrics, Judged judged) {
    Settings settings = settings(manifest);
    NetworkPlan plan = VideoPlan.network(settings, clip);
    return new VideoReport(
            manifest,
            new Path(clip.source()).getName(),
            clip.index().times(),
            plan.inWords(),
            metrics,
            judged.rows(),
            judged.comparisons(),
            ActivationCurves.of(plan, VideoPlan.initial(plan, clip), GridValues.restored(model)),
            settings.render())
        .page();
  }

  private static Settings settings(RunManifest manifest) {
    return Settings.of(manifest.section(RunManifest.Section.CONFIGURATION).values());
  }
}
