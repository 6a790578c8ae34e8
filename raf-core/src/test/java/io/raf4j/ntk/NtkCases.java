package io.raf4j.ntk;

import io.raf4j.dl4j.CoordinateNetwork;
import io.raf4j.dl4j.NetworkRecipe;
import io.raf4j.jetnet.JetNetwork;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** Networks, points, and kernels that were found from whole Jacobians. */
final class NtkCases {

  private NtkCases() {}

  static MultiLayerNetwork network(
      String recipe, int inputs, int outputs, int width, int depth, long seed) {
    return network(NetworkRecipe.named(recipe), inputs, outputs, width, depth, seed);
  }

  static MultiLayerNetwork network(
      NetworkRecipe recipe, int inputs, int outputs, int width, int depth, long seed) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            CoordinateNetwork.configuration(
                new CoordinateNetwork.Shape(inputs, outputs, width, depth),
                recipe,
                Optional.empty(),
                new NoOp(),
                seed,
                DataType.DOUBLE));
    network.init();
    return network;
  }

  static double[] parameters(MultiLayerNetwork network) {
    INDArray flat = network.params().castTo(DataType.DOUBLE).dup();
    return flat.reshape(flat.length()).toDoubleVector();
  }

  static double[] coordinates(int points, int dimension, long seed) {
    return new Random(seed).doubles((long) points * dimension, -1, 1).toArray();
  }

  static TangentKernel kernel(MultiLayerNetwork network, double[] coordinates, int tile) {
    MultiLayerConfiguration configuration = network.getLayerWiseConfigurations();
    return new TangentKernel(
        NetworkFunction.of(configuration, coordinates), parameters(network), tile);
  }

  /** Returns J J^T, J from one gradient of the whole network for each point and output. */
  static double[] explicit(NetworkFunction function, double[] parameters) {
    JetNetwork network = function.network();
    int outputs = network.outputs();
    int rows = function.points() * outputs;
    double[][] jacobian = new double[rows][];
    INDArray theta = Nd4j.createFromArray(parameters);
    INDArray gradient = Nd4j.create(DataType.DOUBLE, network.parameters());
    for (int row = 0; row < rows; row++) {
      int point = row / outputs;
      int output = row % outputs;
      network.gradient(
          theta,
          1,
          (first, count, jets) -> function.inputs().fill(point, 1, jets),
          (first, count, values, adjoints) -> {
            adjoints[output] = function.factor(point);
            return values[output];
          },
          gradient);
      jacobian[row] = gradient.toDoubleVector();
    }
    return traceOverOutputs(jacobian, function.points(), outputs);
  }

  /** Returns J J^T, J from central differences of the outputs of DL4J's network. */
  static double[] byDifferences(MultiLayerNetwork network, double[] coordinates, int inputs) {
    int points = coordinates.length / inputs;
    INDArray x = Nd4j.createFromArray(coordinates).reshape(points, inputs);
    double[] theta = parameters(network);
    double[][] columns = new double[theta.length][];
    double step = 1e-5;
    for (int p = 0; p < theta.length; p++) {
      double[] plus = outputs(network, x, theta, p, step);
      double[] minus = outputs(network, x, theta, p, -step);
      columns[p] = new double[plus.length];
      for (int i = 0; i < plus.length; i++) {
        columns[p][i] = (plus[i] - minus[i]) / (2 * step);
      }
    }
    int rows = columns[0].length;
    double[][] jacobian = new double[rows][theta.length];
    for (int row = 0; row < rows; row++) {
      for (int p = 0; p < theta.length; p++) {
        jacobian[row][p] = columns[p][row];
      }
    }
    return traceOverOutputs(jacobian, points, rows / points);
  }

  private static double[] outputs(
      MultiLayerNetwork network, INDArray x, double[] theta, int parameter, double step) {
    double[] moved = theta.clone();
    moved[parameter] += step;
    network.setParameters(Nd4j.createFromArray(moved).reshape(1, moved.length));
    INDArray y = network.output(x, false).dup('c');
    network.setParameters(Nd4j.createFromArray(theta).reshape(1, theta.length));
    return y.reshape(y.length()).toDoubleVector();
  }

  private static double[] traceOverOutputs(double[][] jacobian, int points, int outputs) {
    double[] kernel = new double[points * points];
    for (int i = 0; i < points; i++) {
      for (int j = 0; j < points; j++) {
        for (int o = 0; o < outputs; o++) {
          double[] a = jacobian[i * outputs + o];
          double[] b = jacobian[j * outputs + o];
          for (int p = 0; p < a.length; p++) {
            kernel[i * points + j] += a[p] * b[p];
          }
        }
      }
    }
    return kernel;
  }

  static double largest(double[] matrix) {
    return Arrays.stream(matrix).map(Math::abs).max().orElseThrow();
  }

  /** Returns the largest difference over the largest number. */
  static double distance(double[] actual, double[] expected) {
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(actual[i] - expected[i]));
    }
    return largest / largest(expected);
  }
}
