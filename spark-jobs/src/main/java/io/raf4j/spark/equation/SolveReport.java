package io.raf4j.spark.equation;

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
    List<SolutionGrid> grids,
    List<SolutionSection> sections,
    List<ActivationCurve> activations,
    String configuration) {

  private static final String QUERIES = "solve-queries.sql";

  /** Checks that every part is there and copies the lists. */
  public SolveReport {
    Objects.requireNonNull(manifest, "manifest");
    Objects.requireNonNull(problem, "problem");
    Objects.requireNonNull(accuracy, "accuracy");
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
        + " the equation at random points; the boundary conditions are built into it.";
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
              + " ends of its colours. Nothing is drawn outside of the domain.");
      grids.forEach(grid -> SolutionFigures.addMaps(page, grid));
    }
    if (!sections.isEmpty()) {
      page.section(
          "Along lines",
          "The solution on lines through the domain, and beside it the sizes of its error and of the"
              + " residual on a logarithmic scale; downward spikes are where they change sign.");
      SolutionFigures.addCharts(page, sections);
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
