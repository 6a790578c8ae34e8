package io.raf4j.spark.equation;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.raf4j.spark.page.HtmlPage;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.run.Site;
import io.raf4j.spark.training.Trained;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** A solved eigenvalue problem. */
final class EigenResult extends EquationResult {

  /** Ground states have none but for errors of approximation, the next ones a fifth or more. */
  private static final double MOST_OF_OTHER_SIGN = 0.01;

  /** The final figures; lists have an entry for each eigenvalue, ascending. */
  private record Outcome(
      String runId,
      String problem,
      int dim,
      String optimizer,
      String linearSolver,
      List<Double> eigenvalues,
      List<Double> standardErrors,
      List<Double> exact,
      List<Double> relativeErrors,
      List<Double> absoluteErrors,
      List<Double> residualNorms,
      List<Double> rayleigh,
      List<Double> carried,
      List<Double> scatters,
      List<Double> biases,
      List<Double> largestShares,
      double otherSign,
      double relativeL2,
      double maxError,
      @JsonUnwrapped Training training) {}

  private final List<EigenvalueRow> eigenvalues;
  private final double otherSign;

  EigenResult(SolvePlan plan, Trained trained, Site site) {
    this(plan, trained, site, new EigenEvaluation(plan, trained));
  }

  private EigenResult(SolvePlan plan, Trained trained, Site site, EigenEvaluation evaluation) {
    super(plan, trained, site, evaluation);
    this.eigenvalues = evaluation.eigenvalues(site.runId());
    this.otherSign = evaluation.otherSign();
    if (otherSign > MOST_OF_OTHER_SIGN) {
      site.audience()
          .say(
              String.format(
                  Locale.ROOT,
                  "The first function changes its sign (%.1f %% of its square): it may belong to a"
                      + " higher eigenvalue. More --steps of first order, another --seed or a wider"
                      + " network may find the lowest.",
                  100 * otherSign));
    }
    EigenvalueSection.unevenness(eigenvalues).ifPresent(site.audience()::say);
  }

  @Override
  public Record outcome() {
    return new Outcome(
        runId(),
        plan().statement().name(),
        plan().problem().dimension(),
        plan().options().optimizer().label(),
        plan().secondOrder().inWords(),
        column(EigenvalueRow::eigenvalue),
        column(EigenvalueRow::standardError),
        column(EigenvalueRow::exact),
        column(EigenvalueRow::relativeError),
        column(EigenvalueRow::absoluteError),
        column(EigenvalueRow::residualNorm),
        column(EigenvalueRow::rayleigh),
        column(EigenvalueRow::carried),
        column(EigenvalueRow::scatter),
        column(EigenvalueRow::bias),
        column(EigenvalueRow::largestShare),
        otherSign,
        accuracy().relativeL2(),
        accuracy().maxError(),
        training());
  }

  private List<Double> column(ToDoubleFunction<EigenvalueRow> value) {
    return eigenvalues.stream().mapToDouble(value).boxed().toList();
  }

  @Override
  public List<Table<?>> tables() {
    List<Table<?>> tables = super.tables();
    tables.add(new Table<>(EigenvalueRow.FOLDER, EigenvalueRow.FORMAT, eigenvalues));
    return tables;
  }

  @Override
  HtmlPage page(RunManifest manifest, List<MetricRow> metrics, SolvedProblem problem) {
    return new EigenReport(
            manifest,
            problem,
            metrics,
            Optional.of(accuracy()),
            eigenvalues,
            grids(),
            sections(),
            List.of(),
            plan().settings().render())
        .page();
  }
}
