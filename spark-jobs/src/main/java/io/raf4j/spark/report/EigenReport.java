package io.raf4j.spark.report;

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

  /** Checks that every part is there and copies the lists. */
  public EigenReport {
    Objects.requireNonNull(manifest, "manifest");
    Objects.requireNonNull(problem, "problem");
    metrics = List.copyOf(metrics);
    eigenvalues = List.copyOf(eigenvalues);
    grids = List.copyOf(grids);
    sections = List.copyOf(sections);
    activations = List.copyOf(activations);
  }

  /** Composes the page. */
  public HtmlPage page() {
    return HtmlPage.titled("RAF4J run " + manifest.runId(), problem.name() + ", solved").build();
  }
}
