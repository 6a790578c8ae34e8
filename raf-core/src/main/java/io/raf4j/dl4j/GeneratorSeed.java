package io.raf4j.dl4j;

/**
 * Seeds as ND4J's generator takes them. It begins with the time of day where its seed is 0, so that
 * no two networks of seed 0 would be alike; here 0 is a number as good as any other.
 */
public final class GeneratorSeed {

  /** Stands for 0: the golden ratio's fraction in 64 bits, which nobody asks for by chance. */
  private static final long ZERO = 0x9E3779B97F4A7C15L;

  private GeneratorSeed() {}

  /** Returns the seed that ND4J and DL4J are given in place of another. */
  public static long of(long seed) {
    return seed == 0 ? ZERO : seed;
  }
}
