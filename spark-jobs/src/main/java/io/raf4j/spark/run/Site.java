package io.raf4j.spark.run;

import io.raf4j.spark.conf.TrainingOptions;
import io.raf4j.spark.record.RunFolder;
import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.rows.ParquetReport;
import io.raf4j.spark.rows.RowFormat;
import io.raf4j.spark.training.Checkpoints;
import io.raf4j.spark.training.DivergedException;
import io.raf4j.spark.training.Interruption;
import io.raf4j.spark.training.MetricLog;
import io.raf4j.spark.training.MinibatchSource;
import io.raf4j.spark.training.RoundMeasure;
import io.raf4j.spark.training.StepPlan;
import io.raf4j.spark.training.Trained;
import io.raf4j.spark.training.Trainer;
import io.raf4j.spark.training.TrainingState;
import io.raf4j.spark.training.WorkerPool;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Where a piece of work is done and what it leaves there: on Spark with a run's folder, or in one
 * thread and in memory alone. The same work gives the same parameters and figures on either, to the
 * bit and but for the time that it takes.
 */
public final class Site {

  /**
   * The rows of rounds, which not every kind of work has: nothing is opened before it is needed.
   *
   * @param open opens the log
   * @param read gives the rows that are there
   */
  private record Rounds(Supplier<MetricLog> open, Supplier<List<MetricRow>> read) {}

  /** Spark and the folder of a run. */
  private record Grounds(SparkSession spark, RunFolder folder, boolean resume) {}

  /** What is decided by {@link StepPlan}. */
  private static final String PLANNED_STEPS = "planned_steps";

  private static final String PLANNED_AT_STEP = "planned_at_step";

  private final String runId;
  private final WorkerPool pool;
  private final Configuration hadoop;
  private final Checkpoints checkpoints;
  private final Rounds rounds;
  private final Audience audience;
  private final Optional<Grounds> grounds;
  private final Interruption interruption;
  private final Consumer<Fields> decided;
  private Fields decisions;
  private int rollbacks;

  private Site(
      String runId,
      WorkerPool pool,
      Configuration hadoop,
      Checkpoints checkpoints,
      Rounds rounds,
      Audience audience,
      Fields decisions,
      Consumer<Fields> decided,
      Optional<Grounds> grounds) {
    this.decisions = decisions;
    this.decided = decided;
    this.runId = runId;
    this.pool = pool;
    this.hadoop = hadoop;
    this.checkpoints = checkpoints;
    this.rounds = rounds;
    this.audience = audience;
    this.grounds = grounds;
    // A task ends with its job.
    this.interruption = grounds.isPresent() ? Interruption.ofProcess() : new Interruption();
  }

  /**
   * Returns the site of a run with a folder, on Spark.
   *
   * @param record of the run, which has the folder
   * @param resume whether the run in the folder is gone on with
   * @param kept how many of the last checkpoints stay
   */
  static Site onSpark(
      RunRecord record,
      RunFolder folder,
      SparkSession spark,
      boolean resume,
      int kept,
      Audience audience) {
    Supplier<ParquetReport<MetricRow>> metrics =
        () -> ParquetReport.open(spark, folder.metrics(), MetricRow.FORMAT);
    String runId = record.runId();
    Checkpoints.Owner owner = new Checkpoints.Owner(runId, record::requireHeld, audience::note);
    return new Site(
        runId,
        WorkerPool.on(JavaSparkContext.fromSparkContext(spark.sparkContext())),
        folder.hadoop(),
        Checkpoints.in(folder.checkpoints(), kept, owner, folder.hadoop()),
        new Rounds(
            () -> MetricLog.of(metrics.get(), runId),
            () -> folder.has(folder.metrics()) ? metrics.get().readOf(runId) : List.of()),
        audience,
        record.decisions(),
        record::decided,
        Optional.of(new Grounds(spark, folder, resume)));
  }

