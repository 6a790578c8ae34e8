package io.raf4j.spark.job;

import io.raf4j.spark.conf.JobKind;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.SettingsException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;

/**
 * The jobs on images and sounds: train a network on all samples, reconstruct the signal from it and
 * judge the reconstruction.
 *
 * <p>Each method checks its settings and its input, starts Spark, works, stops Spark, and returns
 * the final figures by name.
 */
public final class SignalJobs {

  /** Settings that a resumed run may change: they do not touch the parameters after a step. */
  private static final Set<Key> CHANGEABLE =
      EnumSet.of(
          Key.MAX_SECONDS,
          Key.TARGET_PSNR,
          Key.CHECKPOINT_SECONDS,
          Key.CHECKPOINTS_KEPT,
          Key.OUTPUT,
          Key.INPUT);

  private final JobRequest request;

  /** Takes what the command line asks; nothing is checked yet. */
  public SignalJobs(JobRequest request) {
    this.request = request;
  }

  /**
   * Reconstructs an image.
   *
   * @throws SettingsException if a setting or the input is wrong
   */
  public Map<String, Object> image() {
    return reconstruct(JobKind.IMAGE);
  }

  /**
   * Reconstructs a sound.
   *
   * @throws SettingsException if a setting or the input is wrong
   */
  public Map<String, Object> audio() {
    return reconstruct(JobKind.AUDIO);
  }

  private Map<String, Object> reconstruct(JobKind kind) {
    int workers = request.settings().integer(Key.WORKERS);
    SparkConf conf = JobSession.conf(request.master(), Math.max(1, workers));
    Configuration hadoop = JobSession.hadoop(conf);
    RunFolder folder = RunFolder.of("--output", request.settings().required(Key.OUTPUT), hadoop);
    SignalPlan plan = SignalPlan.of(kind, request.settings(), hadoop);
    Inputs.tell(plan.file().notes());
    JobSession.requireMemory(conf, plan.network().work(), plan.training());
    JobSession.allowResults(conf, plan.network().work().stateBytes());
    boolean resume = request.resume() && folder.has(folder.runJson());
    RunRecord record =
        new RunRecord(
            plan.settings(),
            request.command(),
            plan.training().seed(),
            plan.input(),
            folder,
            resume);
    record.requireUsableFolder(CHANGEABLE, kind.label());
    try (JobSession session = JobSession.open(conf, "reconstruct " + kind.label())) {
      SignalRun run = new SignalRun(plan, folder, record, resume, session.spark());
      return record.recorded(run::run, run::writePage);
    }
  }
}
