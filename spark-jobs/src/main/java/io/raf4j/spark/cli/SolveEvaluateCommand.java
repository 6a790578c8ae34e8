package io.raf4j.spark.cli;

import io.raf4j.spark.solution.SolutionJob;
import io.raf4j.spark.solution.SolutionRequest;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code raf solve evaluate}: a solution at points of one's own, or on a grid, as a file. */
@Command(
    name = "evaluate",
    description = {
      "Writes the solution of a finished raf solve pde at points of your own or on a grid: coordinates, unknowns and"
          + " derivatives, in columns that have the problem's names."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class SolveEvaluateCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Option(
      names = "--input",
      paramLabel = "RUN",
      required = true,
      description = "The --output of a finished raf solve pde.")
  private String input;

  @Option(
      names = "--points",
      paramLabel = "FILE",
      description =
          "CSV with a header, or Parquet (by its ending): a column for each coordinate by name, in any order; other"
              + " columns are passed over.")
  private String points;

  @Option(
      names = "--grid",
      paramLabel = "N,N",
      description =
          "A grid over the box around the domain instead: how many values each coordinate has, both ends included; 1"
              + " is the middle. Points outside of the domain have NaN.")
  private String grid;

  @Option(
      names = "--derivatives",
      paramLabel = "LIST",
      description = "Partial derivatives up to the fourth as well, such as \"d(u,x),d(u,t,x)\".")
  private String derivatives;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      required = true,
      description = "The file to write; must not exist.")
  private String output;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      description =
          "csv, parquet, npy (NumPy), vti (VTK image of a grid) or pvd (a vti for each time); by the ending of --output"
              + " where it is not given.")
  private String format;

  @Option(
      names = "--allow-outside",
      description =
          "NaN for points of --points outside of the domain, which are refused otherwise.")
  private boolean allowOutside;

  @Option(names = "--overwrite", description = "Replace --output where it exists.")
  private boolean overwrite;

  @Option(
      names = "--json",
      description = "End standard output with one JSON object of the final figures.")
  private boolean json;

  @Override
  public Integer call() {
    SolutionRequest request =
        new SolutionRequest(
            input,
            Optional.ofNullable(points),
            Optional.ofNullable(grid),
            output,
            Optional.ofNullable(format),
            Optional.ofNullable(derivatives),
            allowOutside,
            overwrite);
    Figures.print(command, json, SolutionJob.run(request));
    return 0;
  }
}
