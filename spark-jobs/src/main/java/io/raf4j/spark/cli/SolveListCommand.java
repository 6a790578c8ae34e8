package io.raf4j.spark.cli;

import io.raf4j.eigen.EigenCatalogue;
import io.raf4j.pde.PdeCatalogue;
import io.raf4j.spark.files.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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

  @Override
  public Integer call() {
    PrintWriter out = command.commandLine().getOut();
    List<Map<String, Object>> problems = problems();
    if (json) {
      out.println(Json.line(problems));
    } else {
      problems.forEach(problem -> print(out, problem));
    }
    out.flush();
    return 0;
  }

  private static List<Map<String, Object>> problems() {
    List<Map<String, Object>> problems = new ArrayList<>();
    PdeCatalogue.all()
        .forEach(
            entry -> {
              Map<String, Object> problem = problem("pde", entry.name(), entry.equation());
              problem.put("dim_min", entry.smallestDimension());
              problem.put("dim_max", entry.largestDimension());
              problem.put("dim_default", entry.defaultDimension());
              problem.put("exact", entry.exact());
              problem.put("note", entry.note());
              problems.add(problem);
            });
    EigenCatalogue.all()
        .forEach(
            entry -> {
              Map<String, Object> problem = problem("eigen", entry.name(), entry.equation());
              problem.put("dim_min", entry.smallestDimension());
              problem.put("dim_max", entry.largestDimension());
              problem.put("dim_default", entry.defaultDimension());
              problem.put("exact", "smallest eigenvalue " + entry.eigenvalue());
              problems.add(problem);
            });
    return problems;
  }

  private static Map<String, Object> problem(String kind, String name, String equation) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("kind", kind);
    problem.put("name", name);
    problem.put("equation", equation);
    return problem;
  }

  private static void print(PrintWriter out, Map<String, Object> problem) {
    out.printf("raf solve %s --problem %s%n", problem.get("kind"), problem.get("name"));
    out.printf("  equation   %s%n", problem.get("equation"));
    out.printf(
        "  dimension  %s%n",
        problem.get("dim_min").equals(problem.get("dim_max"))
            ? problem.get("dim_min")
            : problem.get("dim_min")
                + " to "
                + problem.get("dim_max")
                + ", default "
                + problem.get("dim_default"));
    out.printf("  exact      %s%n", problem.get("exact"));
    if (problem.containsKey("note")) {
      out.printf("  tests      %s%n", problem.get("note"));
    }
    out.println();
  }
}
