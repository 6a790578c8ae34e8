package io.raf4j.solver;

import io.raf4j.dl4j.RafDenseLayer;
import io.raf4j.geometry.Points;
import io.raf4j.jet.JetShape;
import io.raf4j.jetnet.JetLayer;
import io.raf4j.jetnet.JetNetwork;
import io.raf4j.pde.TimeSlab;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonInclude;

/**
 * A trial function {@code u = B N + A} with its problem, as the one layer of a DL4J network.
 *
 * <pre>
 *   output  u(x)                        x: [n, d], u: [n, components]
 *   score   PDE    sum_p w_p sum_i r_i(x_p)^2 / sum_p w_p          r = A[u] - f, and of conditions
 *           EIGEN  trace(M^-1 A) of the K functions               A, M: weighted means, weak form
 *                  A/M + g/2 c Q/M^2 for a problem with g u^3      Q: mean of u^4, c the norm
 * </pre>
 *
 * <p>Features are coordinates, labels {@code [n, 1]} the points' weights 1 / density; of a problem
 * with conditions {@code [n, 2 + k]}, weights, the numbers of the conditions and what {@link
 * io.raf4j.geometry.Sites} have beside. The parameters are those of the dense layers inside, one
 * after the other, named {@code 0.W}, {@code 0.b}, {@code 0.alpha0}, ..., {@code 1.W}, ..., and
 * last the thetas of the problem's unknown numbers; initial values, updaters and regularisation are
 * those that the dense layers ask for, with this layer's updater and regularisation where they have
 * none. One forward pass carries all derivatives along (jets), one backward pass gives the
 * gradient.
 *
 * <p>In training, the eigenvalue loss sees a whole minibatch at a time; a minibatch should hold
 * hundreds of points or more.
 */
public final class TrialLayer extends FeedForwardLayer {

  private static final long serialVersionUID = 1L;

  private String problemText;
  private List<RafDenseLayer> denseLayers = new ArrayList<>();
  private boolean[] skips = {};
  private List<String> earlier = new ArrayList<>();

  /** Creates an empty configuration for Jackson to fill. */
  TrialLayer() {}

  private TrialLayer(Builder builder) {
    super(builder);
    this.problemText = builder.problem.toText();
    setDenseLayers(builder.denseLayers);
    this.skips = new boolean[builder.skips.size()];
    for (int i = 0; i < skips.length; i++) {
      skips[i] = builder.skips.get(i);
    }
    // In this order: an eigenvalue problem has as many functions as the layer has outputs.
    setNOut(denseLayers.get(denseLayers.size() - 1).getNOut());
    setNIn(space(JetShape.value()).dimension());
  }

  /** Returns the reference to the problem in its text form, as stored in the network's JSON. */
  public String getProblemText() {
    return problemText;
  }

  /** Sets the reference to the problem; called when a network is read. */
  public void setProblemText(String problemText) {
    this.problemText = problemText;
  }

  /** Returns the dense layers inside. */
  public List<RafDenseLayer> getDenseLayers() {
    return List.copyOf(denseLayers);
  }

  /** Sets the dense layers inside; called when a network is read. */
  public void setDenseLayers(List<RafDenseLayer> denseLayers) {
    // Spark's Kryo cannot fill the JDK's immutable lists on an executor.
    this.denseLayers = new ArrayList<>(denseLayers);
  }

  /** Returns which dense layers add the input of the layer before. */
  public boolean[] getSkips() {
    return skips.clone();
  }

  /** Sets which dense layers add the input of the layer before; called when a network is read. */
  public void setSkips(boolean[] skips) {
    this.skips = skips.clone();
  }

  /**
   * Returns the parameters of the networks of earlier slabs of time, each as text; none where the
   * problem is not solved in slabs, or this is the first.
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public List<String> getEarlier() {
    return List.copyOf(earlier);
  }

  /** Sets the parameters of earlier slabs; called when a network is read. */
  public void setEarlier(List<String> earlier) {
    this.earlier = new ArrayList<>(earlier);
  }

