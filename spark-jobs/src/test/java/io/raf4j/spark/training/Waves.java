package io.raf4j.spark.training;

import io.raf4j.dl4j.BlockwiseNetwork;
import io.raf4j.dl4j.CoordinateNetwork;
import io.raf4j.dl4j.CosineSchedule;
import io.raf4j.dl4j.Muon;
import io.raf4j.dl4j.NetworkRecipe;
import io.raf4j.random.Purpose;
import io.raf4j.random.RandomStream;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.TrainingOptions;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Training data that needs no files: a wave over the square, at points that worker and step decide.
 */
record Waves(int batch, DataType type) implements MinibatchSource {

  static final Waves FLOATS = new Waves(64, DataType.FLOAT);

  @Override
  public Iterator<DataSet> minibatches(int worker, int firstStep, int steps) {
    return IntStream.range(firstStep, firstStep + steps)
        .mapToObj(step -> minibatch(worker, step))
        .iterator();
  }

  DataSet minibatch(int worker, int step) {
    RandomStream random = RandomStream.of(3, Purpose.SHUFFLE, step, worker);
    INDArray x = Nd4j.create(type, batch, 2);
    INDArray y = Nd4j.create(type, batch, 1);
    for (int i = 0; i < batch; i++) {
      double a = 2 * random.nextDouble() - 1;
      double b = 2 * random.nextDouble() - 1;
      x.putScalar(i, 0, a);
      x.putScalar(i, 1, b);
      y.putScalar(i, 0, StrictMath.sin(5 * a) * StrictMath.cos(4 * b));
    }
    return new DataSet(x, y);
  }

  /** Builds the network that learns it, with Adam and a rate that falls to zero. */
  MultiLayerNetwork network(int steps) {
    return initialised(byAdam(steps));
  }

  /** Builds the same network with Muon for its hidden weights. */
  MultiLayerNetwork networkOfMuon(int steps) {
    return initialised(Muon.ofHidden(byAdam(steps), new CosineSchedule(3e-3, steps)));
  }

  private MultiLayerConfiguration byAdam(int steps) {
    return CoordinateNetwork.configuration(
        new CoordinateNetwork.Shape(2, 1, 16, 2),
        NetworkRecipe.named("fitted-poly-sine-gaussian"),
        Optional.empty(),
        new Adam(new CosineSchedule(1e-3, steps)),
        11,
        type);
  }

  private static MultiLayerNetwork initialised(MultiLayerConfiguration configuration) {
    MultiLayerNetwork network = BlockwiseNetwork.of(configuration);
    network.init();
    return network;
  }

  /** Returns options with some of them assigned. */
  static TrainingOptions options(String... assignments) {
    return TrainingOptions.of(Settings.resolve(null, List.of(assignments), Map.of()));
  }
}
