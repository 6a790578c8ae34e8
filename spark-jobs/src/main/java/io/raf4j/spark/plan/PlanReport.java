package io.raf4j.spark.plan;

import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.plan.Planner.Choice;
import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.run.Averaged;
import io.raf4j.spark.training.Cluster;
import io.raf4j.spark.training.MemoryNeed;
import io.raf4j.spark.training.NetworkWork;
import io.raf4j.spark.training.Round;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** A plan, for people and as figures. */
public final class PlanReport {

  /** Rows of the table that a person still reads. */
  private static final int MOST_ROWS = 16;

  private static final Set<Key> CHOSEN =
      EnumSet.of(Key.WORKERS, Key.BATCH, Key.AVERAGING_FREQUENCY, Key.STEPS, Key.OUTPUT);

  private final PlanRequest request;
  private final Settings settings;
  private final Averaged subject;
  private final CostModel model;
  private final Cluster all;
  private final Choice choice;
  private final RoundCost cost;
  private final MemoryNeed memory;
  private final Scaling scaling;

  PlanReport(
      PlanRequest request,
      Settings settings,
      Averaged subject,
      CostModel model,
      Cluster all,
      Choice choice) {
    this.request = request;
    this.settings = settings;
    this.subject = subject;
    this.model = model;
    this.all = all;
    this.choice = choice;
    this.cost = model.round(network(), choice.cluster(), choice.round());
    this.memory = MemoryNeed.of(network(), choice.cluster(), choice.round());
    this.scaling = Scaling.of(model, network(), choice.cluster(), choice.round());
  }

  private NetworkWork network() {
    return subject.work();
  }

  private double efficiency() {
    return Scaling.efficiency(model, network(), choice.cluster(), choice.round());
  }

  /** The numbers of a plan. */
  private record Figures(
      String kind,
      long parameters,
      long stateBytes,
      int workers,
      int batch,
      int averagingFrequency,
      long steps,
      int executors,
      int cores,
      int taskCpus,
      double examplesPerSecond,
      double efficiency,
      double roundSeconds,
      Parts parts,
      long executorBytes,
      long driverBytes,
      int paysUpToExecutors,
      Integer efficiencyBelowHalfAtExecutors,
      double limitExamplesPerSecond,
      List<Line> table,
      String measuredOn,
      String command) {}

  /** The seconds of the parts of a round. */
  private record Parts(
      double broadcast,
      double launch,
      double fetch,
      double train,
      double result,
      double average,
      double measure) {}

  /** What some number of executors would give. */
  private record Line(
      int executors,
      int workers,
      double examplesPerSecond,
      double efficiency,
      double roundSeconds,
      double averagingSeconds) {}

  /** Returns the numbers by name. */
  public Fields figures() {
    return Fields.of(
        new Figures(
            request.kind().name(),
            network().parameters(),
            network().stateBytes(),
            choice.round().workers(),
            choice.round().batch(),
            choice.round().frequency(),
            choice.steps(),
            choice.cluster().executors(),
            choice.cluster().cores(),
            choice.cluster().taskCpus(),
            cost.examplesPerSecond(),
            efficiency(),
            cost.seconds(),
            parts(),
            memory.executor(),
            memory.driver(),
            scaling.paysUpTo(),
            scaling.halfAt().isPresent() ? scaling.halfAt().getAsInt() : null,
            scaling.limit(),
            table(),
            model.constants().measuredOn(),
            command()));
  }

  private Parts parts() {
    return new Parts(
        cost.broadcast(),
        cost.launch(),
        cost.fetch(),
        cost.train(),
        cost.result(),
        cost.average(),
        cost.measure());
  }

  private List<Line> table() {
    List<Line> lines = new ArrayList<>();
    for (int executors : executors()) {
      Cluster cluster = choice.cluster().with(executors);
      Round round = choice.round().with(cluster.slots());
      RoundCost of = model.round(network(), cluster, round);
      lines.add(
          new Line(
              executors,
              round.workers(),
              of.examplesPerSecond(),
              Scaling.efficiency(model, network(), cluster, round),
              of.seconds(),
              of.averaging()));
    }
    return lines;
  }

  /** All numbers of executors, or where they are many the powers of two with those that matter. */
  private Set<Integer> executors() {
    Set<Integer> numbers = new TreeSet<>(List.of(1, all.executors()));
    numbers.add(choice.cluster().executors());
    for (int e = 1; e <= all.executors(); e = all.executors() > MOST_ROWS ? 2 * e : e + 1) {
      numbers.add(e);
    }
    return numbers;
  }

