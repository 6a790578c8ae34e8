package io.raf4j.dl4j;

import io.raf4j.host.Address;
import io.raf4j.random.Purpose;
import io.raf4j.random.RandomStream;
import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Places and initialises the tables of a {@link GridEncodingLayer}: U(-1e-4, 1e-4), as Mueller et
 * al. 2022, from a counter-based stream seeded by one draw of ND4J's generator.
 */
final class GridParamInitializer implements ParamInitializer {

  static final GridParamInitializer INSTANCE = new GridParamInitializer();

  static final String TABLES = "W";

  private static final double BOUND = 1e-4;

  private GridParamInitializer() {}

  @Override
  public long numParams(NeuralNetConfiguration conf) {
    return numParams(conf.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    return ((GridEncodingLayer) layer).encoding().parameters();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return List.of(TABLES);
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return List.of(TABLES);
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return List.of();
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return TABLES.equals(key);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return false;
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration conf, INDArray paramsView, boolean initializeParams) {
    conf.addVariable(TABLES);
    INDArray tables = paramsView.reshape(paramsView.length());
    if (initializeParams) {
      RandomStream stream =
          RandomStream.of(Nd4j.getRandom().nextLong(), Purpose.INITIALISATION, 0, 0);
      // Millions of numbers: DL4J's own way to set one takes a hundred times as long.
      FloatBuffer numbers = Address.of(tables).floats(Math.toIntExact(tables.length()));
      for (int i = 0; i < numbers.capacity(); i++) {
        numbers.put(i, (float) (BOUND * (2 * stream.nextDouble() - 1)));
      }
      Reference.reachabilityFence(tables);
    }
    return views(tables);
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration conf, INDArray gradientView) {
    return views(gradientView.reshape(gradientView.length()));
  }

  private static Map<String, INDArray> views(INDArray tables) {
    Map<String, INDArray> views = new LinkedHashMap<>();
    views.put(TABLES, tables);
    return Collections.synchronizedMap(views);
  }
}
