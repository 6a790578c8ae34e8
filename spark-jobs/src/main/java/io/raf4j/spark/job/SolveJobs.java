package io.raf4j.spark.job;

import io.raf4j.solver.ProblemReference.Kind;
import io.raf4j.spark.conf.JobKind;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;

/**
 * The jobs on equations: differential equations and eigenvalue problems.
 *
 * <p>Each method checks its settings, starts Spark, trains, evaluates, stops Spark, and returns the
 * final figures by name; what is unknown is null.
 */
public final class SolveJobs {

  /** Settings that a resumed run may change: they do not touch the parameters after a step. */
  private static final Set<Key> CHANGEABLE =
      EnumSet.of(
          Key.MAX_SECONDS,
          Key.CHECKPOINT_SECONDS,
          Key.CHECKPOINTS_KEPT,
          Key.OUTPUT,
          Key.ITERATIONS);

  private final JobRequest request;
  private final Settings settings;

  /** Takes what the command line asks; nothing is checked yet. */
  public SolveJobs(JobRequest request) {
    this.request = request;
    this.settings = request.settings();
  }

  /**
   * Solves a differential equation.
   *
   * @throws SettingsException if a setting is wrong
   */
  public Map<String, Object> pde() {
    return solve(Kind.PDE);
  }

  /**
   * Solves an eigenvalue problem.
   *
   * @throws SettingsException if a setting is wrong
   */
  public Map<String, Object> eigen() {
    return solve(Kind.EIGEN);
  }

  private Map<String, Object> solve(Kind kind) {
    SolvePlan plan = SolvePlan.of(kind, settings);
    sayUnused(kind, plan);
    int workers = plan.training().workers();
    SparkConf conf = JobSession.conf(request.master(), workers);
    TrainingRoom room = JobSession.room(conf);
    JobSession.requireMemory(
        conf, plan.bytesOutside(room), room.sideBySide(workers), plan.memorySetting());
    if (plan.options().optimizer().hasSecondOrder()) {
      JobSession.allowSecondOrder(conf, plan.parameters(), workers);
    } else {
      // Parameters and Adam's two moments.
      JobSession.allowResults(conf, 3L * Double.BYTES * plan.parameters());
    }
    Configuration hadoop = JobSession.hadoop(conf);
    RunFolder folder = RunFolder.of("--output", settings.required(Key.OUTPUT), hadoop);
    boolean resume = request.resume() && folder.has(folder.runJson());
    RunRecord record =
        new RunRecord(
            settings, request.command(), plan.training().seed(), input(plan), folder, resume);
    record.requireUsableFolder(CHANGEABLE, "equation");
    try (JobSession session = JobSession.open(conf, "solve " + plan.name())) {
      Solution solution = new Solution(plan, folder, record, resume, settings, session.spark());
      return record.recorded(solution::run, solution::writePage);
    }
  }

  /** Settings of a phase that auto leaves out are no fault; who gave them wants to know. */
  private void sayUnused(Kind kind, SolvePlan plan) {
    settings
        .with(Key.OPTIMIZER, plan.options().optimizer().label())
        .notes(kind == Kind.PDE ? JobKind.PDE : JobKind.EIGEN)
        .forEach(note -> System.err.println("raf: note: " + note));
  }

  private static Map<String, Object> input(SolvePlan plan) {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("problem", plan.problem().toText());
    input.put("equation", plan.equation());
    input.put("dimension", plan.problem().dimension());
    input.put("eigenpairs", plan.isEigen() ? plan.options().count() : 0);
    return input;
  }
}
