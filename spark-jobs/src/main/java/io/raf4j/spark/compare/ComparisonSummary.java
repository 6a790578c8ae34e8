package io.raf4j.spark.compare;

import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.rows.Figure;
import io.raf4j.spark.rows.MetricRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Sums up the cells of a comparison: one row for each subject and activation.
 *
 * <p>Means are over the seeds that ended with the figure. Of several baselines the one with the
 * best mean on a subject is that subject's. At equal seconds the curves are compared at the time T
 * at which the baseline's last round of the same seed ended: a value is the last one measured by
 * then, so a run that ended earlier counts with its end.
 *
 * @param metric the figure compared
 * @param baselines names of activations
 * @param outcomes the cells, in order
 */
record ComparisonSummary(Figure metric, List<String> baselines, List<CellOutcome> outcomes) {

  /** Copies the lists. */
  public ComparisonSummary {
    baselines = List.copyOf(baselines);
    outcomes = List.copyOf(outcomes);
  }

  /** Returns the rows, by subject and activation in the order of the cells. */
  public List<SummaryRow> rows() {
    List<SummaryRow> rows = new ArrayList<>();
    for (String subject : names(CellRow::subject)) {
      Optional<String> baseline = baseline(subject);
      for (String activation : names(CellRow::activation)) {
        List<CellOutcome> group = group(subject, activation);
        if (!group.isEmpty()) {
          rows.add(row(rows.size(), group, baseline));
        }
      }
    }
    return rows;
  }

  private List<String> names(Function<CellRow, String> name) {
    return outcomes.stream().map(CellOutcome::cell).map(name).distinct().toList();
  }

  private List<CellOutcome> group(String subject, String activation) {
    return outcomes.stream()
        .filter(outcome -> outcome.cell().subject().equals(subject))
        .filter(outcome -> outcome.cell().activation().equals(activation))
        .toList();
  }

  /** The best of the baselines, where one of them has the figure. */
  private Optional<String> baseline(String subject) {
    Comparator<String> byMean = Comparator.comparingDouble(name -> mean(group(subject, name)));
    return baselines.stream()
        .filter(name -> !Double.isNaN(mean(group(subject, name))))
        .max(metric.order() == Figure.Order.HIGHER ? byMean : byMean.reversed());
  }

  private double[] values(List<CellOutcome> group, ToDoubleFunction<CellRow> value) {
    return group.stream()
        .map(CellOutcome::cell)
        .filter(CellRow::isDone)
        .mapToDouble(value)
        .filter(number -> !Double.isNaN(number))
        .toArray();
  }

  private double[] metrics(List<CellOutcome> group) {
    return values(group, cell -> metric.of(cell.figures()));
  }

  private double mean(List<CellOutcome> group) {
    return mean(metrics(group));
  }

