package io.raf4j.dl4j;

import io.raf4j.encoding.GridEncoding;
import io.raf4j.encoding.Interpolation;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * A first layer that turns coordinates into the features of a {@link GridEncoding}: {@code X:
 * [batch, axes]} in [-1, 1] becomes {@code Y: [batch, L F]}.
 *
 * <p>The tables are one parameter, {@code W}, in DL4J's flat vector, level by level. A network that
 * begins with this layer is an {@link EncodedNetwork}, which touches only those entries that a step
 * needs; in DL4J's own networks the layer works as well, at the cost of a pass over all tables a
 * step. In single precision; nothing is derived by the coordinates.
 */
public final class GridEncodingLayer extends FeedForwardLayer {

  private static final long serialVersionUID = 1L;

  private int[] coarsest;
  private int[] finest;
  private int levels;
  private int features;
  private int log2Entries;
  private String interpolation;

  /** Creates an empty configuration for Jackson to fill. */
  GridEncodingLayer() {}

  private GridEncodingLayer(Builder builder) {
    super(builder);
    GridEncoding encoding = builder.encoding;
    coarsest = ints(encoding.coarsest());
    finest = ints(encoding.finest());
    levels = encoding.levels();
    features = encoding.features();
    log2Entries = encoding.log2Entries();
    interpolation = encoding.interpolation().text();
    initializeConstraints(builder);
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Returns the grids. */
  public GridEncoding encoding() {
    return new GridEncoding(
        Arrays.stream(coarsest).boxed().toList(),
        Arrays.stream(finest).boxed().toList(),
        levels,
        features,
        log2Entries,
        Interpolation.named(interpolation));
  }

  /** Returns the cells of the first level along each axis. */
  public int[] getCoarsest() {
    return coarsest.clone();
  }

  /** Sets the cells of the first level; called when a network is read. */
  public void setCoarsest(int[] coarsest) {
    this.coarsest = coarsest.clone();
  }

  /** Returns the cells of the last level along each axis. */
  public int[] getFinest() {
    return finest.clone();
  }

  /** Sets the cells of the last level; called when a network is read. */
  public void setFinest(int[] finest) {
    this.finest = finest.clone();
  }

  /** Returns how many grids there are. */
  public int getLevels() {
    return levels;
  }

  /** Sets how many grids there are; called when a network is read. */
  public void setLevels(int levels) {
    this.levels = levels;
  }

  /** Returns the features of a vertex. */
  public int getFeatures() {
    return features;
  }

  /** Sets the features of a vertex; called when a network is read. */
  public void setFeatures(int features) {
    this.features = features;
  }

  /** Returns the logarithm to base 2 of the entries of a hashed level. */
  public int getLog2Entries() {
    return log2Entries;
  }

  /** Sets the entries of a hashed level; called when a network is read. */
  public void setLog2Entries(int log2Entries) {
    this.log2Entries = log2Entries;
  }

  /** Returns the name of the interpolation. */
  public String getInterpolation() {
    return interpolation;
  }

  /** Sets the interpolation; called when a network is read. */
  public void setInterpolation(String interpolation) {
    this.interpolation = interpolation;
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType type) {
    GridEncodingRuntime runtime = new GridEncodingRuntime(conf, type);
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
    return GridParamInitializer.INSTANCE;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    InputType outputType = getOutputType(-1, inputType);
    long parameters = initializer().numParams(this);
    IUpdater updater = getIUpdater();
    long state = updater == null ? 0 : updater.stateSize(parameters);
    return new LayerMemoryReport.Builder(
            getLayerName(), GridEncodingLayer.class, inputType, outputType)
        .standardMemory(parameters, state)
        .workingMemory(0, 0, 0, 0)
        .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
        .build();
  }

  @Override
  public GridEncodingLayer clone() {
    return (GridEncodingLayer) super.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GridEncodingLayer that
        && super.equals(that)
        && Arrays.equals(coarsest, that.coarsest)
        && Arrays.equals(finest, that.finest)
        && levels == that.levels
        && features == that.features
        && log2Entries == that.log2Entries
        && Objects.equals(interpolation, that.interpolation);
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof GridEncodingLayer;
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        super.hashCode(), Arrays.hashCode(coarsest), Arrays.hashCode(finest), levels, features);
  }

  @Override
  public String toString() {
    return "GridEncodingLayer(" + encoding().inWords() + ")";
  }

  /** Builds the configuration of the layer. */
  public static final class Builder extends FeedForwardLayer.Builder<Builder> {

    private final GridEncoding encoding;

    /** Starts with an encoding. */
    public Builder(GridEncoding encoding) {
      this.encoding = Objects.requireNonNull(encoding, "encoding");
      nIn(encoding.axes());
      nOut(encoding.width());
      setActivationFn(Activation.IDENTITY.getActivationFunction());
    }

    @Override
    @SuppressWarnings("unchecked")
    public GridEncodingLayer build() {
      return new GridEncodingLayer(this);
    }
  }
}
