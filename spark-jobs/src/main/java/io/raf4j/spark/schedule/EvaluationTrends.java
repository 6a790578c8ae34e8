package io.raf4j.spark.schedule;

import io.raf4j.spark.page.DataTable;
import io.raf4j.spark.page.LineChart;
import io.raf4j.spark.page.LineChart.Role;
import io.raf4j.spark.page.LineChart.Scale;
import io.raf4j.spark.page.LineChart.Series;
import io.raf4j.spark.rows.ParquetFiles;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * The table of scheduled evaluations over its dates. Every column of numbers is a metric, so that
 * new ones need no change here.
 *
 * @param evaluations by date, job, model and data set
 * @param metrics names of the columns that hold a number somewhere, in the table's order
 */
public record EvaluationTrends(List<Evaluation> evaluations, List<String> metrics) {

  /**
   * One row of the table.
   *
   * @param date of the schedule
   * @param job its name
   * @param model folder of the trained run, or an equation
   * @param dataSet what it was evaluated on
   * @param status {@code done}, {@code failed} or {@code incompatible}
   * @param values metric to value; unknown ones are absent
   */
  public record Evaluation(
      LocalDate date,
      String job,
      String model,
      String dataSet,
      String status,
      Map<String, Double> values) {}

  /** Copies the lists. */
  public EvaluationTrends {
    evaluations = List.copyOf(evaluations);
    metrics = List.copyOf(metrics);
  }

  /** Reads a table of which the folders add the columns {@code date} and {@code job}. */
  public static EvaluationTrends read(SparkSession session, Path folder) {
    Dataset<Row> table =
        ParquetFiles.read(ParquetFiles.session(session)).parquet(folder.toString());
    List<String> numbers =
        Arrays.stream(table.schema().fields())
            .filter(field -> field.dataType().equals(DataTypes.DoubleType))
            .map(StructField::name)
            .toList();
    List<Evaluation> evaluations =
        table
            .withColumn("date", functions.col("date").cast("string"))
            .withColumn("job", functions.col("job").cast("string"))
            .collectAsList()
            .stream()
            .map(row -> evaluation(row, numbers))
            .sorted(
                Comparator.comparing(Evaluation::date)
                    .thenComparing(Evaluation::job)
                    .thenComparing(Evaluation::model)
                    .thenComparing(Evaluation::dataSet))
            .toList();
    List<String> known =
        numbers.stream()
            .filter(name -> evaluations.stream().anyMatch(row -> row.values().containsKey(name)))
            .toList();
    return new EvaluationTrends(evaluations, known);
  }

  private static Evaluation evaluation(Row row, List<String> numbers) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (String name : numbers) {
      Double value = row.getAs(name);
      if (value != null) {
        values.put(name, value);
      }
    }
    return new Evaluation(
        LocalDate.parse(row.getAs("date")),
        row.getAs("job"),
        row.getAs("model"),
        row.getAs("data_set"),
        row.getAs("status"),
        values);
  }

  /** Returns the names of the jobs, in alphabetical order. */
  public List<String> jobs() {
    return evaluations.stream().map(Evaluation::job).distinct().sorted().toList();
  }

  private List<Evaluation> of(String job) {
    return evaluations.stream().filter(row -> row.job().equals(job)).toList();
  }

  private List<String> metrics(String job) {
    return metrics.stream()
        .filter(name -> of(job).stream().anyMatch(row -> row.values().containsKey(name)))
        .toList();
  }

  /** Returns the means of every date of a job. */
  public DataTable overDates(String job) {
    List<String> columns = new ArrayList<>(List.of("date", "evaluations", "not done"));
    columns.addAll(metrics(job));
    List<List<Object>> rows = new ArrayList<>();
    for (LocalDate date : of(job).stream().map(Evaluation::date).distinct().toList()) {
      List<Evaluation> slot = of(job).stream().filter(row -> row.date().equals(date)).toList();
      List<Object> cells = new ArrayList<>();
      cells.add(date.toString());
      cells.add(slot.size());
      cells.add(slot.stream().filter(row -> !row.status().equals("done")).count());
      metrics(job).forEach(name -> cells.add(mean(slot, name)));
      rows.add(cells);
    }
    return new DataTable("Means over models and data sets, by date", columns, rows);
  }

  private static Object mean(List<Evaluation> slot, String name) {
    double sum = 0;
    int count = 0;
    for (Evaluation row : slot) {
      if (row.values().containsKey(name)) {
        sum += row.values().get(name);
        count++;
      }
    }
    return count == 0 ? "" : (Object) (sum / count);
  }

  /** Returns every evaluation of a job's last date. */
  public DataTable latest(String job) {
    List<Evaluation> all = of(job);
    LocalDate last = all.get(all.size() - 1).date();
    List<String> columns = new ArrayList<>(List.of("model", "data set", "status"));
    columns.addAll(metrics(job));
    List<List<Object>> rows = new ArrayList<>();
    for (Evaluation row : all) {
      if (row.date().equals(last)) {
        List<Object> cells = new ArrayList<>(List.of(name(row.model()), name(row.dataSet())));
        cells.add(row.status());
        for (String metric : metrics(job)) {
          Double value = row.values().get(metric);
          cells.add(value == null ? "" : (Object) value);
        }
        rows.add(cells);
      }
    }
    return new DataTable("All evaluations of " + last, columns, rows);
  }

  /** The last name of a path, unless another path in the table has the same. */
  private String name(String path) {
    String last = last(path);
    boolean isUnique =
        evaluations.stream()
                .flatMap(row -> Stream.of(row.model(), row.dataSet()))
                .filter(other -> last(other).equals(last))
                .distinct()
                .count()
            == 1;
    return isUnique ? last : path;
  }

  private static String last(String path) {
    // Formulas of constants have slashes too.
    int constants = path.indexOf(BatchEquation.WITH);
    int end = constants < 0 ? path.length() : constants;
    return path.substring(path.lastIndexOf('/', end) + 1);
  }

  /** Returns a chart for every metric of a job, with a line for each model and data set. */
  public List<LineChart> charts(String job) {
    List<LineChart> charts = new ArrayList<>();
    LocalDate first = of(job).get(0).date();
    for (String metric : metrics(job)) {
      List<Series> lines = lines(job, metric, first);
      if (!lines.isEmpty()) {
        charts.add(new LineChart(metric, "days since " + first, Scale.AUTO, lines));
      }
    }
    return charts;
  }

  private List<Series> lines(String job, String metric, LocalDate first) {
    Map<String, List<Evaluation>> pairs = new LinkedHashMap<>();
    of(job).stream()
        .filter(row -> row.values().containsKey(metric))
        .forEach(
            row ->
                pairs
                    .computeIfAbsent(
                        name(row.model()) + " on " + name(row.dataSet()), k -> new ArrayList<>())
                    .add(row));
    List<Role> roles = new ArrayList<>(Role.ofEqualWeight());
    List<Series> lines = new ArrayList<>();
    pairs.forEach(
        (name, rows) -> {
          if (!roles.isEmpty()) {
            double[] days =
                rows.stream()
                    .mapToDouble(row -> ChronoUnit.DAYS.between(first, row.date()))
                    .toArray();
            double[] values = rows.stream().mapToDouble(row -> row.values().get(metric)).toArray();
            lines.add(new Series(name, roles.remove(0), days, values));
          }
        });
    return lines;
  }
}
