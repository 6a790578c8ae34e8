package io.raf4j.spark.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.raf4j.eigen.EigenCatalogue;
import io.raf4j.eigen.EigenEntry;
import io.raf4j.pde.PdeCatalogue;
import io.raf4j.pde.PdeEntry;
import io.raf4j.spark.files.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code raf solve list}: what can be solved. */
@Command(
    name = "list",
    description = "Lists the equations that RAF4J knows by name.",
    mixinStandardHelpOptions = true)
final class SolveListCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Option(names = "--json", description = "Print one JSON array.")
  private boolean json;

  /** What is told of an equation. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Problem(
      String kind,
      String name,
      String equation,
      int dimMin,
      int dimMax,
      int dimDefault,
      String exact,
      String note) {

    static Problem of(PdeEntry entry) {
      return new Problem(
          "pde",
          entry.name(),
          entry.equation(),
          entry.smallestDimension(),
          entry.largestDimension(),
          entry.defaultDimension(),
          entry.exact(),
          entry.note());
    }

    static Problem of(EigenEntry entry) {
      return new Problem(
          "eigen",
          entry.name(),
          entry.equation(),
          entry.smallestDimension(),
          entry.largestDimension(),
          entry.defaultDimension(),
          "smallest eigenvalue " + entry.eigenvalue(),
          null);
    }

    String dimension() {
      return dimMin == dimMax
          ? Integer.toString(dimMin)
          : dimMin + " to " + dimMax + ", default " + dimDefault;
    }
  }

  @Override
  public Integer call() {
    PrintWriter out = command.commandLine().getOut();
    List<Problem> problems =
        Stream.concat(
                PdeCatalogue.all().stream().map(Problem::of),
                EigenCatalogue.all().stream().map(Problem::of))
            .toList();
    if (json) {
      out.println(Json.line(problems));
    } else {
      problems.forEach(problem -> print(out, problem));
    }
    out.flush();
    return 0;
  }

  private static void print(PrintWriter out, Problem problem) {
    out.printf("raf solve %s --problem %s%n", problem.kind(), problem.name());
    out.printf("  equation   %s%n", problem.equation());
    out.printf("  dimension  %s%n", problem.dimension());
    out.printf("  exact      %s%n", problem.exact());
    if (problem.note() != null) {
      out.printf("  tests      %s%n", problem.note());
    }
    out.println();
  }
}
