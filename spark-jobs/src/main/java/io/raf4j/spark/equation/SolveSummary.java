package io.raf4j.spark.equation;

import io.raf4j.spark.page.HtmlPage.Headline;
import io.raf4j.spark.page.Quantity;
import io.raf4j.spark.record.CommonSections;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.record.RunManifest.Status;
import io.raf4j.spark.rows.MetricRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The head of a page on an equation or an eigenvalue problem: a few sentences and figures.
 *
 * @param manifest the run
 * @param problem what was solved, in words
 * @param metrics one row for every round, in order
 */
record SolveSummary(RunManifest manifest, SolvedProblem problem, List<MetricRow> metrics) {

  /** Returns the title of the page. */
  String title() {
    return problem.name() + " in " + dimensions();
  }

  private String dimensions() {
    return problem.dimension() + (problem.dimension() == 1 ? " dimension" : " dimensions");
  }

  /**
   * Returns the sentences.
   *
   * @param task what the network is for, after a colon
   * @param quality sentences on how good it is
   */
  String text(String task, List<String> quality) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "A network of "
            + problem.network()
            + (manifest.status() == Status.DONE ? " was trained to solve " : " was to solve ")
            + problem.equation()
            + " ("
            + dimensions()
            + "): "
            + task);
    sentences.addAll(quality);
    last()
        .ifPresent(
            row ->
                sentences.add(
                    "Training took "
                        + Quantity.duration(row.seconds())
                        + " for "
                        + Quantity.count(row.step())
                        + " steps."));
    sentences.add(CommonSections.ending(manifest));
    return String.join(" ", sentences);
  }

  /** Adds what is known of the errors on fresh points. */
  static void addErrors(List<Headline> figures, ProblemRow row) {
    String points = "on " + Quantity.count(row.testPoints()) + " fresh points";
    if (Double.isFinite(row.relativeL2())) {
      String h1 =
          Double.isFinite(row.relativeH1())
              ? "; in H1 " + Quantity.significant(row.relativeH1())
              : "";
      String before =
          Double.isFinite(row.relativeL2Untrained())
              ? "; before training " + Quantity.significant(row.relativeL2Untrained())
              : "";
      figures.add(
          new Headline(
              "Relative L2 error", Quantity.significant(row.relativeL2()), points + h1 + before));
    }
    if (Double.isFinite(row.maxError())) {
      figures.add(
          new Headline(
              "Largest error", Quantity.significant(row.maxError()), "at any of these points"));
    }
    if (Double.isFinite(row.residual())) {
      figures.add(
          new Headline(
              "Residual", Quantity.significant(row.residual()), "root mean square, " + points));
    }
  }

  /** Adds how long training took and how it ended. */
  void addTraining(List<Headline> figures, String loss, String meaning) {
    last()
        .ifPresent(
            row -> {
              figures.add(
                  new Headline(
                      "Training time",
                      Quantity.duration(row.seconds()),
                      Quantity.count(row.step()) + " steps" + speed(row)));
              figures.add(new Headline(loss, Quantity.significant(row.loss()), meaning));
            });
    figures.add(CommonSections.status(manifest));
  }

  private static String speed(MetricRow row) {
    return row.seconds() == 0
        ? ""
        : ", " + Quantity.count(Math.round(row.examples() / row.seconds())) + " points a second";
  }

  private Optional<MetricRow> last() {
    return metrics.isEmpty() ? Optional.empty() : Optional.of(metrics.get(metrics.size() - 1));
  }
}
