package io.raf4j.random;

/**
 * The Philox4x32-10 block function: a bijection of 128-bit counters, chosen by a 64-bit key.
 *
 * <p>One round maps the words (c0, c1, c2, c3) under the key (k0, k1) to {@code (hi(M1 c2) ^ c1 ^
 * k0, lo(M1 c2), hi(M0 c0) ^ c3 ^ k1, lo(M0 c0))}; ten rounds are made, and k0 and k1 grow by a
 * fixed amount between them. A pair of words travels in one long, the first word in its low half.
 *
 * <p>An instance holds the last block it computed: one thread at a time.
 *
 * <p>Source: J. Salmon, M. Moraes, R. Dror, D. Shaw, "Parallel random numbers: as easy as 1, 2, 3",
 * SC 2011, section 3.3.
 */
final class Philox {

  private static final int ROUNDS = 10;
  private static final long LOW = 0xffff_ffffL;
  private static final long M0 = 0xD251_1F53L;
  private static final long M1 = 0xCD9E_8D57L;
  private static final int WEYL0 = 0x9E37_79B9;
  private static final int WEYL1 = 0xBB67_AE85;

  private long first;
  private long second;

  /**
   * Computes the block of one counter; {@link #first()} and {@link #second()} return it.
   *
   * @param key k0 in the low half, k1 in the high half
   * @param counter01 c0 and c1
   * @param counter23 c2 and c3
   */
  void compute(long key, long counter01, long counter23) {
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    long c0 = counter01 & LOW;
    long c1 = counter01 >>> 32;
    long c2 = counter23 & LOW;
    long c3 = counter23 >>> 32;
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = M0 * c0;
      long product1 = M1 * c2;
      c0 = (product1 >>> 32) ^ c1 ^ (k0 & LOW);
      c1 = product1 & LOW;
      c2 = (product0 >>> 32) ^ c3 ^ (k1 & LOW);
      c3 = product0 & LOW;
      k0 += WEYL0;
      k1 += WEYL1;
    }
    first = c0 | c1 << 32;
    second = c2 | c3 << 32;
  }

  /** Returns the first two words of the last block. */
  long first() {
    return first;
  }

  /** Returns the last two words of the last block. */
  long second() {
    return second;
  }
}
