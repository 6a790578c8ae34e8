package io.raf4j.spark.training;

import java.io.Serializable;
import java.util.Iterator;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;

/**
 * A description of training data from which an executor makes the minibatches itself.
 *
 * <p>What travels is this object, never the data. The same arguments give the same minibatches on
 * any machine at any time, so a retried task and a resumed run repeat the same numbers.
 */
public interface MinibatchSource extends Serializable {

  /**
   * Returns the minibatches of one logical worker, made one at a time as they are asked for.
   *
   * @param worker the logical worker, from 0
   * @param firstStep the worker's first optimiser step of this round, from 0
   * @param steps how many minibatches
   */
  Iterator<DataSet> minibatches(int worker, int firstStep, int steps);

  /**
   * Returns the source of the round that begins now, which may look at the network first; this one,
   * unless a source chooses its data by what the network has learned.
   *
   * @param pool where to ask the workers
   * @param network with the parameters before the round
   * @param firstStep the round's first optimiser step
   */
  default MinibatchSource ofRound(WorkerPool pool, MultiLayerNetwork network, int firstStep) {
    return this;
  }

  /**
   * Returns whether it is worth looking for the example that made a loss infinite: training
   * examples that are points of an equation's domain, not pixels.
   */
  default boolean hasNamedExamples() {
    return false;
  }
}
