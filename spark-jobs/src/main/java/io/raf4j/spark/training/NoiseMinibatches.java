package io.raf4j.spark.training;

import io.raf4j.random.Purpose;
import io.raf4j.random.RandomStream;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Random coordinates and values, to measure how fast a network trains: X: [batch, inputs] and Y:
 * [batch, outputs] in [-1, 1], decided by worker and step.
 *
 * @param batch examples of a minibatch
 * @param inputs coordinates of an example
 * @param outputs values of an example
 * @param type of the numbers
 */
public record NoiseMinibatches(int batch, int inputs, int outputs, DataType type)
    implements MinibatchSource {

  private static final long SEED = 17;

  @Override
  public Iterator<DataSet> minibatches(int worker, int firstStep, int steps) {
    return IntStream.range(firstStep, firstStep + steps)
        .mapToObj(step -> minibatch(RandomStream.of(SEED, Purpose.SHUFFLE, step, worker)))
        .iterator();
  }

  private DataSet minibatch(RandomStream random) {
    return new DataSet(numbers(random, inputs), numbers(random, outputs));
  }

  private INDArray numbers(RandomStream random, int columns) {
    float[] values = new float[batch * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (2 * random.nextDouble() - 1);
    }
    return Nd4j.create(values, new long[] {batch, columns}, 'c').castTo(type);
  }
}
