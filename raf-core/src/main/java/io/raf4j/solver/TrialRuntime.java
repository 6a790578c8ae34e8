package io.raf4j.solver;

import io.raf4j.geometry.Points;
import io.raf4j.jet.JetShape;
import io.raf4j.jetnet.JetNetwork;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A {@link TrialLayer} at work: what DL4J calls to evaluate u and to train it.
 *
 * <p>DL4J's updater divides gradients by the number of examples, so they are the loss's times that
 * number. Used by one thread at a time, as all of DL4J's layers.
 */
final class TrialRuntime extends BaseLayer<TrialLayer> implements IOutputLayer {

  private static final long serialVersionUID = 1L;

  private final transient Objective objective;
  private final transient TrialSpace values;
  private final transient JetNetwork valueNetwork;
  private final transient boolean hasConditions;
  private transient INDArray labels;
  private transient double keptLoss = Double.NaN;
  private transient boolean isLossKept;

  TrialRuntime(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
    TrialLayer layer = layerConf();
    if (layer.getIDropout() != null || layer.getWeightNoise() != null) {
      throw new DL4JInvalidConfigException(
          "a TrialLayer has dropout or weight noise; expected none: derivatives would be noise");
    }
    objective = Objective.of(layer, type);
    values = layer.space(JetShape.value());
    valueNetwork = layer.network(JetShape.value(), type);
    hasConditions =
        layer.problem().kind() == ProblemReference.Kind.PDE
            && !layer.problem().pde().conditions().isEmpty();
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public boolean needsLabels() {
    return true;
  }

  @Override
  public void setInput(INDArray input, LayerWorkspaceMgr workspaces) {
    super.setInput(input, workspaces);
    isLossKept = false;
  }

  @Override
  public void setLabels(INDArray labels) {
    this.labels = labels;
    isLossKept = false;
  }

  @Override
  public INDArray getLabels() {
    return labels;
  }

  @Override
  public void clear() {
    super.clear();
    labels = null;
    isLossKept = false;
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    double[] coordinates = coordinates();
    double[] ones = new double[coordinates.length / coordinateCount()];
    Arrays.fill(ones, 1);
    Points points = new Points(coordinateCount(), coordinates, ones);
    double[] u =
        layerConf().getEarlier().isEmpty()
            ? TrialJets.at(valueNetwork, values, paramsFlattened, points)
            : SlabSolution.of(layerConf(), paramsFlattened).jets(JetShape.value(), points);
    INDArray y =
        workspaces.createUninitialized(
            ArrayType.ACTIVATIONS, dataType, new long[] {points.count(), values.functions()}, 'c');
    return y.assign(Nd4j.createFromArray(u).reshape(points.count(), values.functions()));
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    Points points = points();
    keptLoss = objective.gradient(paramsFlattened, points, gradientsFlattened);
    isLossKept = true;
    gradientsFlattened.muli(points.count());
    Gradient named = new DefaultGradient();
    conf.variables().forEach(key -> named.setGradientFor(key, gradientViews.get(key)));
    return new Pair<>(named, null);
  }

  @Override
  public double computeScore(
      double regularisation, boolean training, LayerWorkspaceMgr workspaces) {
    score = (isLossKept ? keptLoss : objective.loss(paramsFlattened, points())) + regularisation;
    return score;
  }

  @Override
  public INDArray computeScoreForExamples(double regularisation, LayerWorkspaceMgr workspaces) {
    double[] parts = objective.parts(paramsFlattened, points());
    INDArray scores = Nd4j.createFromArray(parts).reshape(parts.length, 1).addi(regularisation);
    return scores.castTo(dataType);
  }

  private int coordinateCount() {
    return Math.toIntExact(layerConf().getNIn());
  }

  private double[] coordinates() {
    if (input.rank() != 2 || input.size(1) != coordinateCount()) {
      throw new DL4JInvalidInputException(
          "features have shape "
              + Arrays.toString(input.shape())
              + "; expected [points, "
              + coordinateCount()
              + "], the coordinates "
              + layerId());
    }
    if (maskArray != null) {
      throw new DL4JInvalidInputException("features have a mask; expected none " + layerId());
    }
    return numbers(input);
  }

  private Points points() {
    boolean isTable = labels != null && labels.rank() == 2 && labels.size(0) == input.size(0);
    if (!isTable || labels.size(1) != 1 && !(hasConditions && labels.size(1) > 1)) {
      throw new DL4JInvalidInputException(
          "labels have shape "
              + (labels == null ? "none" : Arrays.toString(labels.shape()))
              + "; expected ["
              + input.size(0)
              + ", 1], the weights of the points"
              + (hasConditions ? ", or more columns for conditions " : " ")
              + layerId());
    }
    PointLabels table = new PointLabels(Math.toIntExact(labels.size(1)), numbers(labels));
    for (double weight : table.weights()) {
      if (!(weight > 0) || Double.isInfinite(weight)) {
        throw new DL4JInvalidInputException(
            "labels contain "
                + weight
                + "; expected positive, finite weights of the points "
                + layerId());
      }
    }
    return table.points(coordinateCount(), coordinates());
  }

  private static double[] numbers(INDArray array) {
    INDArray doubles = array.castTo(DataType.DOUBLE);
    boolean isPlain = doubles.ordering() == 'c' && !doubles.isView();
    // Every copy would stay outside the heap until the next collection.
    return (isPlain ? doubles : doubles.dup('c')).data().asDouble();
  }

  @Override
  public double f1Score(org.nd4j.linalg.dataset.api.DataSet data) {
    throw noClassifier();
  }

  @Override
  public double f1Score(INDArray examples, INDArray wanted) {
    throw noClassifier();
  }

  @Override
  public int numLabels() {
    return values.functions();
  }

  @Override
  public int[] predict(INDArray examples) {
    throw noClassifier();
  }

  @Override
  public List<String> predict(org.nd4j.linalg.dataset.api.DataSet data) {
    throw noClassifier();
  }

  @Override
  public void fit(DataSetIterator iterator) {
    throw noClassifier();
  }

  @Override
  public void fit(INDArray examples, INDArray wanted) {
    throw noClassifier();
  }

  @Override
  public void fit(org.nd4j.linalg.dataset.api.DataSet data) {
    throw noClassifier();
  }

  @Override
  public void fit(INDArray examples, int[] wanted) {
    throw noClassifier();
  }

  private static UnsupportedOperationException noClassifier() {
    return new UnsupportedOperationException(
        "a TrialLayer is no classifier and is trained by its MultiLayerNetwork's fit");
  }
}
