package io.raf4j.spark.session;

/**
 * What a piece of work needs of the machines.
 *
 * @param bytes outside the Java heap of the process that it runs in, all its tasks together
 * @param setting the option that the bytes come from most
 * @param unknowns of second-order training, 0 where there is none
 * @param results bytes of the largest result of a task, or of what tasks share where that is more
 * @param workers logical workers
 */
public record Needs(long bytes, String setting, long unknowns, long results, int workers) {

  /** What nothing needs. */
  public static final Needs NONE = new Needs(0, "--batch", 0, 0, 1);

  /** Returns the larger of each. */
  public Needs or(Needs other) {
    return new Needs(
        Math.max(bytes, other.bytes),
        bytes >= other.bytes ? setting : other.setting,
        Math.max(unknowns, other.unknowns),
        Math.max(results, other.results),
        Math.max(workers, other.workers));
  }
}
