package io.raf4j.jet;

import java.io.Serializable;

/**
 * A term of the chain rule for a partial derivative of h(f): {@code factor h^(k)(f) prod_r f_r},
 * the product over k rows of the jet of f.
 *
 * @param factor how often the term occurs
 * @param rows of f, ascending; as many as h is differentiated times
 */
@SuppressWarnings("ArrayRecordComponent") // Numbers to compute with, never compared.
public record ChainTerm(double factor, int[] rows) implements Serializable {

  /** Returns how often h is differentiated. */
  public int order() {
    return rows.length;
  }
}
