package io.raf4j.dl4j;

import io.raf4j.basis.SampleActivations;
import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** Small networks with reproducing layers, and data, for tests of what DL4J does with them. */
final class RafNetworks {

  static final int INPUTS = 2;
  static final int WIDTH = 6;
  static final int OUTPUTS = 2;

  private RafNetworks() {}

  static NeuralNetConfiguration.Builder configuration(long seed) {
    return new NeuralNetConfiguration.Builder()
        .seed(seed)
        .dataType(DataType.FLOAT)
        .updater(new Adam(1e-3));
  }

  static RafDenseLayer.Builder raf(int in, int out) {
    return new RafDenseLayer.Builder()
        .nIn(in)
        .nOut(out)
        .reproducing(SampleActivations.mixed())
        .weightInit(new UniformWeightInit(UniformWeightInit.Rule.PYTORCH, 1));
  }

  static DenseLayer tanh(int in, int out) {
    return new DenseLayer.Builder().nIn(in).nOut(out).activation(Activation.TANH).build();
  }

  static OutputLayer output() {
    return new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
        .nIn(WIDTH)
        .nOut(OUTPUTS)
        .activation(Activation.IDENTITY)
        .build();
  }

  /** Returns a network of two reproducing layers, one of DL4J's own between them, and an output. */
  static MultiLayerNetwork mixedNetwork(long seed) {
    return network(
        configuration(seed),
        raf(INPUTS, WIDTH).build(),
        tanh(WIDTH, WIDTH),
        raf(WIDTH, WIDTH).build());
  }

  /** Returns an initialised network of the given layers and an output layer. */
  static MultiLayerNetwork network(NeuralNetConfiguration.Builder builder, Layer... hidden) {
    NeuralNetConfiguration.ListBuilder layers = builder.list();
    for (Layer layer : hidden) {
      layers.layer(layer);
    }
    MultiLayerNetwork network = new MultiLayerNetwork(layers.layer(output()).build());
    network.init();
    return network;
  }

  /** Returns points in [-1, 1]^2 and a smooth function of them. */
  static DataSet data(int rows) {
    Random random = new Random(rows);
    float[][] x = new float[rows][INPUTS];
    float[][] y = new float[rows][OUTPUTS];
    for (int i = 0; i < rows; i++) {
      x[i][0] = 2 * random.nextFloat() - 1;
      x[i][1] = 2 * random.nextFloat() - 1;
      y[i][0] = x[i][0] * x[i][1];
      y[i][1] = (float) Math.sin(3 * x[i][0]);
    }
    return new DataSet(Nd4j.createFromArray(x), Nd4j.createFromArray(y));
  }

  static INDArray points(int rows) {
    return data(rows).getFeatures();
  }

  /** Returns a diagonal matrix, row by row. */
  static double[] diagonal(double... entries) {
    double[] matrix = new double[entries.length * entries.length];
    for (int i = 0; i < entries.length; i++) {
      matrix[i * entries.length + i] = entries[i];
    }
    return matrix;
  }
}
