package io.raf4j.dl4j;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The README's example; {@link ReadmeExampleTest} holds that both have the same text. */
final class ReadmeExample {

  private ReadmeExample() {}

  /** Trains the network of the example for one step. */
  static BlockwiseNetwork train(INDArray x, INDArray y) {
    // README: begin
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .updater(new Adam(1e-3))
            .list()
            .layer(
                new RafDenseLayer.Builder()
                    .nIn(2)
                    .nOut(64)
                    .reproducing("poly-sine-gaussian")
                    .build())
            .layer(
                new RafDenseLayer.Builder()
                    .nIn(64)
                    .nOut(64)
                    .reproducing("poly-sine-gaussian")
                    .build())
            .layer(
                new OutputLayer.Builder(LossFunction.MSE)
                    .nIn(64)
                    .nOut(1)
                    .activation(Activation.IDENTITY)
                    .build())
            .build();
    BlockwiseNetwork network = BlockwiseNetwork.require(configuration);
    network.init();
    network.fit(new DataSet(x, y)); // x: [batch, 2], y: [batch, 1]
    // README: end
    return network;
  }
}
