package io.raf4j.datasets.media;

/**
 * The Java heap against what is about to be put into it.
 *
 * <p>Asked before anything is allocated: what does not fit is refused in one sentence, while an
 * {@link OutOfMemoryError} ends more than the work that caused it.
 */
public final class HeapRoom {

  /** The most elements that an array has on every Java. */
  public static final int MOST_ELEMENTS = Integer.MAX_VALUE - 8;

  /** The share of the heap that may be filled; the rest is the program's own. */
  private static final double SHARE = 0.9;

  private HeapRoom() {}

  /**
   * Checks that so much fits.
   *
   * @param bytes that are held at once
   * @param what takes them, as the beginning of a sentence
   * @param remedy what else to do than to give more memory
   * @throws MediaException when it does not fit
   */
  public static void require(long bytes, String what, String remedy) {
    require(bytes, Runtime.getRuntime().maxMemory(), what, remedy);
  }

  static void require(long bytes, long heap, String what, String remedy) {
    if (bytes > SHARE * heap) {
      throw new MediaException(
          String.format(
              "%s takes about %,d MiB of Java's heap, which has %,d MiB; %s, or raise"
                  + " spark.driver.memory",
              what, bytes >> 20, heap >> 20, remedy));
    }
  }
}
