package io.raf4j.benchmarks.work;

import io.raf4j.dl4j.BlockwiseNetwork;
import io.raf4j.dl4j.CoordinateNetwork;
import io.raf4j.dl4j.NetworkRecipe;
import io.raf4j.jet.JetShape;
import io.raf4j.random.Purpose;
import io.raf4j.random.RandomStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * A network from coordinates to a signal: float32, mean squared error, Adam, the same points in
 * every step. Targets are random: they do not matter to the time.
 *
 * @param name of the signal's kind
 * @param shape the network's size
 * @param activation a recipe's name
 * @param coordinates where the points lie, which sets how large the arguments of the sines are
 * @param points of a step
 */
public record CoordinateWork(
    String name,
    CoordinateNetwork.Shape shape,
    String activation,
    Coordinates coordinates,
    int points)
    implements Work {

  private static final double LEARNING_RATE = 1e-4;

  /** Where the points of a signal lie. */
  public enum Coordinates {
    /** Evenly spaced on [-100, 100], as published for sound. */
    LINE {
      @Override
      double[] of(int points, int axes) {
        double[] x = new double[points * axes];
        for (int i = 0; i < x.length; i++) {
          x[i] = -100 + 200d * i / Math.max(1, x.length - 1);
        }
        return x;
      }
    },
    /** Uniform on [-1, 1] in every axis, as a shuffled grid. */
    CUBE {
      @Override
      double[] of(int points, int axes) {
        RandomStream stream = RandomStream.of(1, Purpose.SHUFFLE, 0, 0);
        double[] x = new double[points * axes];
        for (int i = 0; i < x.length; i++) {
          x[i] = 2 * stream.nextDouble() - 1;
        }
        return x;
      }
    };

    abstract double[] of(int points, int axes);
  }

  @Override
  public String description() {
    return String.format(
        Locale.ROOT,
        "%d-%dx%d-%d, %s, float32, %,d points",
        shape.inputs(),
        shape.width(),
        shape.depth(),
        shape.outputs(),
        activation,
        points);
  }

  @Override
  public StepCost cost() {
    return new StepCost(points, JetShape.value(), false, DenseSize.allOf(configuration()));
  }

  private MultiLayerConfiguration configuration() {
    return CoordinateNetwork.configuration(
        shape,
        NetworkRecipe.named(activation),
        Optional.empty(),
        new Adam(LEARNING_RATE),
        1,
        DataType.FLOAT);
  }

  @Override
  public String peerScript() {
    return "coordinate_step.py";
  }

  @Override
  public CoordinateWork scaled(double share) {
    return new CoordinateWork(name, shape, activation, coordinates, Work.share(points, share));
  }

  @Override
  public Training start(Path exchange) throws IOException {
    MultiLayerNetwork network = BlockwiseNetwork.of(configuration());
    network.init();
    double[] x = coordinates.of(points, shape.inputs());
    double[] y = targets();
    Map<String, Object> facts = Map.of("learning_rate", LEARNING_RATE, "weight_decay", 0d);
    Exchange.write(exchange, cost(), facts, network, x, y);
    INDArray features = array(x, shape.inputs());
    INDArray labels = array(y, shape.outputs());
    return new Training() {
      @Override
      public double check() {
        return step();
      }

      @Override
      public double step() {
        network.fit(features, labels);
        return network.score();
      }
    };
  }

  private double[] targets() {
    RandomStream stream = RandomStream.of(1, Purpose.EVALUATION_SAMPLE, 0, 0);
    double[] y = new double[points * shape.outputs()];
    for (int i = 0; i < y.length; i++) {
      y[i] = stream.nextDouble();
    }
    return y;
  }

  private INDArray array(double[] numbers, int columns) {
    float[] rounded = new float[numbers.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) numbers[i];
    }
    return Nd4j.createFromArray(rounded).reshape(points, columns);
  }
}
