/**
 * How things are measured: works in turn, medians, resident memory, and the load of others.
 *
 * <p>Uses nothing of RAF4J. Start from {@link io.raf4j.benchmarks.timing.Alternation}.
 */
package io.raf4j.benchmarks.timing;
