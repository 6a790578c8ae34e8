package io.raf4j.jetnet;

import io.raf4j.basis.ReproducingActivation;
import io.raf4j.host.Address;
import java.util.Arrays;

/**
 * One layer's factors of some points' gradients, in memory that somebody else owns.
 *
 * <p>{@code X: [points, in]}, {@code D: [points, outputs, out]}, {@code A: [points, outputs,
 * columns]}, row-major, one after the other; outputs is the number of the network's functions.
 */
final class TangentLayer {

  private final int in;
  private final int out;
  private final int outputs;
  private final int columns;
  private final boolean biased;
  private final LayerPlaces coefficients;
  private Address inputs;
  private Address deltas;
  private Address gradients;

  TangentLayer(JetLayer layer, int outputs) {
    this.in = layer.in();
    this.out = layer.out();
    this.outputs = outputs;
    this.biased = layer.hasBias();
    ReproducingActivation activation = layer.activation();
    int length = activation.sharing() == ReproducingActivation.Sharing.LAYER ? 1 : out;
    int[] alphas = activation.learnableAlphas();
    int[] betas = activation.learnableBetas();
    int terms = activation.terms().size();
    long[] alpha = places(alphas, terms, 0, length);
    long[] beta = places(betas, terms, alphas.length, length);
    this.columns = (alphas.length + betas.length) * length;
    this.coefficients = new LayerPlaces(LayerPlaces.ABSENT, LayerPlaces.ABSENT, alpha, beta);
  }

  /** Coefficients that training leaves alone have no column. */
  private static long[] places(int[] learnable, int terms, int before, int length) {
    long[] places = new long[terms];
    Arrays.fill(places, LayerPlaces.ABSENT);
    for (int i = 0; i < learnable.length; i++) {
      places[learnable[i]] = (long) (before + i) * length * Double.BYTES;
    }
    return places;
  }

  /** Returns the numbers of one point. */
  long length() {
    return in + (long) outputs * (out + columns);
  }

  /** Sets where the factors of so many points begin, and returns where they end. */
  Address placeAt(Address start, int points) {
    inputs = start;
    deltas = inputs.plus((long) points * in * Double.BYTES);
    gradients = deltas.plus((long) points * outputs * out * Double.BYTES);
    return gradients.plus((long) points * outputs * columns * Double.BYTES);
  }

  int in() {
    return in;
  }

  /** Returns the columns of D. */
  int deltaColumns() {
    return outputs * out;
  }

  /** Returns the columns of A for one output. */
  int columns() {
    return columns;
  }

  /** Returns the columns of A. */
  int gradientColumns() {
    return outputs * columns;
  }

  boolean biased() {
    return biased;
  }

  /** Returns where the derivatives of an output at a point by the coefficients are. */
  LayerAddresses coefficients(int point, int output) {
    return coefficients.from(gradient(point, output));
  }

  /** Returns the address of a point's row of X. */
  Address input(int point) {
    return inputs.plus((long) point * in * Double.BYTES);
  }

  /** Returns the address of a point's row of D. */
  Address delta(int point) {
    return delta(point, 0);
  }

  Address delta(int point, int output) {
    return deltas.plus(((long) point * outputs + output) * out * Double.BYTES);
  }

  /** Returns the address of a point's row of A. */
  Address gradient(int point) {
    return gradient(point, 0);
  }

  private Address gradient(int point, int output) {
    return gradients.plus(((long) point * outputs + output) * columns * Double.BYTES);
  }
}
