package io.raf4j.spark.job;

import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;

/** The job on neural tangent kernels. */
public final class NtkJobs {

  /** Settings that a resumed run may change: they do not touch the kernels but for roundings. */
  private static final Set<Key> CHANGEABLE = EnumSet.of(Key.OUTPUT, Key.WORKERS);

  private final JobRequest request;
  private final Settings settings;

  /** Takes what the command line asks; nothing is checked yet. */
  public NtkJobs(JobRequest request) {
    this.request = request;
    this.settings = request.settings();
  }

  /**
   * Computes the kernels and their spectra, writes rows and page, and returns the figures of the
   * last kernel by name; what is unknown is null.
   *
   * @throws SettingsException if a setting is wrong
   */
  public Map<String, Object> kernels() {
    int workers = Math.max(1, settings.integer(Key.WORKERS));
    SparkConf conf = JobSession.conf(request.master(), workers);
    Configuration hadoop = JobSession.hadoop(conf);
    RunFolder folder = RunFolder.of("--output", settings.required(Key.OUTPUT), hadoop);
    boolean resume = request.resume() && folder.has(folder.runJson());
    NtkPlan plan = NtkPlan.of(settings, hadoop);
    NtkMemory.require(plan.cut(), workers);
    int tasks = JobSession.cluster(conf).sideBySide(workers);
    JobSession.requireMemory(conf, plan.bytesOfTask() * tasks, tasks, "--tile");
    JobSession.allowResults(conf, largest(plan));
    RunRecord record =
        new RunRecord(
            settings,
            request.command(),
            settings.longInteger(Key.SEED),
            plan.input(),
            folder,
            resume);
    record.requireUsableFolder(CHANGEABLE, "set of points");
    try (JobSession session = JobSession.open(conf, "ntk")) {
      NtkRun run = new NtkRun(plan, folder, record, settings, session.spark());
      return record.recorded(run::run, run::writePage);
    }
  }

  /** Returns the bytes of a task's result, or of the parameters, which all tasks share. */
  private static long largest(NtkPlan plan) {
    long tile = Double.BYTES * (long) plan.cut().tile() * plan.cut().tile();
    return Math.max(NtkKernel.tilesOfARound(1) * tile, Double.BYTES * plan.network().parameters());
  }
}
