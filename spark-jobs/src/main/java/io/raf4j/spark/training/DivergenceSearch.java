package io.raf4j.spark.training;

import io.raf4j.solver.NonFiniteResidualException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Finds the step and the example at which a round went wrong, by training the round again.
 *
 * <p>Rounds repeat to the bit, so what is found is what happened. Costs nothing until it is needed,
 * and then the round of every worker once more, one after the other, on the driver.
 */
final class DivergenceSearch {

  private final NetBroadcastTuple start;
  private final MinibatchSource source;
  private final int firstStep;
  private final int steps;

  /**
   * Describes a round.
   *
   * @param start copies of parameters and updater state before the round
   * @param source of the round
   */
  DivergenceSearch(NetBroadcastTuple start, MinibatchSource source, int firstStep, int steps) {
    this.start = start;
    this.source = source;
    this.firstStep = firstStep;
    this.steps = steps;
  }

  /** Returns where the first of the workers went wrong, in words. */
  Optional<String> where(int workers) {
    for (int worker = 0; worker < workers; worker++) {
      Optional<Wrong> found = find(worker);
      if (found.isPresent()) {
        return found.map(Wrong::inWords);
      }
    }
    return Optional.empty();
  }

  /** Returns the step at which a worker went wrong, in words. */
  Optional<String> stepOf(int worker) {
    return find(worker).map(Wrong::step);
  }

  /** Where a worker went wrong. */
  private record Wrong(int worker, int firstStep, double[] point) {
    String step() {
      return "at step " + firstStep + " of worker " + worker;
    }

    String inWords() {
      return step() + ", at the point " + Arrays.toString(point);
    }
  }

  private Optional<Wrong> find(int worker) {
    Iterator<DataSet> minibatches = source.minibatches(worker, firstStep, steps);
    MultiLayerNetwork network = WorkerTraining.built(start);
    network.getLayerWiseConfigurations().setIterationCount(firstStep);
    for (int step = firstStep; minibatches.hasNext(); step++) {
      Optional<double[]> point = wrongPoint(network, minibatches.next());
      if (point.isPresent()) {
        return Optional.of(new Wrong(worker, step, point.get()));
      }
    }
    return Optional.empty();
  }

  private static Optional<double[]> wrongPoint(MultiLayerNetwork network, DataSet minibatch) {
    INDArray before = network.params().dup();
    try {
      network.fit(minibatch);
      if (isFinite(network.score()) && isFinite(network.params().sumNumber().doubleValue())) {
        return Optional.empty();
      }
      network.setParameters(before);
      return Optional.of(point(network, minibatch));
    } catch (NonFiniteResidualException e) {
      return Optional.of(e.point());
    }
  }

  /** Returns the example whose loss is not finite, or the largest where all are. */
  private static double[] point(MultiLayerNetwork network, DataSet minibatch) {
    double[] losses = network.scoreExamples(minibatch, false).toDoubleVector();
    int worst = 0;
    for (int i = 0; i < losses.length && isFinite(losses[worst]); i++) {
      worst = losses[i] > losses[worst] || !isFinite(losses[i]) ? i : worst;
    }
    return minibatch.getFeatures().getRow(worst).toDoubleVector();
  }

  private static boolean isFinite(double value) {
    return Double.isFinite(value);
  }
}
