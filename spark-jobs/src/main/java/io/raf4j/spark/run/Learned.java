package io.raf4j.spark.run;

import io.raf4j.spark.rows.EvaluationMetrics;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * What a model has learned, and so how it is compared with a data set: on the data set's own grid
 * of coordinates, by the metrics of its kind.
 */
public interface Learned extends Serializable {

  /** Returns the name of the model's kind. */
  String kind();

  /** Returns whether a data set is of the model's kind; it may still be incompatible. */
  boolean takes(DataSet data);

  /**
   * Compares a model with a data set that it takes.
   *
   * @param network the model
   * @throws IncompatibleDataException if the data set has other values than the model
   */
  EvaluationMetrics evaluate(MultiLayerNetwork network, DataSet data, Configuration hadoop);
}
