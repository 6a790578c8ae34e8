package io.raf4j.spark.equation;

import io.raf4j.geometry.Box;
import io.raf4j.geometry.Points;
import io.raf4j.geometry.Sampler;
import io.raf4j.geometry.Shape;
import io.raf4j.pde.Condition;
import io.raf4j.pde.PdeProblem;
import io.raf4j.pde.PdeResidual;
import io.raf4j.random.Purpose;
import io.raf4j.spark.page.LineChart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A picture of a plane domain with points as training draws them: inside, and of each condition.
 */
final class GeometryChart {

  /** Enough to show a shape, and no more dots than a chart of lines draws. */
  private static final int POINTS = 256;

  private GeometryChart() {}

  /** Returns the picture; nothing of a box without conditions, or where there are no two axes. */
  static Optional<LineChart> of(PdeProblem problem) {
    boolean isPlane = problem.domain().dimension() == 2 && problem.domain() instanceof Shape;
    boolean isPlain = problem.domain() instanceof Box && problem.conditions().isEmpty();
    if (!isPlane || isPlain) {
      return Optional.empty();
    }
    Points points =
        new PdeResidual(problem)
            .withConditions(
                Sampler.SOBOL.draw(problem.domain(), 1, Purpose.EVALUATION_SAMPLE, 1, 0, POINTS),
                Sampler.SOBOL,
                1,
                Purpose.EVALUATION_SAMPLE,
                1,
                0);
    List<LineChart.Series> series = new ArrayList<>();
    series.add(dots("inside", LineChart.Role.BASELINE, points, 0));
    List<Condition> conditions = problem.conditions();
    for (int c = 1; c <= conditions.size(); c++) {
      // The grey of the inside is no condition's.
      LineChart.Role role = LineChart.Role.numbered(c - 1);
      series.add(dots(conditions.get(c - 1).name(), role, points, c));
    }
    List<String> names = problem.coordinates().names();
    return Optional.of(
        new LineChart(
            names.get(1) + ", upwards",
            names.get(0),
            LineChart.Scale.LINEAR,
            LineChart.Scale.LINEAR,
            series));
  }

  /** Returns the points of a condition as a line with a gap after each. */
  private static LineChart.Series dots(
      String name, LineChart.Role role, Points points, int condition) {
    int[] own = new int[points.count()];
    int count = 0;
    for (int p = 0; p < own.length; p++) {
      if (points.sites().condition(p) == condition) {
        own[count++] = p;
      }
    }
    double[] x = new double[2 * count];
    double[] y = new double[2 * count];
    Arrays.fill(y, Double.NaN);
    for (int i = 0; i < count; i++) {
      x[2 * i] = points.coordinates()[2 * own[i]];
      x[2 * i + 1] = x[2 * i];
      y[2 * i] = points.coordinates()[2 * own[i] + 1];
    }
    return new LineChart.Series(name, role, x, y);
  }
}