  /** Plain sums: the compensated ones of the library differ in the last bit. */
  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double deviation(double[] values) {
    if (values.length < 2) {
      return Double.NaN;
    }
    double mean = mean(values);
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / (values.length - 1));
  }

  private static double extreme(OptionalDouble value) {
    return value.orElse(Double.NaN);
  }

  private SummaryRow row(int index, List<CellOutcome> group, Optional<String> baseline) {
    CellRow first = group.get(0).cell();
    double[] values = metrics(group);
    int done = (int) group.stream().filter(outcome -> outcome.cell().isDone()).count();
    List<CellOutcome> reference =
        baseline.map(name -> group(first.subject(), name)).orElse(List.of());
    AtEqualSeconds equal = AtEqualSeconds.of(metric, group, reference);
    return new SummaryRow(
        first.runId(),
        index,
        first.experiment(),
        first.size(),
        first.kind(),
        first.subject(),
        first.activation(),
        metric.label(),
        done,
        group.size() - done,
        mean(values),
        deviation(values),
        extreme(Arrays.stream(values).min()),
        extreme(Arrays.stream(values).max()),
        mean(values(group, ComparisonSummary::steps)),
        mean(values(group, cell -> cell.figure("seconds"))),
        group.stream().mapToLong(ComparisonSummary::parameters).max().orElse(0),
        baseline.orElse(""),
        metric.improvement(mean(values), mean(reference)),
        metric.improvementUnit(),
        Curve.of(metric).map(Curve::column).orElse(""),
        equal.seconds(),
        equal.mean(),
        equal.improvement());
  }

  private static double steps(CellRow cell) {
    double iterations = cell.figure("iterations");
    return cell.figure("steps") + (Double.isNaN(iterations) ? 0 : iterations);
  }

  private static long parameters(CellOutcome outcome) {
    return outcome.cell().figures().get("parameters") instanceof Long count ? count : 0;
  }

  /**
   * The curve at the time at which the baseline of the same seed had finished.
   *
   * @param seconds that time, mean over the seeds that both have
   * @param mean of the curve at that time
   * @param improvement over the baseline's curve at that time
   */
  private record AtEqualSeconds(double seconds, double mean, double improvement) {

    static AtEqualSeconds of(Figure metric, List<CellOutcome> group, List<CellOutcome> reference) {
      Optional<Curve> curve = Curve.of(metric);
      List<double[]> found = new ArrayList<>();
      if (curve.isPresent()) {
        for (CellOutcome outcome : group) {
          reference.stream()
              .filter(other -> other.cell().seed() == outcome.cell().seed())
              .filter(other -> !other.metrics().isEmpty() && outcome.cell().isDone())
              .map(other -> of(curve.get(), outcome, other))
              .filter(values -> !Double.isNaN(values[1]) && !Double.isNaN(values[2]))
              .forEach(found::add);
        }
      }
      double mean = mean(found, 1);
      double improvement = curve.map(c -> c.improvement(mean, mean(found, 2))).orElse(Double.NaN);
      return new AtEqualSeconds(mean(found, 0), mean, improvement);
    }

    private static double[] of(Curve curve, CellOutcome outcome, CellOutcome reference) {
      List<MetricRow> rounds = reference.metrics();
      double end = rounds.get(rounds.size() - 1).seconds();
      double[] own = curve.values(outcome.cell(), outcome.metrics());
      double[] others = curve.values(reference.cell(), rounds);
      return new double[] {
        end, Curve.at(end, outcome.metrics(), own), Curve.at(end, rounds, others)
      };
    }

    private static double mean(List<double[]> rows, int column) {
      return ComparisonSummary.mean(rows.stream().mapToDouble(row -> row[column]).toArray());
    }
  }

  /**
   * Returns the final figures of a comparison, for {@code run.json} and {@code --json}.
   *
   * @param rows of {@link #rows}
   * @param seconds that the comparison took
   */
  public Fields figures(List<SummaryRow> rows, double seconds) {
    Fields figures =
        Fields.of(
            new Outcome(
                outcomes.size(),
                (int) outcomes.stream().filter(one -> !one.cell().isDone()).count(),
                seconds,
                metric.label(),
                rows.stream().map(Line::of).toList()));
    List<GeometricMean> means = GeometricMean.of(metric, rows);
    Fields over = means.isEmpty() ? Fields.NONE : Fields.of(new OverSubjects(means));
    Fields bars =
        ErrorBars.of(outcomes.stream().map(CellOutcome::cell).toList())
            .map(Fields::of)
            .orElse(Fields.NONE);
    return figures.and(over).and(bars);
  }

  /** The final figures over all subjects, where there are any. */
  private record OverSubjects(List<GeometricMean> geometricMeans) {}

  /** The final figures. */
  private record Outcome(
      int cells, int failed, double seconds, String metric, List<Line> summary) {}

  /** What the final figures say of a subject and an activation. */
  private record Line(
      String subject,
      String activation,
      int n,
      int failed,
      double mean,
      double standardDeviation,
      double seconds,
      String baseline,
      double improvement,
      String improvementUnit,
      double meanAtEqualSeconds,
      double improvementAtEqualSeconds) {

    static Line of(SummaryRow row) {
      return new Line(
          row.subject(),
          row.activation(),
          row.n(),
          row.failed(),
          row.mean(),
          row.deviation(),
          row.seconds(),
          row.baseline(),
          row.improvement(),
          row.improvementUnit(),
          row.meanAt(),
          row.improvementAt());
    }
  }
}
