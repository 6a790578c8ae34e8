package io.raf4j.spark.equation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.geometry.Box;
import io.raf4j.geometry.Points;
import io.raf4j.pde.Coordinates;
import io.raf4j.spark.page.LineChart;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Errors on the points of each part of time and of a parameter's range. */
class AxisErrorsTest {

  private static final int POINTS = 160;
  private static final Coordinates NAMES = Coordinates.timeSpace("x").withParameters("nu");
  private static final Statement FAMILY =
      new Statement(
          "family", "", new Box(new double[] {0, 0, 2}, new double[] {4, 1, 6}), NAMES, 1, true);

  /** The exact u is 2, and found is off by t; v is not known, its residual is nu. */
  private static List<LineChart> charts() {
    double[] coordinates = new double[3 * POINTS];
    double[] found = new double[2 * POINTS];
    double[] exact = new double[2 * POINTS];
    double[] residual = new double[2 * POINTS];
    for (int p = 0; p < POINTS; p++) {
      double t = 4 * (p + 0.5) / POINTS;
      double nu = 2 + 4 * ((7 * p) % POINTS + 0.5) / POINTS;
      coordinates[3 * p] = t;
      coordinates[3 * p + 1] = 0.5;
      coordinates[3 * p + 2] = nu;
      exact[2 * p] = 2;
      found[2 * p] = 2 + t;
      exact[2 * p + 1] = Double.NaN;
      residual[2 * p + 1] = nu;
    }
    double[] ones = new double[POINTS];
    Arrays.fill(ones, 1);
    return new AxisErrors(
            FAMILY,
            List.of("u", "v"),
            new Points(3, coordinates, ones),
            new SolutionValues(2, found, exact, residual))
        .charts();
  }

  @Test
  void timeAndEveryParameterHaveCharts() {
    assertThat(charts())
        .extracting(LineChart::title)
        .containsExactly(
            "Relative L2 error over t",
            "Residual over t",
            "Relative L2 error over nu",
            "Residual over nu");
    assertThat(charts().get(0).series()).extracting(LineChart.Series::name).containsExactly("u");
    assertThat(charts().get(1).series())
        .extracting(LineChart.Series::name)
        .containsExactly("u", "v");
  }

  @Test
  void aStretchHasTheErrorsOfItsOwnPoints() {
    LineChart.Series error = charts().get(0).series().get(0);
    assertThat(error.x()).hasSize(16);
    assertThat(error.x()[3]).isCloseTo(0.875, within(1e-12));
    for (int s = 0; s < 16; s++) {
      // Ten points about the middle, 1/40 apart: their root mean square is all but the middle.
      double width = 4.0 / POINTS;
      double mean = error.x()[s] * error.x()[s] + width * width * (10 * 10 - 1) / 12;
      assertThat(error.y()[s]).isCloseTo(Math.sqrt(mean) / 2, within(1e-12));
    }
    LineChart.Series residual = charts().get(3).series().get(1);
    assertThat(residual.y()[0]).isCloseTo(residual.x()[0], within(2e-3));
    assertThat(residual.y()[15]).isCloseTo(residual.x()[15], within(2e-3));
  }

  @Test
  void spaceAloneHasNone() {
    Statement still = new Statement("still", "", Box.unit(1), Coordinates.space("x"), 1, true);
    Points points = new Points(1, new double[] {0.5}, new double[] {1});
    SolutionValues values =
        new SolutionValues(1, new double[] {1}, new double[] {1}, new double[] {0});
    assertThat(new AxisErrors(still, List.of("u"), points, values).charts()).isEmpty();
  }

  @Test
  void aStretchWithoutPointsIsAGap() {
    Points points = new Points(3, new double[] {3.9, 0.5, 2.1}, new double[] {1});
    SolutionValues values =
        new SolutionValues(1, new double[] {3}, new double[] {2}, new double[] {1});
    LineChart chart = new AxisErrors(FAMILY, List.of("u"), points, values).charts().get(0);
    assertThat(chart.series().get(0).y()[0]).isNaN();
    assertThat(chart.series().get(0).y()[15]).isEqualTo(0.5);
  }
}
