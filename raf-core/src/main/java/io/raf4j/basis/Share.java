package io.raf4j.basis;

/**
 * How many of a layer's neurons a grouped term takes.
 *
 * <p>In configuration a whole number is a count, a text such as {@code "1/4"} a fraction, nothing
 * the rest.
 */
public sealed interface Share {
  /** What the other terms leave. */
  Share REST = new Rest();

  /**
   * Returns the number of neurons.
   *
   * @param width the neurons of the layer
   * @param others the neurons that all terms but the rest take
   */
  int of(int width, int others);

  /**
   * A fixed number of neurons.
   *
   * @param neurons 1 or more
   */
  record Count(int neurons) implements Share {
    /** Checks the number. */
    public Count {
      if (neurons < 1) {
        throw new IllegalArgumentException("share is " + neurons + "; expected a count >= 1");
      }
    }

    @Override
    public int of(int width, int others) {
      return neurons;
    }
  }

  /**
   * A fraction of the width, rounded down.
   *
   * @param numerator 1 or more
   * @param denominator more than the numerator
   */
  record Fraction(int numerator, int denominator) implements Share {
    /** Checks that the fraction lies strictly between 0 and 1. */
    public Fraction {
      if (numerator < 1 || denominator <= numerator) {
        throw new IllegalArgumentException(
            "share is " + numerator + "/" + denominator + "; expected strictly between 0 and 1");
      }
    }

    @Override
    public int of(int width, int others) {
      return (int) ((long) width * numerator / denominator);
    }
  }

  /** What the other terms leave. */
  record Rest() implements Share {
    @Override
    public int of(int width, int others) {
      return width - others;
    }
  }
}
