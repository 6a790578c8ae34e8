package io.raf4j.dl4j;

import io.raf4j.linalg.NewtonSchulz;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Muon: steps of a weight matrix whose singular values are all about as large, so that it moves in
 * all directions its gradients have pointed to and not in the strongest ones alone.
 *
 * <pre>
 *   W, G, B: [inputs, outputs], B = 0 at first
 *   B = mu B + G                                  mu = 0.95
 *   O = {@link NewtonSchulz}(G + mu B)                    (Nesterov's momentum), about U V^T
 *   W = W - rate sqrt(max(1, outputs / inputs)) O
 * </pre>
 *
 * <p>With this factor a step changes the layer's outputs by about the rate, whatever the width. The
 * rate is no rate of Adam's: it stands for a length in the norm of the matrix. A step does not
 * depend on the gradient's scale; where gradient and momentum are zero, nothing moves.
 *
 * <p>It is an updater of a weight matrix and of nothing else: a {@link RafDenseLayer} that has it
 * trains its other parameters by its bias updater. State is one number a parameter. On host memory
 * alone.
 *
 * <p>Source: K. Jordan et al., "Muon: an optimizer for hidden layers in neural networks", 2024. Liu
 * et al., "Muon is scalable for LLM training", 2025, have 0.2 sqrt(max(inputs, outputs)) as factor,
 * which docs/DESIGN-NOTES.md compares.
 */
public final class Muon implements IUpdater {

  private static final long serialVersionUID = 1L;

  /** mu, the share of the momentum that a step keeps. */
  public static final double MOMENTUM = 0.95;

  private final int inputs;
  private final int outputs;
  private double learningRate;
  private ISchedule learningRateSchedule;

  /**
   * Creates the updater.
   *
   * @param inputs of the layer
   * @param outputs its neurons
   * @param learningRate of every step, where there is no schedule
   * @param learningRateSchedule or null
   * @throws IllegalArgumentException if a side of the matrix is not positive
   */
  public Muon(
      @JsonProperty("inputs") int inputs,
      @JsonProperty("outputs") int outputs,
      @JsonProperty("learningRate") double learningRate,
      @JsonProperty("learningRateSchedule") ISchedule learningRateSchedule) {
    if (inputs < 1 || outputs < 1) {
      throw new IllegalArgumentException(
          "a matrix of Muon's is "
              + inputs
              + " x "
              + outputs
              + "; expected both sides to be at least 1");
    }
    this.inputs = inputs;
    this.outputs = outputs;
    this.learningRate = learningRate;
    this.learningRateSchedule = learningRateSchedule;
  }

  /** Creates the updater with a schedule. */
  public Muon(int inputs, int outputs, ISchedule schedule) {
    this(inputs, outputs, Double.NaN, schedule);
  }

  /**
   * Returns a network whose hidden weight matrices are trained by Muon and all else as before: each
   * {@link RafDenseLayer} but the last, which is the output, and but one that stands first and
   * takes coordinates, of which a few columns say too little of a direction.
   *
   * @param configuration which is not changed
   * @param schedule of Muon's rate
   */
  public static MultiLayerConfiguration ofHidden(
      MultiLayerConfiguration configuration, ISchedule schedule) {
    MultiLayerConfiguration changed = configuration.clone();
    List<RafDenseLayer> layers =
        changed.getConfs().stream()
            .map(NeuralNetConfiguration::getLayer)
            .filter(RafDenseLayer.class::isInstance)
            .map(RafDenseLayer.class::cast)
            .toList();
    int first = changed.getConf(0).getLayer() instanceof RafDenseLayer ? 1 : 0;
    for (int l = first; l < layers.size() - 1; l++) {
      RafDenseLayer layer = layers.get(l);
      if (layer.getBiasUpdater() == null) {
        layer.setBiasUpdater(layer.getIUpdater());
      }
      int in = Math.toIntExact(layer.getNIn());
      int out = Math.toIntExact(layer.getNOut());
      layer.setIUpdater(new Muon(in, out, schedule));
    }
    return changed;
  }

  /** Returns the updater of what Muon leaves of a layer, or of all of it where there is no Muon. */
  public static IUpdater besides(BaseLayer layer) {
    return layer.getIUpdater() instanceof Muon ? layer.getBiasUpdater() : layer.getIUpdater();
  }

  /** Returns whether some layer of a network is trained by Muon. */
  public static boolean isIn(MultiLayerNetwork network) {
    return network.getLayerWiseConfigurations().getConfs().stream()
        .map(NeuralNetConfiguration::getLayer)
        .anyMatch(layer -> layer instanceof BaseLayer base && base.getIUpdater() instanceof Muon);
  }

  /** Returns the rows of W. */
  public int getInputs() {
    return inputs;
  }

  /** Returns the columns of W. */
  public int getOutputs() {
    return outputs;
  }

  /** Returns the rate, NaN where a schedule tells it. */
  public double getLearningRate() {
    return learningRate;
  }

  /** Returns the schedule, or null. */
  public ISchedule getLearningRateSchedule() {
    return learningRateSchedule;
  }

  @Override
  public long stateSize(long parameters) {
    return parameters;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the parameters are not those of whole matrices
   * @throws IllegalStateException if ND4J has its arrays on a device
   */
  @Override
  public GradientUpdater<Muon> instantiate(INDArray view, boolean initialise) {
    MuonUpdater updater = updater();
    updater.setStateViewArray(view, new long[] {1, view.length()}, 'c', initialise);
    return updater;
  }

  @Override
  public GradientUpdater<Muon> instantiate(Map<String, INDArray> state, boolean initialise) {
    MuonUpdater updater = updater();
    updater.setState(state, initialise);
    return updater;
  }

  private MuonUpdater updater() {
    OpExecutioner.ExecutionerType backend = Nd4j.getExecutioner().type();
    if (backend != OpExecutioner.ExecutionerType.NATIVE_CPU) {
      throw new IllegalStateException(
          "Muon takes its steps in host memory, but ND4J has its arrays on a device ("
              + backend
              + "); expected the backend nd4j-native, or Adam");
    }
    return new MuonUpdater(this);
  }

  @Override
  public double getLearningRate(int iteration, int epoch) {
    return learningRateSchedule == null
        ? learningRate
        : learningRateSchedule.valueAt(iteration, epoch);
  }

  /** Returns what O is multiplied by. */
  double factor(int iteration, int epoch) {
    return getLearningRate(iteration, epoch) * Math.sqrt(Math.max(1, (double) outputs / inputs));
  }

  @Override
  public boolean hasLearningRate() {
    return true;
  }

  @Override
  public void setLrAndSchedule(double rate, ISchedule schedule) {
    learningRate = rate;
    learningRateSchedule = schedule;
  }

  @Override
  public Muon clone() {
    return new Muon(inputs, outputs, learningRate, learningRateSchedule);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Muon that
        && inputs == that.inputs
        && outputs == that.outputs
        && Double.compare(learningRate, that.learningRate) == 0
        && Objects.equals(learningRateSchedule, that.learningRateSchedule);
  }

  @Override
  public int hashCode() {
    return Objects.hash(inputs, outputs, learningRate, learningRateSchedule);
  }

  @Override
  public String toString() {
    return "Muon("
        + inputs
        + " x "
        + outputs
        + ", "
        + (learningRateSchedule == null ? learningRate : learningRateSchedule)
        + ")";
  }
}