  /**
   * Makes this the layer of the slab after another one.
   *
   * @param before the layer of the slab before, of the same size
   * @param parameters its flat vector
   */
  void follow(TrialLayer before, INDArray parameters) {
    List<String> all = new ArrayList<>(before.getEarlier());
    all.add(EarlierSlabs.text(parameters));
    setEarlier(all);
  }

  /**
   * Returns the network of the slab after another one's, with the parameters of that one: what u
   * does next is much like what it did last.
   *
   * @param configuration of the slab; it learns what earlier ones found
   * @param before the network of the slab before, of the same size
   */
  public static MultiLayerNetwork following(
      MultiLayerConfiguration configuration, MultiLayerNetwork before) {
    of(configuration).follow(of(before.getLayerWiseConfigurations()), before.params());
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    network.setParameters(before.params());
    return network;
  }

  /** Returns the layer of an earlier slab, counted from 1. */
  TrialLayer earlier(int number) {
    TrialLayer layer = clone();
    layer.setProblemText(problem().ofSlab(problem().slabTimes().numbered(number)).toText());
    layer.setEarlier(earlier.subList(0, number - 1));
    return layer;
  }

  /** Returns the problem that the layer solves. */
  public ProblemReference problem() {
    return ProblemReference.fromText(problemText);
  }

  /** Returns how many unknown numbers the problem has, whose thetas follow the network's. */
  int coefficients() {
    return problem().kind() == ProblemReference.Kind.PDE
        ? problem().pde().coefficients().size()
        : 0;
  }

  /** Returns the network inside. */
  public List<JetLayer> layers() {
    List<JetLayer> layers = new ArrayList<>();
    for (int i = 0; i < denseLayers.size(); i++) {
      layers.add(denseLayers.get(i).jetLayer(skips[i]));
    }
    return layers;
  }

  /** Returns the network inside on jets of a shape. */
  JetNetwork network(JetShape shape, DataType type) {
    return JetNetwork.of(layers(), shape, type);
  }

  /** Returns the network inside on values alone. */
  public JetNetwork values(DataType type) {
    return network(JetShape.value(), type);
  }

  /** Returns what the network inside sees of points, for {@link #values}. */
  public JetNetwork.Inputs inputs(Points points) {
    return space(JetShape.value()).inputs(points);
  }

  /** Returns the factor B of the first function {@code u = B N + A} at points. */
  public double[] boundaryFactors(Points points) {
    TrialSpace space = space(JetShape.value());
    double[] factors = new double[points.count()];
    double[] row = new double[space.functions()];
    double[] lift = new double[space.functions()];
    for (int p = 0; p < factors.length; p++) {
      space.boundary(points.point(p), row, lift);
      factors[p] = row[0];
    }
    return factors;
  }

  /** Returns the functions on jets of a shape. */
  TrialSpace space(JetShape shape) {
    return problem().kind() == ProblemReference.Kind.PDE
        ? TrialSpace.of(problem().pde(), shape, left(shape))
        : TrialSpace.of(problem().eigen(), Math.toIntExact(getNOut()), shape);
  }

  /** Returns what earlier slabs of time have left for this one, null if nothing. */
  private EarlierSlabs left(JetShape shape) {
    return !earlier.isEmpty() && problem().pde() instanceof TimeSlab slab
        ? new EarlierSlabs(slab, network(shape, DataType.DOUBLE), earlier)
        : null;
  }

  /** Returns the layer of a network that was built with one. */
  public static TrialLayer of(org.deeplearning4j.nn.conf.MultiLayerConfiguration configuration) {
    if (configuration.getConfs().size() == 1
        && configuration.getConf(0).getLayer() instanceof TrialLayer layer) {
      return layer;
    }
    throw new IllegalArgumentException(
        "network has "
            + configuration.getConfs().size()
            + " layers, the first of which is "
            + configuration.getConf(0).getLayer().getClass().getSimpleName()
            + "; expected a TrialLayer alone");
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType type) {
    TrialRuntime runtime = new TrialRuntime(conf, type);
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
    return TrialParamInitializer.instance();
  }

