package io.raf4j.random;

import java.util.function.DoubleSupplier;

/**
 * A stream of random numbers addressed by (seed, purpose, step, shard): the same numbers on any
 * machine, whichever streams were drawn from before.
 *
 * <p>The numbers are blocks of Philox4x32-10. The address becomes one block {@code P(seed; step,
 * shard, purpose)}; its first half is the stream's key and its second half the high words of the
 * stream's counter, whose low 64 bits count the blocks. {@code P} is a bijection for each seed, so
 * two streams of one seed never read the same block.
 *
 * <p>The stream is a sequence of 64-bit draws. Every method takes a fixed number of them (one;
 * {@link #nextGaussian()} two), so {@link #skip} can stand for calls that are made elsewhere. Only
 * exactly specified arithmetic is used: results agree to the last bit everywhere.
 *
 * <p>Cost: about 8 ns a draw, whatever was skipped. Not thread-safe: open the stream again instead
 * of sharing it, which costs as much as one draw.
 *
 * <p>Source: Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
 */
public final class RandomStream {

  private static final double TWO_TO_MINUS_53 = 0x1p-53;
  private static final float TWO_TO_MINUS_24 = 0x1p-24f;

  /** The shard of draws that belong to no shard, such as the keys of a permutation. */
  static final int NO_SHARD = -1;

  private final Philox philox = new Philox();
  private final long key;
  private final long counterHigh;
  private long position;
  private long loadedBlock = -1;

  private RandomStream(long seed, Purpose purpose, long step, int shard) {
    philox.compute(seed, step, (shard & 0xffff_ffffL) | (long) purpose.code() << 32);
    this.key = philox.first();
    this.counterHigh = philox.second();
  }

  /**
   * Opens the stream of an address at its first number.
   *
   * @param seed any value
   * @param purpose what the numbers are for
   * @param step any value; by convention the optimiser step
   * @param shard 0 or more
   * @throws IllegalArgumentException when the shard is negative
   */
  public static RandomStream of(long seed, Purpose purpose, long step, int shard) {
    if (shard < 0) {
      throw new IllegalArgumentException("shard is " + shard + "; expected 0 or more");
    }
    return new RandomStream(seed, purpose, step, shard);
  }

  /** Opens the stream of an address that no shard can have. */
  static RandomStream withoutShard(long seed, Purpose purpose, long step) {
    return new RandomStream(seed, purpose, step, NO_SHARD);
  }

  /** Returns 64 uniform bits. */
  public long nextLong() {
    long block = position >>> 1;
    if (block != loadedBlock) {
      philox.compute(key, block, counterHigh);
      loadedBlock = block;
    }
    return (position++ & 1) == 0 ? philox.first() : philox.second();
  }

  /** Returns a uniform number in [0, 1), a multiple of 2^-53. */
  public double nextDouble() {
    return (nextLong() >>> 11) * TWO_TO_MINUS_53;
  }

  /** Returns a uniform number in [0, 1), a multiple of 2^-24. */
  public float nextFloat() {
    return (nextLong() >>> 40) * TWO_TO_MINUS_24;
  }

  /**
   * Returns a uniform integer in [0, bound).
   *
   * <p>The draw is scaled, not rejected, so that one draw is always enough; a value's probability
   * is off by less than 2^-64.
   *
   * @param bound 1 or more
   * @throws IllegalArgumentException when the bound is not positive
   */
  public int nextInt(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound is " + bound + "; expected 1 or more");
    }
    long bits = nextLong();
    long lowCarry = (bits & 0xffff_ffffL) * bound >>> 32;
    return (int) ((bits >>> 32) * bound + lowCarry >>> 32);
  }

  /**
   * Returns a standard normal number by the Box-Muller transform of two draws.
   *
   * <p>At most 8.6 in magnitude, because the uniform number under the logarithm is at least 2^-53.
   */
  public double nextGaussian() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * nextDouble());
  }

  /**
   * Moves on as if {@code draws} draws had been taken, in constant time.
   *
   * @param draws 0 or more
   * @throws IllegalArgumentException when the number is negative or leads past draw 2^63 - 1
   */
  public void skip(long draws) {
    if (draws < 0 || position + draws < 0) {
      throw new IllegalArgumentException(
          "draws is " + draws + "; expected 0 to " + (Long.MAX_VALUE - position));
    }
    position += draws;
  }

  /** Returns {@link #nextDouble()} of this stream as a supplier, for code that asks for one. */
  public DoubleSupplier asUniform() {
    return this::nextDouble;
  }
}
