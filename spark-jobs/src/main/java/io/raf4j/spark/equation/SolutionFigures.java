package io.raf4j.spark.equation;

import io.raf4j.spark.page.HeatMap;
import io.raf4j.spark.page.HtmlPage;
import io.raf4j.spark.page.LineChart;
import io.raf4j.spark.page.LineChart.Role;
import io.raf4j.spark.page.LineChart.Series;
import io.raf4j.spark.page.PaperSvg;
import io.raf4j.spark.record.RunFolder;
import io.raf4j.spark.run.Result.Artifact;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Draws functions that were found beside the exact ones: on planes and along lines. */
final class SolutionFigures {

  /** The folder of the files, within a run's. */
  private static final String FOLDER = RunFolder.PAPER_PICTURES + "/";

  private static final int MOST_LETTERS = 120;

  /** Positions of all exact lines together: of more a chart would leave out gaps. */
  private static final int MOST_EXACT = 550;

  private SolutionFigures() {}

  /** Adds heat maps of a plane: found and exact on one scale, error and residual about zero. */
  static void addMaps(HtmlPage.Builder page, SolutionGrid grid) {
    page.heatMaps(grid.title(), List.copyOf(maps(grid).values()));
  }

  /** Returns the maps of a plane by a word for each. */
  private static Map<String, HeatMap> maps(SolutionGrid grid) {
    Map<String, HeatMap> maps = new LinkedHashMap<>();
    HeatMap.Scale common = HeatMap.Scale.of(grid.values(), grid.exact());
    maps.put("found", map(grid, "Found", grid.values(), common));
    if (grid.exact().length > 0) {
      double[] error = grid.error();
      maps.put("exact", map(grid, "Exact", grid.exact(), common));
      maps.put("error", map(grid, "Error, found - exact", error, HeatMap.Scale.aboutZero(error)));
    }
    if (grid.residual().length > 0) {
      double[] residual = grid.residual();
      maps.put("residual", map(grid, "Residual", residual, HeatMap.Scale.aboutZero(residual)));
    }
    return maps;
  }

  private static HeatMap map(
      SolutionGrid grid, String title, double[] values, HeatMap.Scale scale) {
    return new HeatMap(title, grid.across(), grid.up(), values, scale);
  }

  /** Adds the charts of all lines. */
  static void addCharts(HtmlPage.Builder page, List<SolutionSection> sections) {
    page.charts(sections.stream().flatMap(section -> charts(section).values().stream()).toList());
  }

  /** Returns the charts of a line by a word for each. */
  static Map<String, LineChart> charts(SolutionSection section) {
    Map<String, LineChart> charts = new LinkedHashMap<>();
    charts.put(SolutionSection.FOUND, function(section));
    if (section.lines().stream().anyMatch(line -> line.exact().length > 0)) {
      charts.put("error", signless(section, "|found - exact|", SolutionSection.Line::error));
    }
    if (section.lines().stream().anyMatch(line -> line.residual().length > 0)) {
      charts.put("residual", signless(section, "|residual|", SolutionSection.Line::residual));
    }
    return charts;
  }

  private static LineChart function(SolutionSection section) {
    List<Series> lines = new ArrayList<>(each(section, SolutionSection.Line::values));
    exact(section).ifPresent(lines::add);
    return new LineChart(section.title(), section.axis(), LineChart.Scale.LINEAR, lines);
  }

  private static List<Series> each(
      SolutionSection section, Function<SolutionSection.Line, double[]> values) {
    List<Series> lines = new ArrayList<>();
    for (SolutionSection.Line line : section.lines()) {
      double[] own = values.apply(line);
      // What is exact may have no value at one time, such as the start.
      if (own.length > 0) {
        Role role = Role.numbered(section.lines().indexOf(line));
        lines.add(new Series(line.name(), role, line.positions(), own));
      }
    }
    return lines;
  }

  /** Returns the exact functions of all times as one line with gaps between them. */
  private static Optional<Series> exact(SolutionSection section) {
    List<SolutionSection.Line> lines =
        section.lines().stream().filter(line -> line.exact().length > 0).toList();
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    int all = lines.stream().mapToInt(line -> line.positions().length).sum();
    int every = (all + MOST_EXACT - 1) / MOST_EXACT;
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (SolutionSection.Line line : lines) {
      for (int i = 0; i < line.positions().length; i += every) {
        x.add(line.positions()[i]);
        y.add(line.exact()[i]);
      }
      if (lines.size() > 1) {
        x.add(line.positions()[0]);
        y.add(Double.NaN);
      }
    }
    return Optional.of(new Series("exact", Role.BASELINE, numbers(x), numbers(y)));
  }

  private static double[] numbers(List<Double> list) {
    return list.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static LineChart signless(
      SolutionSection section, String what, Function<SolutionSection.Line, double[]> values) {
    String title = section.title() + ": " + what;
    List<Series> lines =
        each(section, line -> Arrays.stream(values.apply(line)).map(Math::abs).toArray());
    if (lines.size() == 1) {
      Series only = lines.get(0);
      return LineChart.of(title, section.axis(), LineChart.Scale.LOG, only.x(), only.y());
    }
    return new LineChart(title, section.axis(), LineChart.Scale.LOG, lines);
  }

  /**
   * Returns all pictures as files, for papers.
   *
   * @param others further charts, by name
   */
  static List<Artifact> files(
      List<SolutionGrid> grids, List<SolutionSection> sections, Map<String, LineChart> others) {
    // Some file systems take u and U for one name.
    Map<String, byte[]> files = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (SolutionGrid grid : grids) {
      maps(grid)
          .forEach(
              (word, map) -> {
                HeatMap titled = map.titled(grid.title() + ": " + map.title());
                add(files, name(grid.title(), word), PaperSvg.of(titled));
              });
    }
    for (SolutionSection section : sections) {
      charts(section)
          .forEach(
              (word, chart) ->
                  add(
                      files,
                      name(section.title() + " over " + section.axis(), word),
                      PaperSvg.of(chart)));
    }
    others.forEach((title, chart) -> add(files, slug(title), PaperSvg.of(chart)));
    return files.entrySet().stream()
        .map(file -> new Artifact(FOLDER + file.getKey() + ".svg", file.getValue()))
        .toList();
  }

  /** Keeps a picture, by a number behind its name where another has that. */
  private static void add(Map<String, byte[]> files, String name, byte[] picture) {
    String own = name;
    for (int i = 2; files.containsKey(own); i++) {
      own = name + "-" + i;
    }
    files.put(own, picture);
  }

  private static String name(String title, String word) {
    return slug(title) + "-" + word;
  }

  /** Returns words as the name of a file, of a length that every file system takes. */
  private static String slug(String title) {
    String whole = title.replace(" = ", "").replaceAll("[^A-Za-z0-9._+-]+", "-");
    return whole.length() <= MOST_LETTERS
        ? whole
        : whole.substring(0, MOST_LETTERS) + "-" + Integer.toHexString(whole.hashCode());
  }
}
