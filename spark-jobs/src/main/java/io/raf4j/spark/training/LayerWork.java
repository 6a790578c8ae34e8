package io.raf4j.spark.training;

/**
 * One dense layer: {@code in} to {@code out} neurons, each with an activation of some terms.
 *
 * @param in neurons before
 * @param out neurons of the layer
 * @param terms of a neuron's activation
 */
public record LayerWork(int in, int out, int terms) {

  /** Checks that every number is positive. */
  public LayerWork {
    if (in < 1 || out < 1 || terms < 1) {
      throw new IllegalArgumentException(
          "a layer has in " + in + ", out " + out + ", terms " + terms + "; expected 1 or more");
    }
  }
}
