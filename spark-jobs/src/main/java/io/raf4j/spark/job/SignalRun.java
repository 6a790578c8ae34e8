package io.raf4j.spark.job;

import io.raf4j.spark.report.AtomicFile;
import io.raf4j.spark.report.AudioRow;
import io.raf4j.spark.report.ImageRow;
import io.raf4j.spark.report.MetricRow;
import io.raf4j.spark.report.ParquetReport;
import io.raf4j.spark.report.RowFormat;
import io.raf4j.spark.report.RunManifest;
import io.raf4j.spark.training.Checkpoints;
import io.raf4j.spark.training.MetricLog;
import io.raf4j.spark.training.WorkerPool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** One reconstruction of an image or a sound, from the training to the page that tells of it. */
final class SignalRun {

  private final SignalPlan plan;
  private final RunFolder folder;
  private final RunRecord record;
  private final boolean resume;
  private final SparkSession spark;
  private final WorkerPool pool;
  private SignalTraining.Trained trained;
  private SignalEvaluation evaluation;

  SignalRun(
      SignalPlan plan, RunFolder folder, RunRecord record, boolean resume, SparkSession spark) {
    this.plan = plan;
    this.folder = folder;
    this.record = record;
    this.resume = resume;
    this.spark = spark;
    this.pool = WorkerPool.on(JavaSparkContext.fromSparkContext(spark.sparkContext()));
  }

  /** Trains, evaluates, writes model, rows and reconstruction, and returns the figures. */
  Map<String, Object> run() {
    trained = train();
    folder.writeModel(trained.network());
    plan.file().write(folder.signal(), folder.hadoop());
    evaluation = new SignalEvaluation(plan, trained, folder.hadoop(), pool);
    if (evaluation.isImage()) {
      write(ImageRow.FORMAT, evaluation.imageRow(record.runId()));
    } else {
      write(AudioRow.FORMAT, evaluation.audioRow(record.runId()));
    }
    writeReconstruction();
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("run_id", record.runId());
    figures.putAll(evaluation.figures());
    return figures;
  }

  private SignalTraining.Trained train() {
    Checkpoints checkpoints =
        Checkpoints.in(folder.checkpoints(), plan.training().checkpointsKept(), folder.hadoop());
    Optional<Checkpoints.Checkpoint> last = resume ? checkpoints.last() : Optional.empty();
    MetricLog metrics = MetricLog.of(ParquetReport.open(spark, folder.metrics(), MetricRow.FORMAT));
    try (Progress progress = new Progress("training", plan.training().steps())) {
      SignalTraining.Trained done =
          new SignalTraining(plan, folder.hadoop(), pool)
              .train(
                  record.runId(),
                  last,
                  checkpoints,
                  metrics,
                  (row, left) -> progress.at(row.step(), message(row, left)));
      record.stopped(done.reason().name().toLowerCase(Locale.ROOT), done.reason().explanation());
      return done;
    }
  }

  private static String message(MetricRow row, double secondsLeft) {
    return String.format(
        Locale.ROOT,
        "loss %.3g, PSNR %.2f dB, %,.0f examples/s, %s left",
        row.loss(),
        row.samplePsnr(),
        row.examplesPerSecond(),
        Progress.duration(secondsLeft));
  }

  private <T> void write(RowFormat<T> format, T row) {
    ParquetReport<T> report = ParquetReport.open(spark, folder.report(), format);
    report.dropAfter(-1);
    report.append(List.of(row));
  }

  private void writeReconstruction() {
    try {
      String ending = evaluation.isImage() ? "png" : "wav";
      AtomicFile.write(folder.reconstruction(ending), evaluation.bytes(), folder.hadoop());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the reconstruction into " + folder.root(), e);
    }
  }

  /** Writes the page of the finished run. */
  void writePage(RunManifest manifest) {
    List<MetricRow> metrics = ParquetReport.open(spark, folder.metrics(), MetricRow.FORMAT).read();
    SignalPage page = new SignalPage(plan, evaluation, manifest, metrics);
    try {
      page.page(SignalTraining.initial(plan), trained.network())
          .write(folder.page(), folder.hadoop());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder.page(), e);
    }
  }
}
