/**
 * The training steps that the yardstick measures: what they consist of, what they cost, how they
 * are started here and what a peer has to know to do the same.
 *
 * <p>Uses the core. Start from {@link io.raf4j.benchmarks.work.Works}.
 */
package io.raf4j.benchmarks.work;
