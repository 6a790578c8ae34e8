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
 * The page that tells a person how an eigenvalue problem was solved.
 *
 * <p>Every part may be empty (a run that failed before its first round has no metrics); the page
 * then leaves out what it cannot show.
 *
 * @param manifest the run
 * @param problem what was solved, in words
 * @param metrics one row for every round, in order
 * @param accuracy the errors of the first eigenfunction on fresh points; empty where the run did
 *     not get there
 * @param eigenvalues in ascending order
 * @param grids the eigenfunctions to show on a plane
 * @param sections the eigenfunctions to show along a line
 * @param activations the neurons to show, a dozen at most
 * @param configuration the full resolved configuration, as text
 */
public record EigenReport(
    RunManifest manifest,
    SolvedProblem problem,
    List<MetricRow> metrics,
    Optional<ProblemRow> accuracy,
    List<EigenvalueRow> eigenvalues,
    List<SolutionGrid> grids,
    List<SolutionSection> sections,
    List<ActivationCurve> activations,
    String configuration) {

  private static final String QUERIES = "eigen-queries.sql";

  /** Checks that every part is there and copies the lists. */
  public EigenReport {
    Objects.requireNonNull(manifest, "manifest");
    Objects.requireNonNull(problem, "problem");
    Objects.requireNonNull(accuracy, "accuracy");
    metrics = List.copyOf(metrics);
    eigenvalues = List.copyOf(eigenvalues);
    grids = List.copyOf(grids);
    sections = List.copyOf(sections);
    activations = List.copyOf(activations);
  }

  /** Composes the page. */
  public HtmlPage page() {
    SolveSummary summary = new SolveSummary(manifest, problem, metrics);
    HtmlPage.Builder page =
        HtmlPage.titled("RAF4J eigenvalue run " + manifest.runId(), summary.title())
            .lead(summary.text(task(), quality()))
            .headlines(headlines(summary));
    if (!eigenvalues.isEmpty()) {
      new EigenvalueSection(eigenvalues).addTo(page);
    }
    addEigenfunctions(page);
    addTraining(page);
    CommonSections.addActivations(page, activations);
    Provenance.addTo(page, manifest, configuration);
    CommonSections.addQueries(page, queries());
    return page.build();
  }

  /** Returns the queries that the page and the documentation show. */
  static String queries() {
    return CommonSections.queries(EigenReport.class, QUERIES);
  }

  private String task() {
    return "asked for a point, it answers with the values of the eigenfunctions. It was trained to"
        + " make the sum of their Rayleigh quotients small; the boundary conditions are built into"
        + " it.";
  }

  private List<String> quality() {
    if (eigenvalues.isEmpty()) {
      return List.of();
    }
    EigenvalueRow first = eigenvalues.get(0);
    String known =
        Double.isNaN(first.exact())
            ? "; its exact value is not known."
            : ", off by " + Quantity.significant(first.absoluteError()) + " from its exact value.";
    return List.of("The smallest eigenvalue is " + EigenvalueSection.measured(first) + known);
  }

  private List<Headline> headlines(SolveSummary summary) {
    List<Headline> figures = new ArrayList<>();
    if (!eigenvalues.isEmpty()) {
      figures.add(EigenvalueSection.headline(eigenvalues.get(0)));
    }
    accuracy.ifPresent(row -> SolveSummary.addErrors(figures, row));
    summary.addTraining(figures, "Last loss", "sum of the eigenvalues");
    return figures;
  }

  private void addEigenfunctions(HtmlPage.Builder page) {
    if (grids.isEmpty() && sections.isEmpty()) {
      return;
    }
    page.section(
        "Eigenfunctions",
        "An eigenfunction is determined up to a factor, and within an eigenvalue of several"
            + " dimensions up to a rotation. Maps are blue where the function is negative, pale at"
            + " zero, red where it is positive, unless it has one sign; each states the numbers at"
            + " the ends of its colours. The residual is H u - lambda u. Nothing is drawn outside of"
            + " the domain.");
    grids.forEach(grid -> SolutionFigures.addMaps(page, grid));
    SolutionFigures.addCharts(page, sections);
  }

  private void addTraining(HtmlPage.Builder page) {
    if (metrics.isEmpty()) {
      return;
    }
    page.section(
        "Training",
        "One point for every averaging round or second-order iteration, against optimiser steps and"
            + " against time. In first order the loss is the sum of the eigenvalues as the round's"
            + " own points give it (of a nonlinear problem the energy), so it scatters about the"
            + " true sum and may fall below it; in second order the eigenvalues are unknowns of"
            + " their own.");
    TrainingCharts rounds = new TrainingCharts(metrics);
    List<LineChart> charts = new ArrayList<>();
    charts.add(rounds.overSteps("Sum of the eigenvalues", Scale.AUTO, MetricRow::loss));
    charts.add(rounds.overSeconds("Sum of the eigenvalues", Scale.AUTO, MetricRow::loss));
    double exact = eigenvalues.stream().mapToDouble(EigenvalueRow::exact).sum();
    if (!eigenvalues.isEmpty() && Double.isFinite(exact)) {
      String title = "Error of the sum of the eigenvalues";
      charts.add(rounds.overSteps(title, Scale.LOG, row -> Math.abs(row.loss() - exact)));
      charts.add(rounds.overSeconds(title, Scale.LOG, row -> Math.abs(row.loss() - exact)));
    }
    rounds.addError(charts);
    rounds.addSpeed(charts);
    page.charts(charts);
  }
}
