package io.raf4j.spark.equation;

import io.raf4j.spark.page.DataTable;
import io.raf4j.spark.page.HtmlPage;
import io.raf4j.spark.page.HtmlPage.Headline;
import io.raf4j.spark.page.LineChart;
import io.raf4j.spark.page.LineChart.Scale;
import io.raf4j.spark.page.Quantity;
import io.raf4j.spark.record.ActivationCurve;
import io.raf4j.spark.record.CommonSections;
import io.raf4j.spark.record.Provenance;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.record.TrainingCharts;
import io.raf4j.spark.rows.MetricRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The page that tells a person how a differential equation was solved.
 *
 * <p>Every part may be empty (a run that failed before its first round has no metrics); the page
 * then leaves out what it cannot show.
 *
 * @param manifest the run
 * @param problem what was solved, in words
 * @param metrics one row for every round, in order
 * @param accuracy the errors on fresh points; empty where the run did not get there
 * @param parts errors of functions and conditions, and the unknown numbers
 * @param grids the planes to show, one for each component of a problem of two coordinates
 * @param sections the lines to show
 * @param activations the neurons to show, a dozen at most
 * @param configuration the full resolved configuration, as text
 */
public record SolveReport(
    RunManifest manifest,
    SolvedProblem problem,
    List<MetricRow> metrics,
    Optional<ProblemRow> accuracy,
    Parts parts,
    List<SolutionGrid> grids,
    List<SolutionSection> sections,
    List<ActivationCurve> activations,
    String configuration) {

  private static final String QUERIES = "solve-queries.sql";

  /**
   * What the rows of a solution's parts say.
   *
   * @param unknowns errors of each function; empty where nothing exact is known
   * @param slabs errors of each slab of time; empty where there is one
   * @param conditions residuals of the equation and of its conditions
   * @param coefficients unknown numbers that were found
   * @param geometry a picture of the domain with its points; empty where there is none
   * @param overAxes errors over time and parameters; empty where there are none
   */
  public record Parts(
      List<UnknownRow> unknowns,
      List<SlabRow> slabs,
      List<ConditionRow> conditions,
      List<CoefficientRow> coefficients,
      List<LineChart> geometry,
      List<LineChart> overAxes) {

    /** Nothing was judged. */
    public static final Parts NONE = new Parts(List.of(), List.of(), List.of());

    /** Makes parts without a picture. */
    public Parts(
        List<UnknownRow> unknowns,
        List<ConditionRow> conditions,
        List<CoefficientRow> coefficients) {
      this(unknowns, List.of(), conditions, coefficients, List.of(), List.of());
    }

    /** Copies the lists. */
    public Parts {
      unknowns = List.copyOf(unknowns);
      slabs = List.copyOf(slabs);
      conditions = List.copyOf(conditions);
      coefficients = List.copyOf(coefficients);
      geometry = List.copyOf(geometry);
      overAxes = List.copyOf(overAxes);
    }

    /** Adds tables of what is more than one figure at the head of the page. */
    void addTo(HtmlPage.Builder page) {
      if (!geometry.isEmpty()) {
        page.section(
            "Domain",
            "Points as training draws them, anew for every step: inside, and those of each"
                + " condition. Both axes are stretched to the picture.");
        page.charts(geometry);
      }
      if (!coefficients.isEmpty()) {
        page.section(
            "Unknown numbers",
            "What was found for the unknown numbers of the equation. The standard error is that by"
                + " the noise of the measured data; twice as much on either side is an interval that"
                + " has the right number in 95 of 100 repetitions of the measurement. It is infinite"
                + " where the data do not determine the number.");
        page.table(
            new DataTable(
                "",
                List.of("name", "found", "standard error", "right"),
                coefficients.stream().map(Parts::cells).toList()));
      }
      if (unknowns.size() > 1) {
        page.section("Functions", "The error of each unknown function by itself.");
        page.table(
            new DataTable(
                "",
                List.of("function", "relative L2 error", "largest error"),
                unknowns.stream()
                    .map(
                        row ->
                            List.<Object>of(
                                row.name(), known(row.relativeL2()), known(row.maxError())))
                    .toList()));
      }
      if (!slabs.isEmpty()) {
        page.section(
            "Slabs of time",
            "Each was solved by a network of its own, beginning with what the one before ends with;"
                + " so the error of one is carried on into those after it.");
        page.table(
            new DataTable(
                "",
                List.of("slab", "from", "to", "points", "residual", "relative L2 error", "largest"),
                slabs.stream().map(Parts::cells).toList()));
      }
      if (conditions.size() > 1) {
        page.section(
            "Conditions",
            "How well the equation inside and each of its conditions is satisfied, on points that"
                + " training has not seen: the root mean square of the residuals, in the units of the"
                + " condition, with its standard error by the scatter of the points. The loss has"
                + " their squares times the weight and the square of the scale. Values that are met"
                + " exactly, because they are built in, are not among them.");
        page.table(
            new DataTable(
                "",
                List.of(
                    "condition", "on", "points", "residual", "standard error", "weight", "scale"),
                conditions.stream().map(Parts::cells).toList()));
      }
    }

    private static List<Object> cells(CoefficientRow row) {
      return List.of(
          row.name(), known(row.value()), known(row.standardError()), known(row.exact()));
    }

    private static List<Object> cells(SlabRow row) {
      return List.of(
          row.slab(),
          row.start(),
          row.end(),
          row.points(),
          Quantity.significant(row.residual()),
          known(row.relativeL2()),
          known(row.maxError()));
    }

    private static List<Object> cells(ConditionRow row) {
      return List.of(
          row.name(),
          row.place(),
          row.points(),
          Quantity.significant(row.residual()),
          Quantity.significant(row.standardError()),
          row.weight(),
          Quantity.significant(row.scale()));
    }

    private static String known(double value) {
      return Double.isNaN(value) ? "" : Quantity.significant(value);
    }
  }

  /** Checks that every part is there and copies the lists. */
  public SolveReport {
    Objects.requireNonNull(manifest, "manifest");
    Objects.requireNonNull(problem, "problem");
    Objects.requireNonNull(accuracy, "accuracy");
    Objects.requireNonNull(parts, "parts");
    metrics = List.copyOf(metrics);
    grids = List.copyOf(grids);
    sections = List.copyOf(sections);
    activations = List.copyOf(activations);
  }

  /** Composes the page. */
  public HtmlPage page() {
    SolveSummary summary = new SolveSummary(manifest, problem, metrics);
    HtmlPage.Builder page =
        HtmlPage.titled("RAF4J equation run " + manifest.runId(), summary.title())
            .lead(summary.text(task(), quality()))
            .headlines(headlines(summary));
    parts.addTo(page);
    addSolution(page);
    addTraining(page);
    CommonSections.addActivations(page, activations);
    Provenance.addTo(page, manifest, configuration);
    CommonSections.addQueries(page, queries());
    return page.build();
  }

  /** Returns the queries that the page and the documentation show. */
  static String queries() {
    return CommonSections.queries(SolveReport.class, QUERIES);
  }

  private String task() {
    return "asked for a point, it answers with the value of the solution. It was trained to satisfy"
        + " the equation at random points"
        + (parts.conditions().size() > 1
            ? ", and at others its conditions."
            : "; the boundary conditions are built into it.");
  }

  private List<String> quality() {
    List<String> sentences = new ArrayList<>();
    accuracy
        .filter(row -> Double.isFinite(row.relativeL2()))
        .ifPresent(
            row ->
                sentences.add(
                    String.format(
                        "On %s fresh points its answers are off by %s %% of the exact solution's"
                            + " size (relative L2 error %s)%s.",
                        Quantity.count(row.testPoints()),
                        Quantity.significant(100 * row.relativeL2()),
                        Quantity.significant(row.relativeL2()),
                        before(row))));
    accuracy
        .filter(row -> Double.isNaN(row.relativeL2()))
        .ifPresent(
            row ->
                sentences.add(
                    "No exact solution is known: how well the equation is satisfied, the residual,"
                        + " is all there is to judge by."));
    return sentences;
  }

  private static String before(ProblemRow row) {
    return Double.isFinite(row.relativeL2Untrained())
        ? String.format(
            ", those of the untrained network by %s %%",
            Quantity.significant(100 * row.relativeL2Untrained()))
        : "";
  }

  private List<Headline> headlines(SolveSummary summary) {
    List<Headline> figures = new ArrayList<>();
    accuracy.ifPresent(row -> SolveSummary.addErrors(figures, row));
    summary.addTraining(figures, "Last loss", "mean squared residual");
    return figures;
  }

  private void addSolution(HtmlPage.Builder page) {
    if (!grids.isEmpty()) {
      page.section(
          "Solution",
          "What the network found, the exact solution on the same colours, where they differ, and by"
              + " how much the equation is missed (the residual). Error and residual are blue where"
              + " negative, pale at zero, red where positive; each map states the numbers at the"
              + " ends of its colours. Nothing is drawn outside of the domain. The folder pictures has"
              + " each as an SVG file.");
      grids.forEach(grid -> SolutionFigures.addMaps(page, grid));
    }
    if (!sections.isEmpty()) {
      page.section(
          "Along lines",
          "The solution on lines through the domain, at some times or values of a parameter where there"
              + " are such, and beside it the sizes of its error and of the"
              + " residual on a logarithmic scale; downward spikes are where they change sign.");
      SolutionFigures.addCharts(page, sections);
    }
    if (!parts.overAxes().isEmpty()) {
      page.section(
          "Over time and parameters",
          "The error and the residual on those of the fresh points that lie in each sixteenth of the"
              + " range: where in time, or for which equations of a family, the solution is good.");
      page.charts(parts.overAxes());
    }
  }

  private void addTraining(HtmlPage.Builder page) {
    if (metrics.isEmpty()) {
      return;
    }
    page.section(
        "Training",
        "One point for every averaging round or second-order iteration, against optimiser steps and"
            + " against time. The loss is the mean squared residual on the round's own points; the"
            + " relative L2 error, where an exact solution is known, is measured on one fixed sample"
            + " that is never trained on.");
    TrainingCharts rounds = new TrainingCharts(metrics);
    List<LineChart> charts = new ArrayList<>();
    charts.add(rounds.overSteps("Loss", Scale.AUTO, MetricRow::loss));
    charts.add(rounds.overSeconds("Loss", Scale.AUTO, MetricRow::loss));
    rounds.addError(charts);
    rounds.addSpeed(charts);
    page.charts(charts);
  }
}
