package io.raf4j.spark.plan;

import io.raf4j.spark.conf.HoconSource;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.plan.Planner.Choice;
import io.raf4j.spark.run.Averaged;
import io.raf4j.spark.run.Plan;
import io.raf4j.spark.session.JobSession;
import io.raf4j.spark.training.Cluster;
import java.io.File;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.SparkConf;

/**
 * Plans a job: how many workers, what batch and how frequent averages suit a network and a cluster.
 * Nothing is trained, but for the few steps of a calibration.
 */
public final class PlanJobs {

  /** Bytes a second of Gigabit Ethernet. */
  private static final double GIGABIT = 1.25e8;

  private final PlanRequest request;
  private final Settings settings;

  /** Takes what the command line asks; nothing is checked yet. */
  public PlanJobs(PlanRequest request) {
    this.request = request;
    this.settings = request.job().settings();
  }

  /**
   * Plans the job.
   *
   * @throws SettingsException if a setting or the input is wrong, or nothing fits into the memory
   */
  public PlanReport plan() {
    SparkConf conf = JobSession.conf(request.job().master(), 1);
    CostConstants constants = constants();
    Cluster cluster = cluster(conf);
    Averaged subject = planned(conf);
    if (request.calibrate()) {
      conf.set("spark.task.cpus", "1");
      JobSession.allowResults(conf, subject.work().stateBytes());
      constants = new PlanCalibration(subject, settings, conf).of(constants);
    }
    CostModel model = new CostModel(constants);
    Choice choice =
        new Planner(model, job(subject))
            .choose(cluster, request.memory())
            .orElseThrow(() -> tooSmall(subject));
    return new PlanReport(request, settings, subject, model, cluster, choice);
  }

  private Averaged planned(SparkConf conf) {
    Plan plan = request.kind().plan(settings, JobSession.hadoop(conf));
    request.job().audience().note(plan.notes());
    return plan.averaged();
  }

  private CostConstants constants() {
    try {
      return request.constants().isBlank()
          ? CostConstants.defaults()
          : CostConstants.of(
              HoconSource.read("--constants", new File(request.constants()), List.of()));
    } catch (IllegalArgumentException e) {
      throw new SettingsException("--constants " + request.constants() + ": " + e.getMessage(), e);
    }
  }

  /** One executor under a local master is the driver itself; more of them are a cluster. */
  private Cluster cluster(SparkConf conf) {
    int local = JobSession.localCores(conf);
    boolean isLocal = request.executors() == 1 && local > 0;
    int cores =
        request.cores().orElse(isLocal ? local : Runtime.getRuntime().availableProcessors());
    if (isLocal && request.bandwidth().isPresent()) {
      throw new SettingsException(
          "--bandwidth has no effect on one process, which sends nothing; give --executors 2 or"
              + " more");
    }
    try {
      return isLocal
          ? Cluster.local(cores, 1)
          : new Cluster(request.executors(), cores, 1, request.bandwidth().orElse(GIGABIT), false);
    } catch (IllegalArgumentException e) {
      throw new SettingsException("--executors, --cores: " + e.getMessage(), e);
    }
  }

  private Planner.Job job(Averaged subject) {
    double examples =
        (double) subject.training().steps()
            * subject.training().batch()
            * subject.training().workers();
    return new Planner.Job(
        subject.work(),
        subject.data(),
        examples,
        subject.measured(),
        fixed(Key.WORKERS, subject.training().workers()),
        fixed(Key.BATCH, subject.training().batch()),
        fixed(Key.AVERAGING_FREQUENCY, subject.training().averagingFrequency()));
  }

  private OptionalInt fixed(Key key, int value) {
    return request.given().contains(key) ? OptionalInt.of(value) : OptionalInt.empty();
  }

  private SettingsException tooSmall(Averaged subject) {
    return new SettingsException(
        String.format(
            "--memory is %d MiB, into which %d parameters do not fit%s; give more, or lower --width,"
                + " --depth or --batch",
            request.memory().orElseThrow() >> 20,
            subject.work().parameters(),
            request.given().contains(Key.BATCH) ? " with that batch" : ""));
  }
}
