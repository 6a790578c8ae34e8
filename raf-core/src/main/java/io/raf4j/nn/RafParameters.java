package io.raf4j.nn;

import io.raf4j.basis.Coefficient;
import io.raf4j.basis.Distribution;
import io.raf4j.basis.ReproducingActivation;
import io.raf4j.basis.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The places of a layer's parameters in DL4J's flat vector.
 *
 * <p>Order: {@code W} [in, out] column-major, {@code b} [out], then {@code alpha0, alpha1, ...} and
 * {@code beta0, beta1, ...} of the coefficients that are not plain constants, numbered by term,
 * each [out], or [1] where the layer shares them.
 */
final class RafParameters {

  static final String WEIGHTS = "W";
  static final String BIAS = "b";
  private static final String ALPHA = "alpha";
  private static final String BETA = "beta";

  private final RafDenseLayer layer;
  private final ReproducingActivation activation;
  private final Map<String, Long> lengths = new LinkedHashMap<>();

  RafParameters(RafDenseLayer layer) {
    this.layer = layer;
    this.activation = layer.reproducingActivation();
    lengths.put(WEIGHTS, layer.getNIn() * layer.getNOut());
    if (layer.isHasBias()) {
      lengths.put(BIAS, layer.getNOut());
    }
    place(ALPHA, Term::alpha);
    place(BETA, Term::beta);
  }

  private void place(String prefix, Function<Term, Coefficient> coefficient) {
    for (int p = 0; p < activation.terms().size(); p++) {
      if (isStored(coefficient.apply(activation.terms().get(p)))) {
        lengths.put(prefix + p, coefficients());
      }
    }
  }

  /** Coefficients that differ between neurons are stored, even when training leaves them alone. */
  private static boolean isStored(Coefficient coefficient) {
    return coefficient.learnable() || !(coefficient.initial() instanceof Distribution.Constant);
  }

  private long coefficients() {
    return activation.sharing() == ReproducingActivation.Sharing.LAYER ? 1 : layer.getNOut();
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
    return view.reshape('f', layer.getNIn(), layer.getNOut());
  }

  /**
   * Returns the places of the parameters in memory.
   *
   * @param start where the first is, in bytes from the base address
   * @param bytes of one parameter
   */
  LayerPlaces places(long start, int bytes) {
    Map<String, Long> places = new HashMap<>();
    long place = start;
    for (Map.Entry<String, Long> entry : lengths.entrySet()) {
      places.put(entry.getKey(), place);
      place += entry.getValue() * bytes;
    }
    int terms = activation.terms().size();
    long[] alpha = new long[terms];
    long[] beta = new long[terms];
    for (int p = 0; p < terms; p++) {
      alpha[p] = places.getOrDefault(ALPHA + p, LayerPlaces.ABSENT);
      beta[p] = places.getOrDefault(BETA + p, LayerPlaces.ABSENT);
    }
    long bias = places.getOrDefault(BIAS, LayerPlaces.ABSENT);
    return new LayerPlaces(places.get(WEIGHTS), bias, alpha, beta);
  }

  /** Arranges named arrays by role; missing names become null. */
  static RafTensors tensors(ReproducingActivation activation, Map<String, INDArray> named) {
    int terms = activation.terms().size();
    INDArray[] alpha = new INDArray[terms];
    INDArray[] beta = new INDArray[terms];
    for (int p = 0; p < terms; p++) {
      alpha[p] = named.get(ALPHA + p);
      beta[p] = named.get(BETA + p);
    }
    return new RafTensors(named.get(WEIGHTS), named.get(BIAS), alpha, beta);
  }

  /** Returns the coefficient that a parameter's name belongs to, null for weights and biases. */
  static Coefficient coefficient(ReproducingActivation activation, String key) {
    if (key.startsWith(ALPHA)) {
      return activation.terms().get(Integer.parseInt(key.substring(ALPHA.length()))).alpha();
    }
    if (key.startsWith(BETA)) {
      return activation.terms().get(Integer.parseInt(key.substring(BETA.length()))).beta();
    }
    return null;
  }

  /** Returns the value of a coefficient that is not learned, zero where it is. */
  static double constant(Coefficient coefficient) {
    return coefficient.initial() instanceof Distribution.Constant constant ? constant.value() : 0;
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
              ? constant(coefficient)
              : learned[p].getDouble(learned[p].length() == 1 ? 0 : neuron);
    }
    return values;
  }
}