  /** Returns the plan in words. */
  public String text() {
    StringBuilder out = new StringBuilder();
    line(out, "A network of %s:", subject.inWords());
    line(
        out,
        "%,d parameters, %s of parameters and updater state in a round, %.2f Mflop an example.",
        network().parameters(),
        mebibytes(network().stateBytes()),
        network().flops() / 1e6);
    if (!network().byMuon().isEmpty()) {
      line(
          out,
          "Muon takes %.2f ms of every step of a task, whatever its batch.",
          1e3 * model.muon(network(), choice.cluster().taskCpus()));
    }
    line(out, "");
    suggestion(out);
    line(out, "");
    predictions(out);
    line(out, "");
    line(out, "Where %s", limits());
    line(out, "");
    scalingTable(out);
    line(out, "");
    line(out, "Constants: %s.", model.constants().measuredOn());
    line(out, "Left out: what averaging does to the learning itself; see docs/SCALING.md.");
    if (!request.decided().isEmpty()) {
      line(out, "%s", subject.leftOut());
    }
    line(out, "");
    line(out, "%s", command());
    return out.toString();
  }

  private void suggestion(StringBuilder out) {
    line(
        out,
        "workers              %d  (%s, %d thread%s each)",
        choice.round().workers(),
        choice.cluster().isLocal()
            ? "one process"
            : choice.cluster().executors() + " executors of " + choice.cluster().cores() + " cores",
        choice.cluster().taskCpus(),
        choice.cluster().taskCpus() == 1 ? "" : "s");
    line(out, "batch                %d", choice.round().batch());
    line(out, "averaging frequency  %d", choice.round().frequency());
    line(out, "steps                %d  (the same examples in all)", choice.steps());
  }

  private void predictions(StringBuilder out) {
    line(out, "examples a second    %,.0f", cost.examplesPerSecond());
    line(out, "efficiency           %.0f %%", 100 * efficiency());
    line(out, "a round              %.1f ms", 1e3 * cost.seconds());
    Fields.of(parts())
        .forEach(
            (name, seconds) ->
                line(out, "  %-18s %.1f ms", name, 1e3 * ((Number) seconds).doubleValue()));
    line(
        out,
        "memory               executor %s (heap %s), driver %s (heap %s)",
        mebibytes(memory.executor()),
        mebibytes(memory.executorHeap()),
        mebibytes(memory.driver()),
        mebibytes(memory.driverHeap()));
  }

  private String limits() {
    if (choice.cluster().isLocal()) {
      return "averaging stops paying is a question of executors; give --executors 2 or more.";
    }
    String half =
        scaling.halfAt().isPresent()
            ? "from " + scaling.halfAt().getAsInt() + " on"
            : "not up to " + Scaling.MOST;
    return String.format(
        Locale.ROOT,
        "averaging stops paying: up to %d executors each brings a tenth of its own speed or more;"
            + " efficiency is below a half %s; examples a second rise towards %,.0f.",
        scaling.paysUpTo(),
        half,
        scaling.limit());
  }

  private void scalingTable(StringBuilder out) {
    line(out, "executors  workers  examples/s  efficiency   round ms  averaging ms");
    for (Line of : table()) {
      line(
          out,
          "%9d  %7d  %,10.0f  %8.0f %%  %9.1f  %12.1f",
          of.executors(),
          of.workers(),
          of.examplesPerSecond(),
          100 * of.efficiency(),
          1e3 * of.roundSeconds(),
          1e3 * of.averagingSeconds());
    }
  }

  /** Returns the command line that runs the job as suggested. */
  String command() {
    StringBuilder words = new StringBuilder();
    Cluster cluster = choice.cluster();
    String master = request.job().master();
    if (!cluster.isLocal()) {
      words.append("RAF_SUBMIT_OPTS=\"");
      words.append("--conf spark.task.cpus=").append(cluster.taskCpus());
      words.append(" --conf spark.executor.cores=").append(cluster.cores());
      words.append(" --conf spark.executor.instances=").append(cluster.executors());
      words.append(" --conf spark.cores.max=").append(cluster.executors() * cluster.cores());
      words.append("\" ");
      master = master.isBlank() || master.startsWith("local") ? "MASTER" : master;
    } else {
      master = "local[" + cluster.cores() + "]";
    }
    words.append(request.kind().profile().words());
    for (Key key : request.given()) {
      if (!CHOSEN.contains(key)) {
        word(words, key, Settings.text(settings.asMap().get(key.path())));
      }
    }
    request.decided().forEach(key -> word(words, key, settings.text(key)));
    word(words, Key.WORKERS, Integer.toString(choice.round().workers()));
    word(words, Key.BATCH, Integer.toString(choice.round().batch()));
    word(words, Key.AVERAGING_FREQUENCY, Integer.toString(choice.round().frequency()));
    word(words, Key.STEPS, Integer.toString(choice.steps()));
    String output = settings.text(Key.OUTPUT);
    word(words, Key.OUTPUT, output.isBlank() ? "OUTPUT" : output);
    return words.append(" --master ").append(quoted(master)).toString();
  }

  private static void word(StringBuilder words, Key key, String value) {
    boolean isObject = value.startsWith("{");
    words.append(isObject ? " --set " : " --" + key.path() + " ");
    words.append(quoted(isObject ? key.path() + "=" + value : value));
  }

  private static String quoted(String value) {
    return value.matches("[\\w./:,+=@%-]+") ? value : "'" + value.replace("'", "'\\''") + "'";
  }

  private static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%,.1f MiB", bytes / (double) (1 << 20));
  }

  private static void line(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }
}
