package io.raf4j.dl4j;

import io.raf4j.basis.Coefficient;
import io.raf4j.basis.ReproducingActivation;
import io.raf4j.basis.Term;
import io.raf4j.jetnet.JetLayer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A layer's parameters as arrays: views into DL4J's flat vector, in the order of {@link JetLayer}.
 */
final class RafParameters {

  static final String WEIGHTS = JetLayer.WEIGHTS;
  static final String BIAS = JetLayer.BIAS;

  private final JetLayer layer;
  private final Map<String, Long> lengths;

  RafParameters(RafDenseLayer dense) {
    this.layer = dense.jetLayer(false);
    this.lengths = layer.parameters();
  }

  long count() {
    return lengths.values().stream().mapToLong(Long::longValue).sum();
  }

  List<String> keys() {
    return new ArrayList<>(lengths.keySet());
  }

  /** Cuts the flat vector into views, in the order of {@link #keys()}. */
  Map<String, INDArray> views(INDArray flat) {
    INDArray vector = flat.reshape(flat.length());
    if (vector.length() != count()) {
      throw new IllegalArgumentException(
          "parameter vector has " + vector.length() + " elements; expected " + count());
    }
    Map<String, INDArray> views = new LinkedHashMap<>();
    long start = 0;
    for (Map.Entry<String, Long> entry : lengths.entrySet()) {
      long end = start + entry.getValue();
      INDArray view = vector.get(NDArrayIndex.interval(start, end));
      views.put(entry.getKey(), entry.getKey().equals(WEIGHTS) ? matrix(view) : view);
      start = end;
    }
    return views;
  }

  private INDArray matrix(INDArray view) {
    return view.reshape('f', layer.in(), layer.out());
  }

  /** Arranges named arrays by role; missing names become null. */
  static RafTensors tensors(ReproducingActivation activation, Map<String, INDArray> named) {
    int terms = activation.terms().size();
    INDArray[] alpha = new INDArray[terms];
    INDArray[] beta = new INDArray[terms];
    for (int p = 0; p < terms; p++) {
      alpha[p] = named.get(JetLayer.ALPHA + p);
      beta[p] = named.get(JetLayer.BETA + p);
    }
    return new RafTensors(named.get(WEIGHTS), named.get(BIAS), alpha, beta);
  }

  /** Returns the coefficient that a parameter's name belongs to, null for weights and biases. */
  static Coefficient coefficient(ReproducingActivation activation, String key) {
    if (key.startsWith(JetLayer.ALPHA)) {
      return activation
          .terms()
          .get(Integer.parseInt(key.substring(JetLayer.ALPHA.length())))
          .alpha();
    }
    if (key.startsWith(JetLayer.BETA)) {
      return activation.terms().get(Integer.parseInt(key.substring(JetLayer.BETA.length()))).beta();
    }
    return null;
  }

  /** Returns the alpha (or beta) of every term for one neuron, constants filled in. */
  static double[] ofNeuron(
      ReproducingActivation activation, INDArray[] learned, boolean alpha, int neuron) {
    List<Term> terms = activation.terms();
    double[] values = new double[terms.size()];
    for (int p = 0; p < values.length; p++) {
      Coefficient coefficient = alpha ? terms.get(p).alpha() : terms.get(p).beta();
      values[p] =
          learned[p] == null
              ? coefficient.fixed().orElseThrow()
              : learned[p].getDouble(learned[p].length() == 1 ? 0 : neuron);
    }
    return values;
  }
}
