package io.raf4j.spark.record;

import io.raf4j.spark.page.LineChart;
import io.raf4j.spark.page.LineChart.Role;
import io.raf4j.spark.page.LineChart.Scale;
import io.raf4j.spark.page.LineChart.Series;
import io.raf4j.spark.rows.MetricRow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Charts of the rounds of a run, against steps and against seconds.
 *
 * <p>Where several optimisers took turns, each has a line of its own.
 *
 * @param metrics one row for every round, in order
 */
public record TrainingCharts(List<MetricRow> metrics) {

  /** Returns whether some round has a finite value. */
  public boolean has(ToDoubleFunction<MetricRow> value) {
    return metrics.stream().mapToDouble(value).anyMatch(Double::isFinite);
  }

  /** Returns a chart against the optimiser steps of one logical worker. */
  public LineChart overSteps(String title, Scale scale, ToDoubleFunction<MetricRow> value) {
    return chart(title, "steps", scale, MetricRow::step, value);
  }

  /** Returns a chart against the seconds since training began. */
  public LineChart overSeconds(String title, Scale scale, ToDoubleFunction<MetricRow> value) {
    return chart(title, "seconds", scale, MetricRow::seconds, value);
  }

  /**
   * Adds how good the network is against steps and seconds, where it was measured. Seconds are on a
   * logarithmic axis once they span enough: most is gained early.
   */
  public void addQuality(List<LineChart> charts, String title, ToDoubleFunction<MetricRow> value) {
    // Where not every round is measured, those that are belong together.
    TrainingCharts measured =
        new TrainingCharts(
            metrics.stream().filter(row -> !Double.isNaN(value.applyAsDouble(row))).toList());
    if (measured.has(value)) {
      charts.add(measured.overSteps(title, Scale.LINEAR, value));
      charts.add(measured.overSeconds(title, Scale.LINEAR, value).over(Scale.AUTO));
    }
  }

  /** Adds the error against steps and seconds, where it was measured. */
  public void addError(List<LineChart> charts) {
    if (has(MetricRow::relativeL2)) {
      charts.add(overSteps("Relative L2 error", Scale.LOG, MetricRow::relativeL2));
      charts.add(overSeconds("Relative L2 error", Scale.LOG, MetricRow::relativeL2));
    }
  }

  /** Adds what the optimisers did: rate, damping, points a second. */
  public void addSpeed(List<LineChart> charts) {
    if (has(MetricRow::learningRate)) {
      charts.add(overSteps("Learning rate", Scale.AUTO, MetricRow::learningRate));
    }
    if (has(MetricRow::damping)) {
      charts.add(overSteps("Damping", Scale.LOG, MetricRow::damping));
    }
    charts.add(overSteps("Points a second", Scale.AUTO, MetricRow::examplesPerSecond));
  }

  private LineChart chart(
      String title,
      String xLabel,
      Scale scale,
      ToDoubleFunction<MetricRow> x,
      ToDoubleFunction<MetricRow> y) {
    List<String> optimizers =
        metrics.stream()
            .filter(row -> Double.isFinite(y.applyAsDouble(row)))
            .map(MetricRow::optimizer)
            .distinct()
            .toList();
    if (optimizers.size() < 2) {
      List<MetricRow> rows =
          metrics.stream()
              .filter(row -> optimizers.isEmpty() || row.optimizer().equals(optimizers.get(0)))
              .toList();
      return LineChart.of(title, xLabel, scale, values(rows, x), values(rows, y));
    }
    List<Series> lines = new ArrayList<>();
    for (String optimizer : optimizers) {
      List<MetricRow> rows =
          metrics.stream().filter(row -> row.optimizer().equals(optimizer)).toList();
      Role role = Role.numbered(lines.size());
      lines.add(new Series(optimizer, role, values(rows, x), values(rows, y)));
    }
    return new LineChart(title, xLabel, scale, lines);
  }

  private static double[] values(List<MetricRow> rows, ToDoubleFunction<MetricRow> value) {
    return rows.stream().mapToDouble(value).toArray();
  }
}
