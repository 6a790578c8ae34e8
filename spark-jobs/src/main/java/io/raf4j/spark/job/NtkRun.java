package io.raf4j.spark.job;

import io.raf4j.ntk.NtkSpectrum;
import io.raf4j.ntk.TileCut;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.report.NtkReport;
import io.raf4j.spark.report.NtkRow;
import io.raf4j.spark.report.ParquetReport;
import io.raf4j.spark.report.RunManifest;
import io.raf4j.spark.report.SpectrumRow;
import io.raf4j.spark.training.TaskThreads;
import io.raf4j.spark.training.WorkerPool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** The kernels of a run, one after the other, each spread over the executors. */
final class NtkRun {

  private final NtkPlan plan;
  private final RunFolder folder;
  private final RunRecord record;
  private final Settings settings;
  private final WorkerPool pool;
  private final ParquetReport<NtkRow> kernels;
  private final ParquetReport<SpectrumRow> spectra;

  NtkRun(
      NtkPlan plan, RunFolder folder, RunRecord record, Settings settings, SparkSession session) {
    this.plan = plan;
    this.folder = folder;
    this.record = record;
    this.settings = settings;
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    TaskThreads.of(spark.getConf()).limit();
    this.pool = WorkerPool.on(spark);
    this.kernels = ParquetReport.open(session, folder.report(NtkRow.FOLDER), NtkRow.FORMAT);
    this.spectra =
        ParquetReport.open(session, folder.report(SpectrumRow.FOLDER), SpectrumRow.FORMAT);
  }

  /** Computes what is not yet there, and returns the figures of the last kernel. */
  Map<String, Object> run() {
    long last = kernels.lastKey().orElse(-1);
    kernels.dropAfter(last);
    spectra.dropAfter(last < 0 ? -1 : SpectrumRow.lastKey(last));
    TileCut cut = plan.cut();
    long total = (long) plan.subjects().size() * cut.tiles();
    System.err.printf(
        Locale.ROOT,
        "%d points, %d parameters: %d kernels of %d tiles%n",
        cut.points(),
        plan.parameters(),
        plan.subjects().size(),
        cut.tiles());
    try (Progress progress = new Progress("kernels", total)) {
      for (int i = 0; i < plan.subjects().size(); i++) {
        NtkSubject subject = plan.subjects().get(i);
        long before = (long) i * cut.tiles();
        if (subject.step() > last) {
          add(subject, progress, before);
        }
      }
    }
    record.stopped("done", "all kernels were computed");
    return figures();
  }

  private void add(NtkSubject subject, Progress progress, long before) {
    long started = System.nanoTime();
    NtkSpectrum spectrum =
        plan.kernel(subject.network().get())
            .spectrum(
                plan.cut(),
                plan.options().workers(),
                pool,
                done -> progress.at(before + done, "step " + subject.step()));
    double seconds = (System.nanoTime() - started) / 1e9;
    spectra.append(SpectrumRow.of(record.runId(), subject.step(), spectrum));
    kernels.append(
        List.of(
            NtkRow.of(
                record.runId(),
                subject.step(),
                plan.activation(),
                plan.parameters(),
                spectrum,
                seconds)));
  }

  private Map<String, Object> figures() {
    List<NtkRow> rows = kernels.read();
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("run_id", record.runId());
    figures.put("kernels", rows.size());
    figures.putAll(NtkFigures.of(rows.get(rows.size() - 1)));
    figures.put("seconds", rows.stream().mapToDouble(NtkRow::seconds).sum());
    return figures;
  }

  /** Writes the page. */
  void writePage(RunManifest manifest) {
    NtkReport report =
        new NtkReport(
            manifest,
            plan.points().description(),
            kernels.read(),
            spectra.read(),
            settings.render());
    try {
      report.page().write(folder.page(), folder.hadoop());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder.page(), e);
    }
  }
}
