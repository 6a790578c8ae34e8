package io.raf4j.spark.compare;

import io.raf4j.spark.page.LineChart;
import io.raf4j.spark.page.LineChart.Role;
import io.raf4j.spark.page.LineChart.Scale;
import io.raf4j.spark.page.LineChart.Series;
import io.raf4j.spark.rows.Figure;
import io.raf4j.spark.rows.MetricRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The charts of a comparison: curves of training, and quality against size.
 *
 * @param comparison what is told of
 */
record ComparisonCharts(Comparison comparison) {

  /** Parameters are counted as single precision, which is what networks of signals have. */
  private static final int BITS_OF_PARAMETER = 32;

  /**
   * Returns how the figure compared, and the PSNR where there is one, went with steps and with
   * seconds, by subject.
   */
  List<LineChart> curves() {
    List<Curve> curves =
        Stream.of(comparison.metric(), Figure.PSNR)
            .map(Curve::of)
            .flatMap(Optional::stream)
            .filter(distinctColumns())
            .toList();
    List<LineChart> charts = new ArrayList<>();
    for (String subject : comparison.subjects()) {
      List<SummaryRow> rows = drawn(subject);
      for (Curve curve : curves) {
        String title = subject + ": " + curve.words();
        boolean isQuality = curve.figure().order() == Figure.Order.HIGHER;
        chart(title, "steps", curve, rows, MetricRow::step).ifPresent(charts::add);
        // Quality grows by less and less: what comes early is wide on a logarithmic axis.
        chart(title, "seconds", curve, rows, MetricRow::seconds)
            .map(chart -> chart.over(isQuality ? Scale.AUTO : Scale.LINEAR))
            .ifPresent(charts::add);
      }
    }
    return charts;
  }

  private static Predicate<Curve> distinctColumns() {
    List<String> seen = new ArrayList<>();
    return curve -> !seen.contains(curve.column()) && seen.add(curve.column());
  }

  /** The baseline and the best of the others, in the order of the file. */
  private List<SummaryRow> drawn(String subject) {
    Comparator<SummaryRow> byMean = Comparator.comparingDouble(SummaryRow::mean);
    boolean isHigh = comparison.metric().order() == Figure.Order.HIGHER;
    List<SummaryRow> others =
        comparison.of(subject).stream()
            .filter(row -> row.n() > 0 && !row.isBaseline())
            .sorted(isHigh ? byMean.reversed() : byMean)
            .limit(Role.ofEqualWeight().size())
            .sorted(Comparator.comparingLong(SummaryRow::index))
            .toList();
    Stream<SummaryRow> baseline =
        comparison.of(subject).stream().filter(row -> row.isBaseline() && row.n() > 0);
    return Stream.concat(others.stream(), baseline).toList();
  }

  private Optional<LineChart> chart(
      String title,
      String axis,
      Curve curve,
      List<SummaryRow> rows,
      ToDoubleFunction<MetricRow> position) {
    List<Series> lines = new ArrayList<>();
    List<Role> roles = new ArrayList<>(Role.ofEqualWeight());
    for (SummaryRow row : rows) {
      CellRow cell = firstDone(row);
      List<MetricRow> rounds = rounds(cell);
      double[] values = curve.values(cell, rounds);
      if (Arrays.stream(values).anyMatch(Double::isFinite)) {
        Role role = row.isBaseline() ? Role.BASELINE : roles.remove(0);
        double[] x = rounds.stream().mapToDouble(position).toArray();
        lines.add(new Series(row.activation(), role, x, values));
      }
    }
    Scale scale = curve.figure().order() == Figure.Order.LOWER ? Scale.LOG : Scale.AUTO;
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(new LineChart(title, axis, scale, lines));
  }

  private CellRow firstDone(SummaryRow row) {
    return cells(row).findFirst().orElseThrow();
  }

  private Stream<CellRow> cells(SummaryRow row) {
    return comparison.cells().stream()
        .filter(cell -> cell.isDone() && cell.subject().equals(row.subject()))
        .filter(cell -> cell.activation().equals(row.activation()));
  }

  private List<MetricRow> rounds(CellRow cell) {
    return comparison.rounds().stream()
        .filter(row -> row.subject().equals(cell.subject()))
        .filter(row -> row.activation().equals(cell.activation()) && row.seed() == cell.seed())
        .map(CellMetricRow::metric)
        .toList();
  }

  /**
   * An activation on a subject, or on all of them.
   *
   * @param bits of its network for each value learned
   * @param psnr mean over the seeds, dB
   */
  private record Point(String activation, boolean isBaseline, double bits, double psnr) {}

  /**
   * Returns PSNR against bits a value: over all subjects where there are several, then of each.
   * There is nothing to see where all networks have one size, or none is known.
   */
  List<LineChart> sizes() {
    List<LineChart> charts = new ArrayList<>();
    List<List<Point>> bySubject = comparison.subjects().stream().map(this::points).toList();
    if (bySubject.size() > 1) {
      sizes("Mean over the subjects", overAll(bySubject)).ifPresent(charts::add);
    }
    for (int i = 0; i < bySubject.size(); i++) {
      sizes(comparison.subjects().get(i), bySubject.get(i)).ifPresent(charts::add);
    }
    return charts;
  }

  private List<Point> points(String subject) {
    if (comparison.values(subject).isEmpty()) {
      return List.of();
    }
    double bits = (double) BITS_OF_PARAMETER / comparison.values(subject).getAsLong();
    return drawn(subject).stream()
        .map(
            row ->
                new Point(row.activation(), row.isBaseline(), bits * row.parameters(), psnr(row)))
        .filter(point -> point.bits() > 0 && Double.isFinite(point.psnr()))
        .toList();
  }

  /** Films have the mean over their frames in its place. */
  private double psnr(SummaryRow row) {
    return Stream.of(Figure.PSNR, Figure.PSNR_MEAN)
        .mapToDouble(
            figure ->
                cells(row)
                    .mapToDouble(cell -> figure.of(cell.figures()))
                    .average()
                    .orElse(Double.NaN))
        .filter(Double::isFinite)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** Returns the means of activations that have a point on every subject. */
  private static List<Point> overAll(List<List<Point>> bySubject) {
    List<Point> means = new ArrayList<>();
    for (Point first : bySubject.get(0)) {
      List<Point> all =
          bySubject.stream()
              .flatMap(List::stream)
              .filter(point -> point.activation().equals(first.activation()))
              .toList();
      if (all.size() == bySubject.size()) {
        means.add(
            new Point(
                first.activation(),
                all.stream().allMatch(Point::isBaseline),
                all.stream().mapToDouble(Point::bits).average().getAsDouble(),
                all.stream().mapToDouble(Point::psnr).average().getAsDouble()));
      }
    }
    return means;
  }

  private static Optional<LineChart> sizes(String subject, List<Point> points) {
    if (points.stream().mapToDouble(Point::bits).distinct().count() < 2) {
      return Optional.empty();
    }
    List<Series> dots = new ArrayList<>();
    List<Role> roles = new ArrayList<>(Role.ofEqualWeight());
    for (Point point : points) {
      // The best of one subject's may not be the best of another's: over all there may be more.
      boolean isSpent = roles.isEmpty();
      Role role = point.isBaseline() || isSpent ? Role.BASELINE : roles.remove(0);
      double[] x = {point.bits()};
      dots.add(new Series(point.activation(), role, x, new double[] {point.psnr()}));
    }
    return Optional.of(
        new LineChart(subject + ": PSNR, dB", "bits a value", Scale.LINEAR, Scale.AUTO, dots));
  }
}
