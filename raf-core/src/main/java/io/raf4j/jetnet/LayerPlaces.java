package io.raf4j.jetnet;

import io.raf4j.host.Address;

/**
 * Where the parameters of one layer, or numbers in the same order, lie from a beginning that may be
 * anywhere: distances in bytes, {@link #ABSENT} for what is not there.
 */
final class LayerPlaces {

  /** Stands for what is not there. */
  static final long ABSENT = -1;

  private final long weights;
  private final long bias;
  private final long[] alpha;
  private final long[] beta;

  LayerPlaces(long weights, long bias, long[] alpha, long[] beta) {
    this.weights = weights;
    this.bias = bias;
    this.alpha = alpha;
    this.beta = beta;
  }

  /** Returns the addresses from a beginning. */
  LayerAddresses from(Address base) {
    return new LayerAddresses(
        address(base, weights), address(base, bias), addresses(base, alpha), addresses(base, beta));
  }

  private static Address[] addresses(Address base, long[] places) {
    Address[] addresses = new Address[places.length];
    for (int p = 0; p < places.length; p++) {
      addresses[p] = address(base, places[p]);
    }
    return addresses;
  }

  private static Address address(Address base, long place) {
    return place == ABSENT ? null : base.plus(place);
  }

  /** Returns how far W is from the beginning. */
  long weights() {
    return weights;
  }

  /** Returns how far b is from the beginning, or {@link #ABSENT}. */
  long bias() {
    return bias;
  }

  /** Returns how many terms there are. */
  int terms() {
    return alpha.length;
  }

  /** Returns how far a term's alpha is from the beginning, or {@link #ABSENT}. */
  long alpha(int term) {
    return alpha[term];
  }

  /** Returns how far a term's beta is from the beginning, or {@link #ABSENT}. */
  long beta(int term) {
    return beta[term];
  }
}
