package io.raf4j.dl4j;

import io.raf4j.basis.Distribution;
import io.raf4j.random.Purpose;
import io.raf4j.random.RandomStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Places and initialises the parameters of a {@link RafDenseLayer}.
 *
 * <p>Weights come from the layer's weight initialisation, biases are U(-scale/sqrt(in),
 * scale/sqrt(in)), alpha and beta are drawn from the distributions of the activation. Every number
 * but those of a weight initialisation of DL4J's own comes from a counter-based stream whose seed
 * is one draw of ND4J's generator, which DL4J seeds with the network's seed: the same seed gives
 * the same network.
 */
final class RafParamInitializer implements ParamInitializer {

  private static final RafParamInitializer INSTANCE = new RafParamInitializer();

  private RafParamInitializer() {}

  static RafParamInitializer instance() {
    return INSTANCE;
  }

  private static RafParameters parameters(Layer layer) {
    return new RafParameters((RafDenseLayer) layer);
  }

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    return parameters(layer).count();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return parameters(layer).keys();
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return List.of(RafParameters.WEIGHTS);
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return ((RafDenseLayer) layer).isHasBias() ? List.of(RafParameters.BIAS) : List.of();
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return RafParameters.WEIGHTS.equals(key);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return RafParameters.BIAS.equals(key);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray paramsView, boolean initializeParams) {
    RafDenseLayer layer = (RafDenseLayer) conf.getLayer();
    Map<String, INDArray> views = parameters(layer).views(paramsView);
    views.keySet().forEach(conf::addVariable);
    if (initializeParams) {
      initialise(layer, views);
    }
    return Collections.synchronizedMap(views);
  }

  private static void initialise(RafDenseLayer layer, Map<String, INDArray> views) {
    INDArray weights = views.get(RafParameters.WEIGHTS);
    layer
        .getWeightInitFn()
        .init(
            layer.getNIn(),
            layer.getNOut(),
            weights.shape(),
            'f',
            weights.reshape('f', new long[] {weights.length()}));
    DoubleSupplier uniform =
        RandomStream.of(Nd4j.getRandom().nextLong(), Purpose.INITIALISATION, 0, 0)::nextDouble;
    double bound = layer.getBiasScale() / Math.sqrt(layer.getNIn());
    views.forEach(
        (key, view) -> {
          if (key.equals(RafParameters.BIAS)) {
            fill(view, new Distribution.Uniform(-bound, bound), uniform);
          } else if (!key.equals(RafParameters.WEIGHTS)) {
            fill(
                view,
                RafParameters.coefficient(layer.reproducingActivation(), key).initial(),
                uniform);
          }
        });
  }

  /** Fills an array from a distribution in the order of its memory. */
  static void fill(INDArray view, Distribution distribution, DoubleSupplier uniform) {
    for (long i = 0; i < view.length(); i++) {
      view.putScalar(i, distribution.sample(uniform));
    }
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray gradientView) {
    return parameters(conf.getLayer()).views(gradientView);
  }
}
