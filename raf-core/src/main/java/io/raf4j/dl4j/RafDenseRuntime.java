package io.raf4j.dl4j;

import io.raf4j.basis.ReproducingActivation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A {@link RafDenseLayer} at work: what DL4J calls in a forward and a backward pass.
 *
 * <p>Z stays in the activations' workspace between the passes, so that backward does not multiply
 * the matrices again, and all arrays are row-major. Used by one thread at a time, as all of DL4J's
 * layers.
 */
final class RafDenseRuntime extends BaseLayer<RafDenseLayer> {

  private static final long serialVersionUID = 1L;

  private final transient ReproducingActivation activation;
  private final transient DenseEngine engine;
  private transient INDArray keptInput;
  private transient INDArray keptZ;

  RafDenseRuntime(NeuralNetConfiguration conf, DataType type) {
    super(conf, type);
    RafDenseLayer layer = layerConf();
    activation = layer.reproducingActivation();
    engine =
        DenseEngine.of(
            activation, Math.toIntExact(layer.getNIn()), Math.toIntExact(layer.getNOut()), type);
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  public boolean hasBias() {
    return layerConf().isHasBias();
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    applyDropOutIfNecessary(training, workspaces);
    INDArray x = rowMajor(checkedInput(workspaces), ArrayType.ACTIVATIONS, workspaces);
    INDArray y = matrix(ArrayType.ACTIVATIONS, x.size(0), layerConf().getNOut(), workspaces);
    INDArray z =
        training
            ? matrix(ArrayType.ACTIVATIONS, x.size(0), layerConf().getNOut(), workspaces)
            : null;
    engine.forward(parameters(training, workspaces), x, z, y);
    keptInput = training ? x : null;
    keptZ = z;
    if (maskArray != null) {
      applyMask(y);
    }
    return y;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    if (keptZ == null) {
      activate(true, workspaces);
    }
    INDArray x = keptInput;
    INDArray eps = rowMajor(epsilon.castTo(dataType), ArrayType.BP_WORKING_MEM, workspaces);
    if (maskArray != null) {
      // Rows that are masked out have a delta of zero, and delta is linear in epsilon.
      eps = workspaces.dup(ArrayType.BP_WORKING_MEM, eps, 'c');
      applyMask(eps);
    }
    INDArray next = matrix(ArrayType.ACTIVATION_GRAD, x.size(0), x.size(1), workspaces);
    RafTensors gradients = RafParameters.tensors(activation, gradientViews);
    engine.backward(parameters(true, workspaces), x, keptZ, eps, next, gradients);
    keptInput = null;
    keptZ = null;
    weightNoiseParams.clear();
    Gradient named = new DefaultGradient();
    gradients().forEach(named::setGradientFor);
    return new Pair<>(named, backpropDropOutIfPresent(next));
  }

  /** Returns the views of the gradient by parameter, in the order of the parameters. */
  Map<String, INDArray> gradients() {
    Map<String, INDArray> ordered = new LinkedHashMap<>();
    conf.variables().forEach(key -> ordered.put(key, gradientViews.get(key)));
    return ordered;
  }

  @Override
  public void clear() {
    super.clear();
    keptInput = null;
    keptZ = null;
  }

  /** Evaluates the activation of one neuron with its present coefficients. */
  double[] activationOf(int neuron, double[] z) {
    RafTensors tensors = RafParameters.tensors(activation, params);
    double[] alpha = RafParameters.ofNeuron(activation, tensors.alpha(), true, neuron);
    double[] beta = RafParameters.ofNeuron(activation, tensors.beta(), false, neuron);
    double[] values = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      values[i] = valueOf(neuron, z[i], alpha, beta);
    }
    return values;
  }

  private double valueOf(int neuron, double z, double[] alpha, double[] beta) {
    if (activation.mode() == ReproducingActivation.Mode.MIXED) {
      return activation.value(z, alpha, beta);
    }
    int[] bounds = activation.groupBounds(Math.toIntExact(layerConf().getNOut()));
    int p = 0;
    while (neuron >= bounds[p + 1]) {
      p++;
    }
    return activation.terms().get(p).derivative(0, z, alpha[p], beta[p]);
  }

  private RafTensors parameters(boolean training, LayerWorkspaceMgr workspaces) {
    RafTensors all = RafParameters.tensors(activation, params);
    if (layerConf().getWeightNoise() == null) {
      return all;
    }
    INDArray weights = getParamWithNoise(RafParameters.WEIGHTS, training, workspaces);
    return new RafTensors(weights, all.bias(), all.alpha(), all.beta());
  }

  private INDArray checkedInput(LayerWorkspaceMgr workspaces) {
    if (input.rank() != 2 || input.size(1) != layerConf().getNIn()) {
      throw new DL4JInvalidInputException(
          "input has shape "
              + Arrays.toString(input.shape())
              + "; expected [batch, "
              + layerConf().getNIn()
              + "] "
              + layerId());
    }
    // A cast array lives in working memory that ends with the forward pass; backward needs it.
    return input.dataType() == dataType
        ? input
        : workspaces.leverageTo(ArrayType.ACTIVATIONS, input.castTo(dataType));
  }

  private INDArray matrix(ArrayType use, long rows, long columns, LayerWorkspaceMgr workspaces) {
    return workspaces.createUninitialized(use, dataType, new long[] {rows, columns}, 'c');
  }

  private static INDArray rowMajor(INDArray array, ArrayType use, LayerWorkspaceMgr workspaces) {
    boolean contiguous =
        array.stride(1) == 1 && (array.size(0) == 1 || array.stride(0) == array.size(1));
    return contiguous ? array : workspaces.dup(use, array, 'c');
  }
}
