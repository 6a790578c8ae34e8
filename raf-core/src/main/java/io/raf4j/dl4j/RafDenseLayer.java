package io.raf4j.dl4j;

import io.raf4j.basis.Coefficient;
import io.raf4j.basis.Presets;
import io.raf4j.basis.ReproducingActivation;
import io.raf4j.jetnet.JetLayer;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonIgnore;

/**
 * A dense layer whose neurons learn their own activation:
 *
 * <p>Y = sigma(X W + b), sigma_i(z) = sum_p alpha_{p,i} gamma_p(beta_{p,i} z).
 *
 * <p>{@code X: [batch, in]}, {@code W: [in, out]}, {@code b: [out]}, {@code Y: [batch, out]}; the
 * learnable coefficients {@code alpha0, ..., beta0, ...} are {@code [out]} each, or {@code [1]}
 * when the activation shares them in the layer. All of them live in DL4J's flat parameter vector,
 * so updaters, regularisation (weights alone), saving and parameter averaging work as for every
 * layer.
 *
 * <p>This is the configuration; it works in a {@code MultiLayerNetwork} and in a {@code
 * ComputationGraph}:
 *
 * <pre>{@code
 * new RafDenseLayer.Builder().nIn(2).nOut(256).reproducing("poly-sine-gaussian").build()
 * }</pre>
 *
 * <p>Cost of a training step per example: 6 in out flops and one evaluation of each term and of its
 * derivative per neuron. Source: Liang, Lyu, Wang, Yang, "Reproducing activation function for deep
 * learning", 2024, section 2.
 */
public final class RafDenseLayer extends FeedForwardLayer {

  private static final long serialVersionUID = 1L;

  private String activationText;
  private boolean hasBias = true;
  private double biasScale = 1;
  private double coefficientRate;
  @JsonIgnore private transient ReproducingActivation parsed;

  /** Creates an empty configuration for Jackson to fill. */
  RafDenseLayer() {}

  private RafDenseLayer(Builder builder) {
    super(builder);
    this.activationText = builder.reproducing.toText();
    this.hasBias = builder.hasBias;
    this.biasScale = builder.biasScale;
    this.coefficientRate = builder.coefficientRate;
    initializeConstraints(builder);
  }

  /** Returns the activation in its one-line text form, as stored in the network's JSON. */
  public String getActivationText() {
    return activationText;
  }

  /** Sets the activation's text form; called when a network is read. */
  public void setActivationText(String activationText) {
    this.activationText = activationText;
    this.parsed = null;
  }

  /** Returns whether the layer adds a bias. */
  public boolean isHasBias() {
    return hasBias;
  }

  /** Sets whether the layer adds a bias; called when a network is read. */
  public void setHasBias(boolean hasBias) {
    this.hasBias = hasBias;
  }

  /** Returns the factor of the initial biases' bound 1 / sqrt(in). */
  public double getBiasScale() {
    return biasScale;
  }

  /** Sets the factor of the initial biases' bound; called when a network is read. */
  public void setBiasScale(double biasScale) {
    this.biasScale = biasScale;
  }

  /**
   * Returns the relative learning rate of alpha and beta, 0 where they have that of the weights.
   */
  public double getCoefficientRate() {
    return coefficientRate;
  }

  /** Sets the relative learning rate of alpha and beta; called when a network is read. */
  public void setCoefficientRate(double coefficientRate) {
    this.coefficientRate = coefficientRate;
  }

  /** Returns the activation. */
  public ReproducingActivation reproducingActivation() {
    if (parsed == null) {
      parsed = ReproducingActivation.fromText(activationText);
    }
    return parsed;
  }

  /**
   * Returns the layer as part of a network on jets: its sizes, bias and activation; initialisation
   * and updater play no part.
   *
   * @param skip whether the input of the layer before is added to the output
   */
  public JetLayer jetLayer(boolean skip) {
    return new JetLayer(
        Math.toIntExact(getNIn()),
        Math.toIntExact(getNOut()),
        hasBias,
        reproducingActivation(),
        skip);
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType type) {
    LayerValidation.assertNInNOutSet("RafDenseLayer", getLayerName(), index, getNIn(), getNOut());
    RafDenseRuntime runtime = new RafDenseRuntime(conf, type);
    runtime.setListeners(listeners);
    runtime.setIndex(index);
    runtime.setParamsViewArray(parameters);
    Map<String, INDArray> table = initializer().init(conf, parameters, initialise);
    runtime.setParamTable(table);
    runtime.setConf(conf);
    return runtime;
  }

  @Override
  public ParamInitializer initializer() {
    return RafParamInitializer.instance();
  }

