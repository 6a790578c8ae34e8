package io.raf4j.spark.equation;

import io.raf4j.geometry.Points;
import io.raf4j.spark.page.HtmlPage;
import io.raf4j.spark.page.LineChart;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.run.Result;
import io.raf4j.spark.run.Site;
import io.raf4j.spark.run.TrainingPlan;
import io.raf4j.spark.training.ParameterDigest;
import io.raf4j.spark.training.Trained;
import io.raf4j.spark.training.TrainingState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A solved equation, whose solution has been judged. */
abstract class EquationResult implements Result {

  /** Points of which rows are kept. */
  private static final int POINTS_KEPT = 1000;

  /** What a training came to, the last of the final figures. */
  record Training(
      double loss,
      long steps,
      long iterations,
      long examples,
      double seconds,
      double pointsPerSecond,
      long parameters,
      String paramsSha256) {}

  private final SolvePlan plan;
  private final Trained trained;
  private final String runId;
  private final Evaluation evaluation;
  private final ProblemRow accuracy;
  private final SolutionPictures pictures;
  private List<SolutionGrid> grids;
  private List<SolutionSection> sections;

  EquationResult(SolvePlan plan, Trained trained, Site site, Evaluation evaluation) {
    this.plan = plan;
    this.trained = trained;
    this.runId = site.runId();
    this.evaluation = evaluation;
    this.accuracy =
        evaluation.problemRow(runId, trained.state().allSeconds(), lastLoss(site.rounds()));
    this.pictures =
        new SolutionPictures(plan.statement(), evaluation.names(), plan.slices(), evaluation::at);
  }

  /** Returns the loss of the last round, or NaN before the first. */
  private static double lastLoss(List<MetricRow> rounds) {
    return rounds.isEmpty() ? Double.NaN : rounds.get(rounds.size() - 1).loss();
  }

  SolvePlan plan() {
    return plan;
  }

  String runId() {
    return runId;
  }

  /** Returns the errors and the residual. */
  ProblemRow accuracy() {
    return accuracy;
  }

  /** Returns the figures of the training. */
  Training training() {
    TrainingState state = trained.state();
    INDArray parameters = evaluation.parameters(trained.network());
    return new Training(
        accuracy.loss(),
        state.allAveraged(),
        state.allIterations(),
        state.allExamples(),
        state.allSeconds(),
        state.allExamples() / state.allSeconds(),
        parameters.length(),
        ParameterDigest.sha256(parameters));
  }

  @Override
  public RunManifest.Stop stop() {
    return TrainingPlan.stop(trained.reason());
  }

  @Override
  public List<Table<?>> tables() {
    Points points = evaluation.points();
    int kept = Math.min(POINTS_KEPT, points.count());
    Points first = points.only(IntStream.range(0, kept).toArray());
    List<Table<?>> tables = new ArrayList<>();
    tables.add(
        new Table<>(
            SolutionRow.FOLDER, SolutionRow.FORMAT, evaluation.at(first).rows(runId, first)));
    tables.add(new Table<>(ProblemRow.FOLDER, ProblemRow.FORMAT, List.of(accuracy)));
    return tables;
  }

  @Override
  public Optional<HtmlPage> page(RunManifest manifest, List<MetricRow> metrics) {
    Statement statement = plan.statement();
    SolvedProblem problem =
        new SolvedProblem(
            statement.name(), statement.equation(), statement.domain().dimension(), plan.inWords());
    return Optional.of(page(manifest, metrics, problem));
  }

  abstract HtmlPage page(RunManifest manifest, List<MetricRow> metrics, SolvedProblem problem);

  /** Returns the functions on planes; evaluated once, and not before somebody looks. */
  List<SolutionGrid> grids() {
    grids = grids == null ? pictures.grids() : grids;
    return grids;
  }

  /** Returns the functions along lines, likewise. */
  List<SolutionSection> sections() {
    sections = sections == null ? pictures.sections() : sections;
    return sections;
  }

  /** Returns what else is drawn, by names for files. */
  Map<String, LineChart> charts() {
    return Map.of();
  }

  @Override
  public List<Artifact> files() {
    return SolutionFigures.files(grids(), sections(), charts());
  }
}
