package io.raf4j.solver;

import io.raf4j.dl4j.RafDenseLayer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Places and initialises the parameters of a {@link TrialLayer}: those of its dense layers, one
 * after the other, so that the flat vector begins as that of a network of these layers, and then
 * the thetas of the problem's unknown numbers, which start from 0.
 */
final class TrialParamInitializer implements ParamInitializer {

  private static final TrialParamInitializer INSTANCE = new TrialParamInitializer();

  private TrialParamInitializer() {}

  static TrialParamInitializer instance() {
    return INSTANCE;
  }

  private static List<RafDenseLayer> parts(Layer layer) {
    return ((TrialLayer) layer).getDenseLayers();
  }

  private static List<String> keys(Layer layer, Function<RafDenseLayer, List<String>> of) {
    List<String> names = new ArrayList<>();
    List<RafDenseLayer> parts = parts(layer);
    for (int i = 0; i < parts.size(); i++) {
      for (String key : of.apply(parts.get(i))) {
        names.add(new TrialParameter(i, key).name());
      }
    }
    return names;
  }

  /** Returns the parameter that holds the thetas of unknown numbers, none where there are none. */
  private static List<String> coefficients(Layer layer) {
    TrialLayer trial = (TrialLayer) layer;
    return trial.coefficients() == 0
        ? List.of()
        : List.of(TrialParameter.ofCoefficients(trial).name());
  }

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    long dense = parts(layer).stream().mapToLong(part -> part.initializer().numParams(part)).sum();
    return dense + ((TrialLayer) layer).coefficients();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    List<String> all = keys(layer, part -> part.initializer().paramKeys(part));
    all.addAll(coefficients(layer));
    return all;
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return keys(layer, part -> part.initializer().weightKeys(part));
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return keys(layer, part -> part.initializer().biasKeys(part));
  }

  @Override
  public boolean isWeightParam(Layer layer, String name) {
    return weightKeys(layer).contains(name);
  }

  @Override
  public boolean isBiasParam(Layer layer, String name) {
    return biasKeys(layer).contains(name);
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray paramsView, boolean initializeParams) {
    Map<String, INDArray> views =
        views(
            conf.getLayer(),
            paramsView,
            (part, flat) -> part.getLayer().initializer().init(part, flat, initializeParams));
    if (initializeParams) {
      coefficients(conf.getLayer()).forEach(name -> views.get(name).assign(0));
    }
    views.keySet().forEach(conf::addVariable);
    return Collections.synchronizedMap(views);
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray gradientView) {
    return views(
        conf.getLayer(),
        gradientView,
        (part, flat) -> part.getLayer().initializer().getGradientsFromFlattened(part, flat));
  }

  /** Cuts a dense layer's part of the flat vector into its arrays. */
  private interface Cut {
    Map<String, INDArray> of(NeuralNetConfiguration part, INDArray flat);
  }

  private static Map<String, INDArray> views(Layer layer, INDArray flat, Cut cut) {
    INDArray vector = flat.reshape(flat.length());
    Map<String, INDArray> views = new LinkedHashMap<>();
    long start = 0;
    List<RafDenseLayer> parts = parts(layer);
    for (int i = 0; i < parts.size(); i++) {
      RafDenseLayer part = parts.get(i);
      long end = start + part.initializer().numParams(part);
      NeuralNetConfiguration conf = new NeuralNetConfiguration();
      conf.setLayer(part);
      int index = i;
      cut.of(conf, vector.get(NDArrayIndex.interval(start, end)))
          .forEach((key, view) -> views.put(new TrialParameter(index, key).name(), view));
      start = end;
    }
    for (String name : coefficients(layer)) {
      views.put(name, vector.get(NDArrayIndex.interval(start, vector.length())));
    }
    return views;
  }
}