  /**
   * Returns the site of a run that leaves no files and makes no noise.
   *
   * @param pool of this thread
   */
  public static Site inMemory(WorkerPool pool, Configuration hadoop) {
    MetricLog.InMemory metrics = MetricLog.inMemory();
    return new Site(
        UUID.randomUUID().toString(),
        pool,
        hadoop,
        Checkpoints.none(),
        new Rounds(() -> metrics, metrics::rows),
        Audience.NOBODY,
        Fields.NONE,
        decisions -> {},
        Optional.empty());
  }

  /** Returns the name of the run in all its rows. */
  public String runId() {
    return runId;
  }

  /** Returns where the logical workers are. */
  public WorkerPool pool() {
    return pool;
  }

  /** Returns the configuration that names the file systems. */
  public Configuration hadoop() {
    return hadoop;
  }

  /** Returns the checkpoints of the run. */
  public Checkpoints checkpoints() {
    return checkpoints;
  }

  /** Opens where the metrics of the run go. */
  public MetricLog metrics() {
    return rounds.open().get();
  }

  /** Returns the metrics that are there, a row for every round, in order. */
  public List<MetricRow> rounds() {
    return rounds.read().get();
  }

  /** Returns who hears of the work. */
  public Audience audience() {
    return audience;
  }

  /** Returns what ends the work in order: signals to this process, unless it is in a task. */
  public Interruption interruption() {
    return interruption;
  }

  /** Returns what the work has decided so far, or before it was cut off. */
  public Fields decisions() {
    return decisions;
  }

  /**
   * Keeps what the work has decided by itself: in {@code run.json}, where it is gone on with, and
   * among the final figures.
   */
  public void decide(Fields more) {
    decisions = decisions.and(more);
    decided.accept(decisions);
  }

  /** Returns whether the work is done on Spark, with the folder of a run. */
  public boolean hasFolder() {
    return grounds.isPresent();
  }

  /** Returns whether a run that was cut off is gone on with. */
  public boolean isResumed() {
    return grounds.isPresent() && grounds.get().resume();
  }

  /** Returns the last checkpoint of a run that is gone on with. */
  public Optional<Checkpoints.Checkpoint> last() {
    return isResumed() ? checkpoints.last() : Optional.empty();
  }

  /**
   * Returns Spark.
   *
   * @throws IllegalStateException if the work is done in memory
   */
  public SparkSession spark() {
    return grounds.orElseThrow(Site::inMemoryAlone).spark();
  }

  /**
   * Returns the folder of the run.
   *
   * @throws IllegalStateException if the work is done in memory
   */
  public RunFolder folder() {
    return grounds.orElseThrow(Site::inMemoryAlone).folder();
  }

  private static IllegalStateException inMemoryAlone() {
    return new IllegalStateException("the work is done in memory, without Spark and a folder");
  }

  /**
   * Opens rows that are written while the work goes on.
   *
   * @param folder within {@code report}
   */
  public <T> ParquetReport<T> report(String folder, RowFormat<T> format) {
    return ParquetReport.open(spark(), folder().report(folder), format);
  }

  /**
   * Keeps a trained network in the folder of the run, where it has one, with what it has learned.
   */
  public void keep(MultiLayerNetwork network, TrainingPlan plan) {
    grounds.ifPresent(
        there -> {
          there.folder().writeModel(network);
          plan.describe(there.folder());
        });
  }

  /**
   * Trains a network by parameter averaging, from the last checkpoint or the start.
   *
   * @param task what it is called while it goes on
   * @param initial makes the network
   * @param measure of the network after each round
   */
  public Trained train(
      String task,
      TrainingOptions options,
      Supplier<MultiLayerNetwork> initial,
      MinibatchSource source,
      RoundMeasure measure) {
    Optional<Checkpoints.Checkpoint> last = last();
    return train(
        task,
        options,
        last.map(Checkpoints.Checkpoint::network).orElseGet(initial),
        last.map(Checkpoints.Checkpoint::state).orElse(TrainingState.START),
        source,
        measure,
        stepPlan(options));
  }

