package io.raf4j.spark.run;

import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.files.AtomicFile;
import io.raf4j.spark.page.HtmlPage;
import io.raf4j.spark.record.RunFolder;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.rows.ParquetReport;
import io.raf4j.spark.session.JobSession;
import io.raf4j.spark.session.KernelsInUse;
import io.raf4j.spark.training.WorkerPool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;

/**
 * Does one piece of work of any kind, from its settings to its page: looks at everything before it
 * starts, claims the folder, starts Spark, works, writes rows, files and page, and keeps {@code
 * run.json} true all the while.
 */
public final class Run {

  /** Looks at the settings of a piece of work. */
  @FunctionalInterface
  public interface Planner {
    /**
     * Returns the plan.
     *
     * @throws SettingsException for whatever is wrong with settings and input
     */
    Plan plan(Settings settings, Configuration hadoop);
  }

  private final Plan plan;
  private final RunFolder folder;
  private final RunRecord record;
  private final boolean resume;
  private final Audience audience;
  private Site site;
  private Result result;

  private Run(Plan plan, RunFolder folder, RunRecord record, boolean resume, Audience audience) {
    this.plan = plan;
    this.folder = folder;
    this.record = record;
    this.resume = resume;
    this.audience = audience;
  }

  /**
   * Does the whole work of a kind on all executors and returns its final figures.
   *
   * @throws SettingsException if a setting or the input is wrong, or the folder is in use
   */
  public static Fields of(Kind kind, JobRequest request) {
    return of((settings, hadoop) -> told(kind, settings, hadoop, request), request);
  }

  private static Plan told(Kind kind, Settings settings, Configuration hadoop, JobRequest request) {
    Plan plan = kind.plan(settings, hadoop);
    request.audience().note(plan.decided().notes(kind.profile()));
    return plan;
  }

  /**
   * Does a piece of work on all executors and returns its final figures.
   *
   * @throws SettingsException if a setting or the input is wrong, or the folder is in use
   */
  public static Fields of(Planner planner, JobRequest request) {
    Settings settings = request.settings();
    SparkConf conf = JobSession.conf(request.master(), Math.max(1, settings.integer(Key.WORKERS)));
    Configuration hadoop = JobSession.hadoop(conf);
    RunFolder folder = RunFolder.of("--output", settings.required(Key.OUTPUT), hadoop);
    Plan plan = planner.plan(settings, hadoop);
    request.audience().note(plan.notes());
    JobSession.allow(conf, plan.needs(JobSession.room(conf)));
    boolean resume = request.resume() && folder.has(folder.runJson());
    RunRecord record =
        new RunRecord(new AskedPlan(plan), request.command(), folder, resume, request.audience());
    record.requireUsableFolder();
    try (JobSession session = JobSession.open(conf, plan.title())) {
      return new Run(plan, folder, record, resume, request.audience()).on(session);
    }
  }

  /**
   * Does the whole work of a kind in this thread, without a folder and without a word, such as one
   * of many in the tasks of a Spark job: the same parameters and figures, to the bit and but for
   * the time that was taken.
   *
   * @param pool of this thread
   * @throws SettingsException if a setting or the input is wrong
   */
  public static RunOutcome inMemory(Kind kind, Settings settings, WorkerPool pool) {
    Configuration hadoop = JobSession.hadoopHere();
    Site site = Site.inMemory(pool, hadoop);
    Result result = kind.plan(settings, hadoop).carryOut(site);
    return new RunOutcome(figures(site, result), site.rounds());
  }

  private Fields on(JobSession session) {
    site = Site.onSpark(record, folder, session.spark(), resume, plan.checkpointsKept(), audience);
    Fields figures = record.recorded(this::work, this::writePage);
    result.written();
    return figures;
  }

  private RunRecord.Ending work() {
    result = plan.carryOut(site);
    site.spark().sparkContext().setJobDescription("writing rows");
    result.tables().forEach(this::write);
    result.files().forEach(this::write);
    String kernels = KernelsInUse.found();
    record.computedBy(kernels);
    return new RunRecord.Ending(
        figures(site, result).with("kernel_provider", kernels), result.stop());
  }

  private static Fields figures(Site site, Result result) {
    Fields figures =
        Fields.of(result.outcome())
            .with("stop_reason", result.stop().reason())
            .and(site.decisions());
    return site.rollbacks() == 0 ? figures : figures.with("rollbacks", site.rollbacks());
  }

  private <T> void write(Result.Table<T> table) {
    Path rows = table.folder().isEmpty() ? folder.report() : folder.report(table.folder());
    ParquetReport<T> report = ParquetReport.open(site.spark(), rows, table.format());
    report.replace(table.rows());
  }

  private void write(Result.Artifact file) {
    Path target = new Path(folder.root(), file.name());
    try {
      AtomicFile.write(target, file.bytes(), folder.hadoop());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + target, e);
    }
  }

  private void writePage(RunManifest manifest) {
    Optional<HtmlPage> page = result.page(manifest, site.rounds());
    try {
      if (page.isPresent()) {
        page.get().write(folder.page(), folder.hadoop());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder.page(), e);
    }
  }
}
