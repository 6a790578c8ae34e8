/**
 * Comparisons: every activation on every subject with every seed, under one budget.
 *
 * <p>Knows kinds of work by {@link io.raf4j.spark.run.Kind} alone. Start from {@link
 * io.raf4j.spark.compare.CompareJobs}.
 */
package io.raf4j.spark.compare;
