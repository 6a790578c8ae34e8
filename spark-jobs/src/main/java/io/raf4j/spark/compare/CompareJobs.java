package io.raf4j.spark.compare;

import io.raf4j.spark.compare.Experiment.Mode;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.record.RunFolder;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.run.RunRecord;
import io.raf4j.spark.session.JobSession;
import io.raf4j.spark.session.Needs;
import io.raf4j.spark.training.TrainingRoom;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * The comparison of activations: every cell of an experiment is one training run, the cells side by
 * side as tasks of one Spark job or one after the other, each distributed.
 *
 * <p>A cell that fails is reported and the others go on. Each cell leaves its outcome as it ends,
 * so that a comparison that was cut off goes on with the cells that have not ended.
 */
public final class CompareJobs {

  private final CompareRequest request;
  private final Experiment experiment;
  private final SparkConf conf;
  private final Configuration hadoop;

  /** Takes what the command line asks; nothing is checked yet. */
  public CompareJobs(CompareRequest request) {
    this.request = request;
    this.experiment = request.experiment();
    this.conf = JobSession.conf(request.master(), tasks());
    this.hadoop = JobSession.hadoop(conf);
  }

  private int tasks() {
    return experiment.mode() == Mode.SIDE_BY_SIDE
        ? experiment.cells().size()
        : Math.max(1, experiment.cells().get(0).settings().integer(Key.WORKERS));
  }

  /**
   * Runs the cells that have not ended, sums up, writes rows and page, and returns the figures:
   * {@code cells}, {@code failed}, {@code seconds} of this call, {@code metric} and {@code
   * summary}, a list with a map for each subject and activation.
   *
   * @throws SettingsException if an input is missing, a cell is wrong, or the folder is in use
   */
  public Fields compare() {
    long started = System.nanoTime();
    ComparisonPlan plan = ComparisonPlan.of(experiment, hadoop, ofCell());
    requireRoom(plan.needs());
    RunFolder folder = RunFolder.of("--output", request.output(), hadoop);
    boolean resume = request.resume() && folder.has(folder.runJson());
    RunRecord record = new RunRecord(plan, request.command(), folder, resume, request.audience());
    record.requireUsableFolder();
    CellStore store = new CellStore(folder, experiment, record.runId());
    Map<String, CellOutcome> finished = store.finished();
    try (JobSession session = JobSession.open(conf, "compare " + experiment.name())) {
      Summing summing = new Summing(session.spark(), folder, started);
      return record.recorded(
          () -> {
            run(session.spark(), store, finished);
            return summing.ended(outcomes(store, finished));
          },
          summing::writePage);
    }
  }

  private boolean isSideBySide() {
    return experiment.mode() == Mode.SIDE_BY_SIDE;
  }

  /** Beside others a cell has one task, in which its workers take turns. */
  private TrainingRoom ofCell() {
    TrainingRoom all = JobSession.room(conf);
    return isSideBySide() ? TrainingRoom.ofOneTask(all.cluster().taskCpus()) : all;
  }

  private void requireRoom(Needs needs) {
    int tasks = JobSession.cluster(conf).sideBySide(isSideBySide() ? tasks() : needs.workers());
    long bytes = isSideBySide() ? needs.bytes() * tasks : needs.bytes();
    JobSession.requireMemory(conf, bytes, tasks, "--batch");
    if (needs.unknowns() > 0) {
      JobSession.allowSecondOrder(conf, needs.unknowns(), needs.workers());
    }
  }

  private void run(SparkSession spark, CellStore store, Map<String, CellOutcome> finished) {
    List<CellTask> left =
        store.tasks().stream().filter(task -> !finished.containsKey(task.cell().key())).toList();
    request
        .audience()
        .say(
            String.format(
                "%s, %s size: %d cells, %d of them finished before",
                experiment.name(), experiment.size(), experiment.cells().size(), finished.size()));
    if (left.isEmpty()) {
      return;
    }
    List<CellOutcome> outcomes =
        experiment.mode() == Mode.SIDE_BY_SIDE
            ? new CellsSideBySide(spark).run(left)
            : new CellsOneByOne(spark, store, request, hadoop).run(left);
    for (int i = 0; i < left.size(); i++) {
      finished.put(left.get(i).cell().key(), outcomes.get(i));
    }
  }

  private static List<CellOutcome> outcomes(CellStore store, Map<String, CellOutcome> finished) {
    List<CellOutcome> outcomes = new ArrayList<>();
    store.tasks().forEach(task -> outcomes.add(finished.get(task.cell().key())));
    return outcomes;
  }

  /** The sum of what the cells gave, and the page that tells of it. */
  private final class Summing {

    private final SparkSession spark;
    private final RunFolder folder;
    private final long started;
    private ComparisonSummary summary;

    Summing(SparkSession spark, RunFolder folder, long started) {
      this.spark = spark;
      this.folder = folder;
      this.started = started;
    }

    RunRecord.Ending ended(List<CellOutcome> outcomes) {
      summary = new ComparisonSummary(experiment.metric(), experiment.baseline(), outcomes);
      Comparison.write(spark, folder.root(), summary);
      Fields figures = summary.figures(summary.rows(), (System.nanoTime() - started) / 1e9);
      String meaning =
          "all "
              + figures.get("cells")
              + " cells had ended, "
              + figures.get("failed")
              + " in error";
      return new RunRecord.Ending(figures, new RunManifest.Stop("cells", meaning));
    }

    void writePage(RunManifest done) {
      try {
        new ComparisonReport(Comparison.of(experiment.kind(), done, summary), experiment.render())
            .page()
            .write(folder.page(), hadoop);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write " + folder.page(), e);
      }
    }
  }
}
