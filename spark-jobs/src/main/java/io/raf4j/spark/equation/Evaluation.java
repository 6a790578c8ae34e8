package io.raf4j.spark.equation;

import io.raf4j.geometry.Points;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Judges what a trained network has found, on points that training has not seen. */
sealed interface Evaluation permits SolveEvaluation, EigenEvaluation {

  /**
   * Returns the errors of the solution, or of the first eigenfunction.
   *
   * @param seconds that training took
   * @param loss at its end
   */
  ProblemRow problemRow(String runId, double seconds, double loss);

  /** Returns all parameters that make up what a network has found, its own as a rule. */
  default INDArray parameters(MultiLayerNetwork network) {
    return network.params();
  }

  /** Returns the points of the errors. */
  Points points();

  /** Returns the names of the functions. */
  List<String> names();

  /** Returns the functions, the exact ones where known, and the residuals at points. */
  SolutionValues at(Points somewhere);
}
