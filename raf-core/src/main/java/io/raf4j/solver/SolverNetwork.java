package io.raf4j.solver;

import io.raf4j.basis.BasisFunction;
import io.raf4j.basis.Coefficient;
import io.raf4j.basis.ReproducingActivation;
import io.raf4j.basis.Term;
import io.raf4j.dl4j.GeneratorSeed;
import io.raf4j.dl4j.NetworkRecipe;
import io.raf4j.dl4j.RafDenseLayer;
import io.raf4j.dl4j.UniformWeightInit;
import io.raf4j.jet.JetShape;
import io.raf4j.jetnet.JetNetwork;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Networks that solve problems.
 *
 * <pre>
 *   RESIDUAL  s = [x, 0]   y = act(W2 act(W1 x + b1) + b2) + s
 *                          y = act(W4 act(W3 y + b3) + b4) + y     ...     out = W5 y + b5
 *   PLAIN     y = act(W y + b) as often as the depth says, out = W y + b
 * </pre>
 *
 * <p>Source of the residual network: Liang, Lyu, Wang, Yang, 2024, with two blocks.
 */
public final class SolverNetwork {

  private SolverNetwork() {}

  /** How the layers are connected. */
  public enum Architecture {
    /** Blocks of two layers with skip connections. */
    RESIDUAL,
    /** One layer after the other. */
    PLAIN
  }

  /**
   * The size of a network.
   *
   * @param architecture how the layers are connected
   * @param width neurons of a hidden layer
   * @param depth hidden layers, an even number of them in a residual network
   */
  public record Size(Architecture architecture, int width, int depth) {
    /** Checks the numbers. */
    public Size {
      if (width < 1) {
        throw new IllegalArgumentException("width is " + width + "; expected 1 or more");
      }
      if (depth < 1 || architecture == Architecture.RESIDUAL && depth % 2 != 0) {
        throw new IllegalArgumentException(
            "depth of a "
                + architecture.name().toLowerCase(java.util.Locale.ROOT)
                + " network is "
                + depth
                + "; expected 1 or more, even in a residual network: a block has two layers");
      }
    }

    /** Returns the published network: two residual blocks. */
    public static Size published(int width) {
      return new Size(Architecture.RESIDUAL, width, 4);
    }
  }

  /**
   * How a network is trained by DL4J.
   *
   * @param updater with the weights' learning rate
   * @param weightDecay coefficient of L2 regularisation of all weights and biases, added to the
   *     gradient as PyTorch's {@code weight_decay} is; 0 for none
   * @param seed of the initial parameters
   * @param type FLOAT or DOUBLE
   */
  public record Training(IUpdater updater, double weightDecay, long seed, DataType type) {
    /** Checks the weight decay and the type. */
    public Training {
      if (!(weightDecay >= 0) || Double.isInfinite(weightDecay)) {
        throw new IllegalArgumentException(
            "weightDecay is " + weightDecay + "; expected finite, 0 or more");
      }
      if (type != DataType.FLOAT && type != DataType.DOUBLE) {
        throw new IllegalArgumentException("type is " + type + "; expected FLOAT or DOUBLE");
      }
    }
  }

  /**
   * Builds the configuration of a network for a problem.
   *
   * @param count how many eigenfunctions; 1 for a differential equation, whose components are its
   *     own
   */
  public static MultiLayerConfiguration configuration(
      ProblemReference problem, int count, Size size, NetworkRecipe recipe, Training training) {
    return new NeuralNetConfiguration.Builder()
        .seed(GeneratorSeed.of(training.seed()))
        .dataType(training.type())
        .updater(training.updater())
        .l2(training.weightDecay())
        .l2Bias(training.weightDecay())
        .list()
        .layer(layer(problem, count, size, recipe))
        .build();
  }

  /** Returns the layer of such a network. */
  public static TrialLayer layer(
      ProblemReference problem, int count, Size size, NetworkRecipe recipe) {
    TrialSpace space = space(problem, count);
    TrialLayer.Builder builder = new TrialLayer.Builder(problem);
    boolean residual = size.architecture() == Architecture.RESIDUAL;
    if (residual && space.features() > size.width()) {
      throw new IllegalArgumentException(
          "width is "
              + size.width()
              + "; expected at least "
              + space.features()
              + ", what a residual network sees of a point of "
              + problem.inWords());
    }
    for (int i = 0; i < size.depth(); i++) {
      builder.add(hidden(i, space.features(), size, recipe), residual && i % 2 == 1);
    }
    RafDenseLayer output =
        dense(size.width(), space.functions(), identity(), recipe.outputWeights(), recipe).build();
    return builder.add(output, false).build();
  }

  /** Returns the part of a layer's flat vector that is its network's, as a view. */
  static INDArray ofNetwork(JetNetwork network, INDArray flat) {
    return flat.length() == network.parameters()
        ? flat
        : flat.reshape(flat.length()).get(NDArrayIndex.interval(0, network.parameters()));
  }

  private static TrialSpace space(ProblemReference problem, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("count is " + count + "; expected 1 or more");
    }
    if (problem.kind() == ProblemReference.Kind.EIGEN) {
      return TrialSpace.of(problem.eigen(), count, JetShape.value());
    }
    if (count != 1) {
      throw new IllegalArgumentException(
          "count is " + count + "; expected 1 for a differential equation");
    }
    return TrialSpace.of(problem.pde(), JetShape.value());
  }

  private static RafDenseLayer hidden(int index, int features, Size size, NetworkRecipe recipe) {
    return index == 0
        ? dense(features, size.width(), recipe.first(), recipe.firstWeights(), recipe)
            .biasScale(recipe.firstBiasScale())
            .build()
        : dense(size.width(), size.width(), recipe.hidden(), recipe.weights(), recipe).build();
  }

  private static RafDenseLayer.Builder dense(
      int in,
      int out,
      ReproducingActivation activation,
      UniformWeightInit weights,
      NetworkRecipe recipe) {
    return new RafDenseLayer.Builder()
        .nIn(in)
        .nOut(out)
        .reproducing(activation)
        .coefficientRate(recipe.coefficientRate())
        .weightInit((IWeightInit) weights);
  }

  /** Returns sigma(z) = z, nothing learnable. */
  private static ReproducingActivation identity() {
    return new ReproducingActivation(
        "identity",
        ReproducingActivation.Mode.MIXED,
        ReproducingActivation.Sharing.NEURON,
        List.of(new Term(BasisFunction.named("x"), Coefficient.ONE, Coefficient.ONE)));
  }
}
