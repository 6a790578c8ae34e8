package io.raf4j.spark.equation;

import io.raf4j.geometry.Points;
import io.raf4j.pde.Coordinates;
import io.raf4j.pde.Coordinates.Role;
import io.raf4j.spark.page.LineChart;
import io.raf4j.spark.page.LineChart.Scale;
import io.raf4j.spark.page.LineChart.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * How errors change over time and over the parameters of a family of equations: on the points of
 * each sixteenth of the range.
 *
 * <p>In each, {@code sqrt(sum w (u - v)^2 / sum w v^2)} of a function u with the exact v, and the
 * root mean square of the residual; w are the points' weights.
 */
final class AxisErrors {

  private static final int STRETCHES = 16;

  private final Statement statement;
  private final List<String> names;
  private final Points points;
  private final SolutionValues values;

  /**
   * Takes what was found at points that training has not seen.
   *
   * @param names of the functions
   */
  AxisErrors(Statement statement, List<String> names, Points points, SolutionValues values) {
    this.statement = statement;
    this.names = names;
    this.points = points;
    this.values = values;
  }

  /** Returns a chart of errors and one of residuals for time and for each parameter. */
  List<LineChart> charts() {
    List<LineChart> charts = new ArrayList<>();
    List<Coordinates.Coordinate> all = statement.coordinates().all();
    for (int k = 0; k < all.size(); k++) {
      if (all.get(k).role() != Role.SPACE) {
        add(charts, k, "Relative L2 error over ", values::isKnown, this::relativeError);
        add(charts, k, "Residual over ", function -> true, this::rootMeanSquare);
      }
    }
    return charts;
  }

  /** A figure of a function on some of the points. */
  @FunctionalInterface
  private interface Figure {
    double of(int function, int[] places);
  }

  private void add(
      List<LineChart> charts, int axis, String title, IntPredicate isKnown, Figure figure) {
    double low = statement.domain().bounds().low(axis);
    double high = statement.domain().bounds().high(axis);
    int[][] stretches = stretches(axis, low, high);
    double[] middles =
        IntStream.range(0, STRETCHES)
            .mapToDouble(s -> low + (high - low) * (s + 0.5) / STRETCHES)
            .toArray();
    List<Series> lines = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (isKnown.test(i)) {
        int function = i;
        double[] figures =
            Arrays.stream(stretches).mapToDouble(places -> figure.of(function, places)).toArray();
        lines.add(new Series(names.get(i), LineChart.Role.numbered(i), middles, figures));
      }
    }
    if (!lines.isEmpty()) {
      String name = statement.coordinates().names().get(axis);
      charts.add(new LineChart(title + name, name, Scale.LOG, lines));
    }
  }

  /** Returns which points lie in each stretch. */
  private int[][] stretches(int axis, double low, double high) {
    int[] stretch =
        IntStream.range(0, points.count())
            .map(
                p -> {
                  double share = (points.point(p)[axis] - low) / (high - low);
                  return Math.max(0, Math.min(STRETCHES - 1, (int) (share * STRETCHES)));
                })
            .toArray();
    return IntStream.range(0, STRETCHES)
        .mapToObj(s -> IntStream.range(0, stretch.length).filter(p -> stretch[p] == s).toArray())
        .toArray(int[][]::new);
  }

  private double relativeError(int function, int[] places) {
    double error = 0;
    double size = 0;
    for (int p : places) {
      int at = p * values.functions() + function;
      double difference = values.found()[at] - values.exact()[at];
      error += points.weights()[p] * difference * difference;
      size += points.weights()[p] * values.exact()[at] * values.exact()[at];
    }
    return Math.sqrt(error / size);
  }

  private double rootMeanSquare(int function, int[] places) {
    double sum = 0;
    for (int p : places) {
      double residual = values.residual()[p * values.functions() + function];
      sum += residual * residual;
    }
    return Math.sqrt(sum / places.length);
  }
}