  @Override
  public IUpdater getUpdaterByParam(String key) {
    IUpdater updater = unscaledUpdater(key);
    Coefficient coefficient = RafParameters.coefficient(reproducingActivation(), key);
    if (coefficient == null || coefficientRate == 0 || !updater.hasLearningRate()) {
      return updater;
    }
    double size = coefficient.initial().rootMeanSquare();
    if (size == 0) {
      return updater;
    }
    double factor = coefficientRate * size;
    IUpdater scaled = updater.clone();
    scaled.setLrAndSchedule(Double.NaN, new ScaledRate(updater, factor));
    return scaled;
  }

  /** Muon trains matrices; what else the layer learns goes with its biases. */
  private IUpdater unscaledUpdater(String key) {
    IUpdater updater = super.getUpdaterByParam(key);
    if (!(updater instanceof Muon) || key.equals(RafParameters.WEIGHTS)) {
      return updater;
    }
    if (getBiasUpdater() == null) {
      throw new IllegalStateException(
          "the weights of "
              + this
              + " are trained by Muon, its other parameters by nothing; expected a biasUpdater");
    }
    return getBiasUpdater();
  }

  /** The rate of another updater times a constant. */
  private record ScaledRate(IUpdater base, double factor) implements ISchedule {
    @Override
    public double valueAt(int iteration, int epoch) {
      return factor * base.getLearningRate(iteration, epoch);
    }

    @Override
    public ISchedule clone() {
      return this;
    }
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    InputType outputType = getOutputType(-1, inputType);
    long parameters = initializer().numParams(this);
    long updater = getIUpdater() == null ? 0 : getIUpdater().stateSize(parameters);
    return new LayerMemoryReport.Builder(getLayerName(), RafDenseLayer.class, inputType, outputType)
        .standardMemory(parameters, updater)
        // Z is kept beside Y from the forward to the backward pass.
        .workingMemory(0, 0, 0, outputType.arrayElementsPerExample())
        .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
        .build();
  }

  @Override
  public RafDenseLayer clone() {
    return (RafDenseLayer) super.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RafDenseLayer that
        && super.equals(that)
        && hasBias == that.hasBias
        && biasScale == that.biasScale
        && coefficientRate == that.coefficientRate
        && Objects.equals(activationText, that.activationText);
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof RafDenseLayer;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), hasBias, biasScale, coefficientRate, activationText);
  }

  @Override
  public String toString() {
    return "RafDenseLayer(" + getNIn() + " -> " + getNOut() + ", " + activationText + ")";
  }

  /** Builds the configuration of one layer. */
  public static final class Builder extends FeedForwardLayer.Builder<Builder> {

    private ReproducingActivation reproducing = Presets.named("poly-sine-gaussian");
    private boolean hasBias = true;
    private double biasScale = 1;
    private double coefficientRate;

    /** Starts from Poly-Sine-Gaussian with SIREN's weights for hidden layers. */
    public Builder() {
      // DL4J's field for fixed activations; sigma is ours.
      setActivationFn(Activation.IDENTITY.getActivationFunction());
      setWeightInitFn(new UniformWeightInit(UniformWeightInit.Rule.HIDDEN, 1 / 30d));
    }

    /** Sets the activation. */
    public Builder reproducing(ReproducingActivation activation) {
      this.reproducing = Objects.requireNonNull(activation, "activation");
      return this;
    }

    /**
     * Sets the activation to a preset.
     *
     * @throws IllegalArgumentException if there is no such preset; the message suggests the nearest
     */
    public Builder reproducing(String preset) {
      return reproducing(Presets.named(preset));
    }

    /** Sets whether the layer adds a bias; it does by default. */
    public Builder hasBias(boolean hasBias) {
      this.hasBias = hasBias;
      return this;
    }

    /**
     * Draws the initial biases from U(-scale / sqrt(in), scale / sqrt(in)); the scale is 1 by
     * default.
     *
     * @throws IllegalArgumentException if the scale is negative or not finite
     */
    public Builder biasScale(double scale) {
      if (!(scale >= 0) || Double.isInfinite(scale)) {
        throw new IllegalArgumentException(
            "biasScale is " + scale + "; expected finite, 0 or more");
      }
      this.biasScale = scale;
      return this;
    }

    /**
     * Lets alpha and beta learn at the weights' rate times {@code rate} times their own initial
     * root mean square: an adaptive updater moves every parameter by about its rate, which is
     * nothing to a beta of 30 and much to a weight of 0.003. With 0, the default, they have the
     * weights' rate.
     *
     * @throws IllegalArgumentException if the rate is negative or not finite
     */
    public Builder coefficientRate(double rate) {
      if (!(rate >= 0) || Double.isInfinite(rate)) {
        throw new IllegalArgumentException(
            "coefficientRate is " + rate + "; expected finite, 0 or more");
      }
      this.coefficientRate = rate;
      return this;
    }

    @Override
    @SuppressWarnings("unchecked")
    public RafDenseLayer build() {
      return new RafDenseLayer(this);
    }
  }
}