  /**
   * Returns the plan of training that ends within its seconds, where there are any; by what the run
   * has decided before it was cut off, if it has.
   */
  public StepPlan stepPlan(TrainingOptions options) {
    return stepPlan(options, TrainingState.START);
  }

  /** Returns the plan of one of several trainings, which decide apart. */
  public StepPlan stepPlan(TrainingOptions options, TrainingState start) {
    StepPlan plan = StepPlan.of(options);
    if (decisions.get(PLANNED_STEPS + suffix(start)) == null) {
      return plan;
    }
    return plan.with(
        new StepPlan.Decision(
            Math.toIntExact(decisions.count(PLANNED_STEPS + suffix(start))),
            Math.toIntExact(decisions.count(PLANNED_AT_STEP + suffix(start)))));
  }

  /** Returns what the names of decisions end with: a number from the second training on. */
  private static String suffix(TrainingState state) {
    int before = state.earlier().trainings();
    return before == 0 ? "" : "_" + (before + 1);
  }

  /**
   * Trains a network by parameter averaging from a state on.
   *
   * @param network of that state
   * @param plan says after which step it ends
   */
  public Trained train(
      String task,
      TrainingOptions options,
      MultiLayerNetwork network,
      TrainingState start,
      MinibatchSource source,
      RoundMeasure measure,
      StepPlan plan) {
    try (Progress progress = progress(task, plan.end(start))) {
      Trainer.Outcome outcome =
          new Trainer(
                  pool,
                  options,
                  plan,
                  runId,
                  checkpoints,
                  metrics(),
                  measure,
                  new Listener(progress, start),
                  interruption())
              .train(network, start, source);
      rollbacks = outcome.state().rollbacks();
      return new Trained(network, outcome.state(), outcome.reason());
    }
  }

  /** Returns how often training has gone back since it had diverged. */
  public int rollbacks() {
    return rollbacks;
  }

  /** Shows rounds and keeps what is decided in them, and says that training has gone back. */
  private final class Listener implements Trainer.RoundListener {
    private final Progress progress;

    private final TrainingState start;

    Listener(Progress progress, TrainingState start) {
      this.progress = progress;
      this.start = start;
    }

    @Override
    public void round(MetricRow row, double secondsLeft) {
      progress.at(row.step() - start.stepsBefore(), inWords(row, secondsLeft));
    }

    @Override
    public void planned(StepPlan.Decision decision) {
      progress.towards(decision.plannedSteps());
      decide(
          Fields.NONE
              .with(PLANNED_STEPS + suffix(start), decision.plannedSteps())
              .with(PLANNED_AT_STEP + suffix(start), decision.plannedAtStep()));
    }

    @Override
    public void wentBack(DivergedException why, TrainingState to) {
      audience.note(
          why.event()
              + "; goes on from step "
              + to.step()
              + " at half the learning rate (rollback "
              + to.rollbacks()
              + ")");
    }
  }

  /**
   * Begins to show how far a part of the work is; Spark's jobs are called by it from then on.
   *
   * @param task what it is called
   */
  public Progress progress(String task, long total) {
    grounds.ifPresent(there -> there.spark().sparkContext().setJobDescription(task));
    return audience.progress(task, total);
  }

  /** Returns what a person wants to know of a round. */
  public static String inWords(MetricRow row, double secondsLeft) {
    String psnr =
        Double.isNaN(row.samplePsnr())
            ? ""
            : String.format(Locale.ROOT, ", PSNR %.2f dB", row.samplePsnr());
    String error =
        Double.isNaN(row.relativeL2())
            ? ""
            : String.format(Locale.ROOT, ", relative L2 %.3g", row.relativeL2());
    return String.format(
        Locale.ROOT,
        "loss %.3g%s%s, %,.0f examples/s, %s left",
        row.loss(),
        psnr,
        error,
        row.examplesPerSecond(),
        Progress.duration(secondsLeft));
  }
}
