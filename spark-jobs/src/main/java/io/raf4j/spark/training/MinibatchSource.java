package io.raf4j.spark.training;

import java.io.Serializable;
import java.util.Iterator;
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
}
