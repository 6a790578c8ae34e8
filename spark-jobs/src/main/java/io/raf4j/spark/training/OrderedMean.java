package io.raf4j.spark.training;

import io.raf4j.spark.rows.RoundParts;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The mean of what the workers of a round have learned, added up in their order. */
final class OrderedMean {

  private OrderedMean() {}

  /**
   * Leaves the means of parameters and updater states in a network, and counts the steps.
   *
   * @param inOrder the workers' results in the order of the workers, at least one
   * @param steps of every worker
   * @return the mean of the workers' losses, and how long this took
   * @throws NonFiniteParametersException if a worker has parameters that are not finite; the
   *     network is then as it was
   */
  static Averaging.Round into(
      MultiLayerNetwork network, List<ParameterAveragingTrainingResult> inOrder, int steps) {
    long began = System.nanoTime();
    for (int worker = 0; worker < inOrder.size(); worker++) {
      requireFinite(worker, inOrder.get(worker));
    }
    network.setParameters(
        of(inOrder.stream().map(ParameterAveragingTrainingResult::getParameters).toList()));
    List<INDArray> states =
        inOrder.stream()
            .map(ParameterAveragingTrainingResult::getUpdaterState)
            .filter(Objects::nonNull)
            .toList();
    if (!states.isEmpty()) {
      network.getUpdater().setStateViewArray(null, of(states), false);
    }
    int iterations = network.getLayerWiseConfigurations().getIterationCount() + steps;
    network.getLayerWiseConfigurations().setIterationCount(iterations);
    double sum = 0;
    for (ParameterAveragingTrainingResult result : inOrder) {
      sum += result.getScore();
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    return new Averaging.Round(
        sum / inOrder.size(), new RoundParts(0, 0, 0, 0, seconds, Double.NaN));
  }

  /** The sum alone does not tell: that of finite numbers may be infinite. */
  private static void requireFinite(int worker, ParameterAveragingTrainingResult result) {
    INDArray parameters = result.getParameters();
    if (Double.isFinite(parameters.sumNumber().doubleValue())) {
      return;
    }
    for (long i = 0; i < parameters.length(); i++) {
      if (!Double.isFinite(parameters.getDouble(i))) {
        throw new NonFiniteParametersException(worker, result.getScore());
      }
    }
  }

  private static INDArray of(List<INDArray> inOrder) {
    INDArray sum = inOrder.get(0).dup();
    inOrder.subList(1, inOrder.size()).forEach(sum::addi);
    return sum.divi(inOrder.size());
  }
}
