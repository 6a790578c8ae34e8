package io.raf4j.benchmarks;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.SparkSession;

/**
 * Repeats the tables of the differential equations: runs the cases of {@code solve-tables.conf} by
 * the launcher {@code raf}, one process a case, and prints each table in Markdown.
 *
 * <p>Arguments: the folder for the runs, then any of {@code --seconds S} (the budget of every case,
 * in place of the table's own), {@code --at-once N} (cases side by side, with the cores divided
 * among them), and the names of tables; all of them without a name. A case that has its result is
 * not run again, unless its command was another: then, and after an interruption, its run goes on
 * by {@code --resume}.
 */
public final class SolveTables {

  private static final String RESULT = "result.json";

  private final Path folder;
  private final String seconds;
  private final int atOnce;
  private final Config tables =
      ConfigFactory.parseResources(SolveTables.class, "solve-tables.conf").resolve();

  private SolveTables(Path folder, String seconds, int atOnce) {
    this.folder = folder.toAbsolutePath();
    this.seconds = seconds;
    this.atOnce = atOnce;
  }

  /** Runs the tables. */
  public static void main(String[] arguments) throws Exception {
    List<String> names = new ArrayList<>();
    String seconds = "";
    int atOnce = 1;
    for (int i = 1; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--seconds" -> seconds = arguments[++i];
        case "--at-once" -> atOnce = Integer.parseInt(arguments[++i]);
        default -> names.add(arguments[i]);
      }
    }
    if (arguments.length == 0) {
      System.err.println("SolveTables FOLDER [--seconds S] [--at-once N] [TABLE...]");
      System.exit(2);
    }
    SolveTables runner = new SolveTables(Path.of(arguments[0]), seconds, atOnce);
    if (names.isEmpty()) {
      names.addAll(runner.tables.root().keySet());
    }
    for (String name : names) {
      runner.run(name);
    }
  }

  private void run(String name) throws Exception {
    Config table = tables.getConfig(name);
    List<Case> cases = new ArrayList<>();
    for (Config entry : table.getConfigList("cases")) {
      for (int seed : table.getIntList("seeds")) {
        cases.add(new Case(entry, table, seed, folder.resolve(name)));
      }
    }
    ExecutorService runners = Executors.newFixedThreadPool(atOnce);
    List<Future<Config>> results = new ArrayList<>();
    cases.forEach(each -> results.add(runners.submit(() -> each.result())));
    runners.shutdown();
    List<Config> figures = new ArrayList<>();
    try {
      for (Future<Config> result : results) {
        figures.add(result.get());
      }
    } finally {
      runners.shutdownNow();
    }
    System.out.printf("%n%s (%s)%n%n", table.getString("title"), budget(table));
    if (table.hasPath("steps")) {
      printSteps(table, cases, figures);
    } else {
      printFigures(table, cases, figures);
    }
  }

  private String budget(Config table) {
    String limit = seconds.isEmpty() ? table.getString("seconds") : seconds;
    return limit + " s a case, " + atOnce + " at once";
  }

  /** One run of the launcher. */
  private final class Case {
    final String name;
    final int seed;
    private final List<String> command = new ArrayList<>();
    private final Path run;

    Case(Config entry, Config table, int seed, Path folder) {
      this.name = entry.getString("name");
      this.seed = seed;
      this.run = folder.resolve(name.replaceAll("[^A-Za-z0-9.+^-]", "_") + "-seed" + seed);
      command.add("./raf");
      command.addAll(List.of(entry.getString("arguments").split(" +")));
      command.addAll(List.of("--seed", Integer.toString(seed), "--output", run.toString()));
      String limit = seconds.isEmpty() ? table.getString("seconds") : seconds;
      command.addAll(List.of("--max-seconds", limit, "--json"));
      if (atOnce > 1) {
        int cores = Math.max(1, Runtime.getRuntime().availableProcessors() / atOnce);
        command.addAll(List.of("--master", "local[" + cores + "]"));
      }
    }

    Config result() throws IOException, InterruptedException {
      Path kept = run.resolve(RESULT);
      Path asked = run.resolve("command.txt");
      String words = String.join(" ", command);
      boolean isDone =
          Files.exists(kept) && Files.exists(asked) && Files.readString(asked).equals(words);
      if (!isDone) {
        if (Files.exists(run)) {
          command.add("--resume");
        }
        System.err.println(words);
        Files.createDirectories(run.getParent());
        String last = lastLine(new ProcessBuilder(command));
        Files.writeString(kept, last);
        Files.writeString(asked, words);
      }
      return ConfigFactory.parseString(Files.readString(kept));
    }

    private String lastLine(ProcessBuilder builder) throws IOException, InterruptedException {
      Path log = run.resolveSibling(run.getFileName() + ".log");
      // The launcher is named from the project's folder, wherever this was started.
      builder.directory(new File(System.getProperty("raf.home", ".")));
      Process process = builder.redirectError(log.toFile()).start();
      String last = "";
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          last = line;
        }
      }
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + " failed; see " + log);
      }
      return last;
    }
  }

  private static void printFigures(Config table, List<Case> cases, List<Config> figures) {
    List<String> columns = table.getStringList("figures");
    System.out.println("| case | seed | " + String.join(" | ", columns) + " |");
    System.out.println("|---|---|" + "---|".repeat(columns.size()));
    for (int i = 0; i < cases.size(); i++) {
      StringBuilder line = new StringBuilder("| " + cases.get(i).name + " | " + cases.get(i).seed);
      for (String column : columns) {
        line.append(" | ").append(text(figures.get(i), column));
      }
      System.out.println(line + " |");
    }
  }

  private static String text(Config figures, String column) {
    if (!figures.hasPath(column)) {
      return "";
    }
    String value = figures.getValue(column).render(ConfigRenderOptions.concise());
    return value.length() > 12 && column.equals("params_sha256") ? value.substring(1, 13) : value;
  }

  /** Relative L2 error after given numbers of steps, and at the end. */
  private static void printSteps(Config table, List<Case> cases, List<Config> figures) {
    List<Integer> steps = table.getIntList("steps");
    StringBuilder head = new StringBuilder("| case | seed");
    steps.forEach(step -> head.append(" | ").append(step));
    System.out.println(head + " | end | steps | seconds |");
    System.out.println("|---|---|" + "---|".repeat(steps.size() + 3));
    try (SparkSession spark =
        SparkSession.builder().master("local[1]").config("spark.ui.enabled", false).getOrCreate()) {
      for (int i = 0; i < cases.size(); i++) {
        StringBuilder line =
            new StringBuilder("| " + cases.get(i).name + " | " + cases.get(i).seed);
        for (int step : steps) {
          line.append(" | ").append(errorAt(spark, cases.get(i).run, step));
        }
        for (String column : List.of("relative_l2", "steps", "seconds")) {
          line.append(" | ").append(text(figures.get(i), column));
        }
        System.out.println(line + " |");
      }
    }
  }

  private static String errorAt(SparkSession spark, Path run, int step) {
    List<Double> last =
        spark
            .read()
            .parquet(run.resolve("metrics").toString())
            .where("relative_l2 is not null and step <= " + step)
            .orderBy("step")
            .select("relative_l2")
            .as(org.apache.spark.sql.Encoders.DOUBLE())
            .collectAsList();
    boolean reached =
        spark.read().parquet(run.resolve("metrics").toString()).where("step >= " + step).count()
            > 0;
    return last.isEmpty() || !reached
        ? ""
        : String.format(Locale.ROOT, "%.2e", last.get(last.size() - 1));
  }
}
