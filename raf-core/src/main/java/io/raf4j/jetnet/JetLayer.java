package io.raf4j.jetnet;

import io.raf4j.basis.Coefficient;
import io.raf4j.basis.ReproducingActivation;
import io.raf4j.basis.Term;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * One layer of a {@link JetNetwork}, and the order of its parameters in the flat vector.
 *
 * <pre>
 *   y_l = sigma(y_(l-1) W + b)                      without skip
 *   y_l = sigma(y_(l-1) W + b) + [y_(l-2), 0]       with skip
 * </pre>
 *
 * <p>The skip takes the input of the layer before, padded with zeros to this layer's width, so a
 * residual block is two layers, the second with skip. {@code y_(-1)} is the network's input.
 *
 * <p>Order: {@code W} [in, out] column-major, {@code b} [out], then {@code alpha0, alpha1, ...} and
 * {@code beta0, beta1, ...} of the coefficients that are not plain constants, numbered by term,
 * each [out], or [1] where the layer shares them.
 *
 * @param in inputs
 * @param out neurons
 * @param hasBias whether b is added
 * @param activation sigma
 * @param skip whether the input of the layer before is added to the output
 */
public record JetLayer(
    int in, int out, boolean hasBias, ReproducingActivation activation, boolean skip) {

  /** Name of W. */
  public static final String WEIGHTS = "W";

  /** Name of b. */
  public static final String BIAS = "b";

  /** What the names of alpha begin with, before the number of the term. */
  public static final String ALPHA = "alpha";

  /** What the names of beta begin with, before the number of the term. */
  public static final String BETA = "beta";

  /** Checks that the activation is there. */
  public JetLayer {
    Objects.requireNonNull(activation, "activation");
  }

  /** Returns how many numbers each parameter is, by name, in the order of the flat vector. */
  public Map<String, Long> parameters() {
    Map<String, Long> lengths = new LinkedHashMap<>();
    lengths.put(WEIGHTS, (long) in * out);
    if (hasBias) {
      lengths.put(BIAS, (long) out);
    }
    put(lengths, ALPHA, Term::alpha);
    put(lengths, BETA, Term::beta);
    return lengths;
  }

  private void put(
      Map<String, Long> lengths, String prefix, Function<Term, Coefficient> coefficient) {
    boolean isShared = activation.sharing() == ReproducingActivation.Sharing.LAYER;
    for (int p = 0; p < activation.terms().size(); p++) {
      if (coefficient.apply(activation.terms().get(p)).fixed().isEmpty()) {
        lengths.put(prefix + p, isShared ? 1L : out);
      }
    }
  }

  /** Returns the length of the layer's part of the flat vector. */
  long count() {
    return parameters().values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Returns the places of the parameters in memory.
   *
   * @param start where the first is, in bytes from the beginning of the network's
   * @param bytes of one number
   */
  LayerPlaces places(long start, int bytes) {
    Map<String, Long> places = new HashMap<>();
    long place = start;
    for (Map.Entry<String, Long> entry : parameters().entrySet()) {
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
}
