package io.raf4j.spark.collocation;

import io.raf4j.geometry.Points;
import io.raf4j.solver.PointLabels;
import io.raf4j.spark.training.MinibatchSource;
import io.raf4j.spark.training.WorkerPool;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Minibatches of fresh points: features {@code [batch, d]} are coordinates, labels {@code [batch,
 * 1]} the points' weights 1 / density, or those of {@link PointLabels} where an equation has
 * conditions.
 *
 * @param points where they come from
 * @param batch points inside of one step
 * @param type element type of features and labels
 * @param choice of points by residual, of which there is one a round
 */
public record CollocationMinibatches(
    CollocationPoints points, int batch, DataType type, PointChoice choice)
    implements MinibatchSource {

  @Override
  public Iterator<DataSet> minibatches(int worker, int firstStep, int steps) {
    return IntStream.range(firstStep, firstStep + steps)
        .mapToObj(step -> dataSet(points.minibatch(step, worker, batch)))
        .iterator();
  }

  @Override
  public MinibatchSource ofRound(WorkerPool pool, MultiLayerNetwork network, int firstStep) {
    return choice.isOff() ? this : choice.chosen(pool, this, network, firstStep);
  }

  @Override
  public boolean hasNamedExamples() {
    return true;
  }

  /** Returns points as DL4J takes them. */
  DataSet dataSet(Points drawn) {
    PointLabels labels = PointLabels.of(drawn);
    return new DataSet(
        matrix(drawn.coordinates(), drawn.dimension()), matrix(labels.table(), labels.columns()));
  }

  private INDArray matrix(double[] values, int columns) {
    long[] shape = {values.length / columns, columns};
    return Nd4j.createFromArray(values).reshape('c', shape).castTo(type);
  }
}
