package io.raf4j.spark.cli;

import io.raf4j.spark.document.ReportJobs;
import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.run.Kinds;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code raf report}: one document about many runs. */
@Command(
    name = "report",
    description = {
      "Writes one document from the rows that comparisons and scheduled evaluations left: tables,"
          + " curves, trends over dates.",
      "The same input gives the same text."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ReportCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Option(
      names = "--input",
      paramLabel = "FOLDER",
      required = true,
      arity = "1..*",
      description = "Folders of comparisons (raf compare) and tables of raf evaluate --config.")
  private List<String> inputs;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      required = true,
      description = "The document; one that is there is replaced.")
  private String output;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description = "html or markdown (default: ${DEFAULT-VALUE}).",
      defaultValue = "html")
  private String format;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Spark master; default that of spark-submit, else local[*].",
      defaultValue = "")
  private String master;

  @Override
  public Integer call() {
    Kinds kinds = ((Raf) command.root().userObject()).kinds();
    Fields figures =
        new ReportJobs(inputs, output, ReportJobs.Format.named(format), master, kinds).write();
    PrintWriter out = command.commandLine().getOut();
    figures.forEach((name, value) -> out.printf("%-20s %s%n", name, value));
    out.flush();
    return 0;
  }
}
