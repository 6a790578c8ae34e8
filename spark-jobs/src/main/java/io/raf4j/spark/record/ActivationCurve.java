package io.raf4j.spark.record;

/**
 * One neuron's activation function, before and after training.
 *
 * @param label which neuron, such as {@code layer 2, neuron 17}
 * @param z inputs, increasing
 * @param before sigma(z) at the start of training
 * @param after sigma(z) at its end
 */
public record ActivationCurve(String label, double[] z, double[] before, double[] after) {

  /** Checks that there is a value for every input. */
  public ActivationCurve {
    if (before.length != z.length || after.length != z.length) {
      throw new IllegalArgumentException(
          label
              + ": before has "
              + before.length
              + " values, after "
              + after.length
              + "; expected "
              + z.length);
    }
  }
}
