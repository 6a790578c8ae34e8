package io.raf4j.spark.plan;

/**
 * What a round sends about, which can be counted where time cannot be measured.
 *
 * <pre>
 *   tasks            w
 *   written          B + h + t                     by the driver, once
 *   fetched          e (B + h + t)                 e: executors that run tasks; 0 in a local process
 *   results          w (B + r)
 * </pre>
 *
 * @param tasks of the round's job
 * @param written bytes of broadcasts that the driver stores
 * @param fetched bytes of broadcasts that executors store
 * @param results bytes of tasks' results
 */
public record RoundTraffic(long tasks, double written, double fetched, double results) {}
