package io.raf4j.spark.cli;

import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.run.Audience;
import io.raf4j.spark.schedule.BatchJob;
import io.raf4j.spark.schedule.BatchJobs;
import io.raf4j.spark.schedule.BatchRequest;
import java.io.File;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code raf evaluate}: scores one trained network, or with {@code --config} many networks on many
 * data sets, on schedule.
 */
@Command(
    name = "evaluate",
    description = {
      "Scores a trained network (SUBJECT), or many on many data sets (--config).",
      "With --config each model is evaluated on each data set of its kind, and one slot, a day of a job, is filled in a"
          + " table of Parquet files. Repeating it leaves one copy; what was cut off or failed is done again."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisSubcommandLabel = "[SUBJECT]")
final class EvaluateCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "HOCON file of job, models, data-sets and output; see conf/batch/.")
  private File config;

  @Option(
      names = "--set",
      paramLabel = "key=value",
      description = "Any key of that file; may be repeated. Lists as [\"a\", \"b\"].")
  private List<String> assignments = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description = "Folder of the table, in place of the file's.")
  private String output;

  @Option(
      names = {"--slot", "--date"},
      paramLabel = "DAY",
      description = "Day of the slot, such as 2026-01-31; today in UTC by default.")
  private String slot;

  @Option(names = "--replace", description = "Evaluate a complete slot anew.")
  private boolean replace;

  @Option(
      names = "--keep-failed",
      description = "Take failed evaluations as final: do not try them again, and exit with 0.")
  private boolean keepFailed;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Spark master; default that of spark-submit, else local[*].",
      defaultValue = "")
  private String master;

  @Option(
      names = "--json",
      description = "End standard output with one JSON object of the final figures.")
  private boolean json;

  @Override
  public Integer call() {
    if (config == null && assignments.isEmpty()) {
      throw new ParameterException(
          command.commandLine(), "Missing --config FILE, or a subject: evaluate video");
    }
    BatchJob job =
        BatchJob.read(config, assignments, output == null ? Map.of() : Map.of("output", output));
    String line =
        "raf " + String.join(" ", command.root().commandLine().getParseResult().originalArgs());
    BatchRequest request =
        new BatchRequest(
            job,
            day(),
            replace,
            keepFailed,
            line,
            master,
            ((Raf) command.root().userObject()).kinds(),
            Audience.person(command.commandLine().getErr()));
    Fields figures = new BatchJobs(request).evaluate();
    Figures.print(command, json, figures);
    boolean hasFailed = figures.count("failed") > 0;
    return hasFailed && !keepFailed ? Refusal.FAILED : 0;
  }

  private LocalDate day() {
    try {
      return slot == null ? LocalDate.now(Clock.systemUTC()) : LocalDate.parse(slot);
    } catch (DateTimeException e) {
      throw new SettingsException("--slot is " + slot + "; expected a day such as 2026-01-31", e);
    }
  }
}
