package io.raf4j.spark.job;

import io.raf4j.spark.report.EigenvalueRow;
import io.raf4j.spark.report.ProblemRow;
import io.raf4j.spark.training.ParameterDigest;
import io.raf4j.spark.training.TrainingState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * What a solution comes to, in numbers.
 *
 * @param accuracy errors and residual
 * @param eigenvalues of an eigenvalue problem, else none
 * @param otherSign of the first eigenfunction, or NaN
 */
record SolveFigures(ProblemRow accuracy, List<EigenvalueRow> eigenvalues, double otherSign) {

  /**
   * Takes the numbers of an evaluation.
   *
   * @param loss at the end of training
   */
  static SolveFigures of(Evaluation evaluation, String runId, TrainingState state, double loss) {
    return new SolveFigures(
        evaluation.problemRow(runId, state, loss),
        evaluation.eigenvalues(runId),
        evaluation.otherSign());
  }

  /** Returns the figures by name; what is unknown is null. */
  Map<String, Object> byName(SolvePlan plan, MultiLayerNetwork network, TrainingState state) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("run_id", accuracy.runId());
    figures.put("problem", plan.name());
    figures.put("dim", plan.problem().dimension());
    figures.put("optimizer", plan.options().optimizer().label());
    if (plan.isEigen()) {
      figures.put("eigenvalues", column(EigenvalueRow::eigenvalue));
      figures.put("standard_errors", column(EigenvalueRow::standardError));
      figures.put("exact", column(EigenvalueRow::exact));
      figures.put("relative_errors", column(EigenvalueRow::relativeError));
      figures.put("absolute_errors", column(EigenvalueRow::absoluteError));
      figures.put("residual_norms", column(EigenvalueRow::residualNorm));
      figures.put("other_sign", known(otherSign));
    }
    figures.put("relative_l2", known(accuracy.relativeL2()));
    figures.put("max_error", known(accuracy.maxError()));
    if (!plan.isEigen()) {
      figures.put("relative_h1", known(accuracy.relativeH1()));
    }
    figures.put("loss", known(accuracy.loss()));
    figures.put("steps", state.step());
    figures.put("iterations", state.iteration());
    figures.put("examples", state.examples());
    figures.put("seconds", state.seconds());
    figures.put("points_per_second", known(state.examples() / state.seconds()));
    figures.put("parameters", network.numParams());
    figures.put("params_sha256", ParameterDigest.sha256(network.params()));
    return figures;
  }

  /** JSON has no word for what is not known but null. */
  private static Double known(double value) {
    return Double.isNaN(value) ? null : value;
  }

  private List<Double> column(ToDoubleFunction<EigenvalueRow> value) {
    List<Double> column = new ArrayList<>();
    eigenvalues.forEach(row -> column.add(known(value.applyAsDouble(row))));
    return column;
  }
}
