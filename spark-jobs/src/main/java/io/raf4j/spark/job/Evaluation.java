package io.raf4j.spark.job;

import io.raf4j.geometry.Points;
import io.raf4j.spark.report.EigenvalueRow;
import io.raf4j.spark.report.ProblemRow;
import io.raf4j.spark.training.TrainingState;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Judges what a trained network has found, on points that training has not seen. */
sealed interface Evaluation permits SolveEvaluation, EigenEvaluation {

  /**
   * Evaluates the solution of a plan; the outputs of an eigenvalue problem's network are sorted.
   */
  static Evaluation of(SolvePlan plan, MultiLayerNetwork network) {
    return plan.isEigen() ? new EigenEvaluation(plan, network) : new SolveEvaluation(plan, network);
  }

  /** Returns the errors of the solution, or of the first eigenfunction. */
  ProblemRow problemRow(String runId, TrainingState state, double loss);

  /** Returns the eigenvalues; an equation has none. */
  List<EigenvalueRow> eigenvalues(String runId);

  /**
   * Returns the share of the first eigenfunction's norm where it has its rarer sign, nearly 0 for a
   * ground state; NaN for an equation.
   */
  double otherSign();

  /** Returns the points of the errors. */
  Points points();

  /** Returns the names of the functions. */
  List<String> names();

  /** Returns the functions, the exact ones where known, and the residuals at points. */
  SolutionValues at(Points somewhere);
}