  @Override
  public IUpdater getUpdaterByParam(String key) {
    TrialParameter parameter = TrialParameter.of(key);
    return parameter.isOfCoefficients()
        ? getIUpdater()
        : inheriting(parameter.layer()).getUpdaterByParam(parameter.key());
  }

  @Override
  public List<Regularization> getRegularizationByParam(String key) {
    TrialParameter parameter = TrialParameter.of(key);
    return parameter.isOfCoefficients()
        ? List.of()
        : inheriting(parameter.layer()).getRegularizationByParam(parameter.key());
  }

  /** Returns a dense layer that has what DL4J gave this layer alone. */
  private RafDenseLayer inheriting(int index) {
    RafDenseLayer layer = denseLayers.get(index).clone();
    if (layer.getIUpdater() == null) {
      layer.setIUpdater(getIUpdater());
      layer.setBiasUpdater(getBiasUpdater());
    }
    if (layer.getRegularization() == null || layer.getRegularization().isEmpty()) {
      layer.setRegularization(getRegularization());
    }
    if (layer.getRegularizationBias() == null || layer.getRegularizationBias().isEmpty()) {
      layer.setRegularizationBias(getRegularizationBias());
    }
    return layer;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType inputType) {
    InputType outputType = getOutputType(-1, inputType);
    long parameters = initializer().numParams(this);
    long updater = getIUpdater() == null ? 0 : getIUpdater().stateSize(parameters);
    return new LayerMemoryReport.Builder(getLayerName(), TrialLayer.class, inputType, outputType)
        .standardMemory(parameters, updater)
        .workingMemory(0, 0, 0, 0)
        .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
        .build();
  }

  @Override
  public TrialLayer clone() {
    TrialLayer clone = (TrialLayer) super.clone();
    clone.setDenseLayers(denseLayers.stream().map(RafDenseLayer::clone).toList());
    clone.setEarlier(earlier);
    return clone;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TrialLayer that
        && super.equals(that)
        && Objects.equals(problemText, that.problemText)
        && denseLayers.equals(that.denseLayers)
        && earlier.equals(that.earlier)
        && Arrays.equals(skips, that.skips);
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof TrialLayer;
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        super.hashCode(), problemText, denseLayers, Arrays.hashCode(skips), earlier);
  }

  @Override
  public String toString() {
    return "TrialLayer(" + problemText + ", " + denseLayers + ")";
  }

  /** Builds the configuration. */
  public static final class Builder extends FeedForwardLayer.Builder<Builder> {

    private final ProblemReference problem;
    private final List<RafDenseLayer> denseLayers = new ArrayList<>();
    private final List<Boolean> skips = new ArrayList<>();

    /** Starts from a problem. */
    public Builder(ProblemReference problem) {
      this.problem = Objects.requireNonNull(problem, "problem");
      // DL4J's field for fixed activations; the layers inside have their own.
      setActivationFn(Activation.IDENTITY.getActivationFunction());
    }

    /** Adds a layer of the network N. */
    public Builder add(RafDenseLayer dense, boolean skip) {
      denseLayers.add(Objects.requireNonNull(dense, "dense"));
      skips.add(skip);
      return this;
    }

    /**
     * Builds the layer.
     *
     * @throws IllegalArgumentException when the layers do not fit the problem or one another
     */
    @Override
    @SuppressWarnings("unchecked")
    public TrialLayer build() {
      if (denseLayers.isEmpty()) {
        throw new IllegalArgumentException("the network has no layer; expected 1 or more");
      }
      TrialLayer layer = new TrialLayer(this);
      TrialSpace space = layer.space(JetShape.value());
      JetNetwork network = layer.network(JetShape.value(), DataType.DOUBLE);
      require("inputs", network.inputs(), space.features());
      require("outputs", network.outputs(), space.functions());
      return layer;
    }

    private void require(String what, int actual, int expected) {
      if (actual != expected) {
        throw new IllegalArgumentException(
            "the network has "
                + actual
                + " "
                + what
                + "; expected "
                + expected
                + " for "
                + problem.inWords());
      }
    }
  }
}
