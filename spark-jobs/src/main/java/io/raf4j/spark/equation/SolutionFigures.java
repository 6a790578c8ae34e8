package io.raf4j.spark.equation;

import io.raf4j.spark.page.HeatMap;
import io.raf4j.spark.page.HtmlPage;
import io.raf4j.spark.page.LineChart;
import io.raf4j.spark.page.LineChart.Role;
import io.raf4j.spark.page.LineChart.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Draws functions that were found beside the exact ones: on planes and along lines. */
final class SolutionFigures {

  private SolutionFigures() {}

  /** Adds heat maps of a plane: found and exact on one scale, error and residual about zero. */
  static void addMaps(HtmlPage.Builder page, SolutionGrid grid) {
    List<HeatMap> maps = new ArrayList<>();
    HeatMap.Scale common = HeatMap.Scale.of(grid.values(), grid.exact());
    maps.add(map(grid, "Found", grid.values(), common));
    if (grid.exact().length > 0) {
      double[] error = grid.error();
      maps.add(map(grid, "Exact", grid.exact(), common));
      maps.add(map(grid, "Error, found - exact", error, HeatMap.Scale.aboutZero(error)));
    }
    if (grid.residual().length > 0) {
      double[] residual = grid.residual();
      maps.add(map(grid, "Residual", residual, HeatMap.Scale.aboutZero(residual)));
    }
    page.heatMaps(grid.title(), maps);
  }

  private static HeatMap map(
      SolutionGrid grid, String title, double[] values, HeatMap.Scale scale) {
    return new HeatMap(title, grid.across(), grid.up(), values, scale);
  }

  /** Adds the charts of all lines. */
  static void addCharts(HtmlPage.Builder page, List<SolutionSection> sections) {
    page.charts(sections.stream().flatMap(section -> charts(section).stream()).toList());
  }

  private static List<LineChart> charts(SolutionSection section) {
    List<LineChart> charts = new ArrayList<>();
    charts.add(function(section));
    if (section.exact().length > 0) {
      charts.add(signless(section, "|found - exact|", section.error()));
    }
    if (section.residual().length > 0) {
      charts.add(signless(section, "|residual|", section.residual()));
    }
    return charts;
  }

  private static LineChart function(SolutionSection section) {
    List<Series> lines = new ArrayList<>();
    lines.add(new Series("found", Role.MAIN, section.positions(), section.values()));
    if (section.exact().length > 0) {
      lines.add(new Series("exact", Role.BASELINE, section.positions(), section.exact()));
    }
    return new LineChart(section.title(), section.axis(), LineChart.Scale.LINEAR, lines);
  }

  private static LineChart signless(SolutionSection section, String what, double[] values) {
    return LineChart.of(
        section.title() + ": " + what,
        section.axis(),
        LineChart.Scale.LOG,
        section.positions(),
        Arrays.stream(values).map(Math::abs).toArray());
  }
}
