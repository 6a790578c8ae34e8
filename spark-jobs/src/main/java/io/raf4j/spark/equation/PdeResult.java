package io.raf4j.spark.equation;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.raf4j.spark.page.HtmlPage;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.run.Site;
import io.raf4j.spark.training.Trained;
import java.util.List;
import java.util.Optional;

/** A solved differential equation. */
final class PdeResult extends EquationResult {

  /** The final figures. */
  private record Outcome(
      String runId,
      String problem,
      int dim,
      String optimizer,
      String linearSolver,
      double relativeL2,
      double relativeL2Untrained,
      double maxError,
      double relativeH1,
      @JsonUnwrapped Training training) {}

  PdeResult(SolvePlan plan, Trained trained, Site site) {
    super(plan, trained, site, new SolveEvaluation(plan, trained.network()));
  }

  @Override
  public Record outcome() {
    return new Outcome(
        runId(),
        plan().statement().name(),
        plan().problem().dimension(),
        plan().options().optimizer().label(),
        plan().secondOrder().inWords(),
        accuracy().relativeL2(),
        accuracy().relativeL2Untrained(),
        accuracy().maxError(),
        accuracy().relativeH1(),
        training());
  }

  @Override
  HtmlPage page(
      RunManifest manifest,
      List<MetricRow> metrics,
      SolvedProblem problem,
      SolutionPictures pictures) {
    return new SolveReport(
            manifest,
            problem,
            metrics,
            Optional.of(accuracy()),
            pictures.grids(),
            pictures.sections(),
            List.of(),
            plan().settings().render())
        .page();
  }
}
