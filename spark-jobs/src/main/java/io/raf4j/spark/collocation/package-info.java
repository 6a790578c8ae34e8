/**
 * Points at which an equation is enforced: drawn on the executors, never sent.
 *
 * <p>Gives {@code training} its minibatches and its least-squares problem. May use Spark, {@code
 * training} and {@code raf-core}. Start from {@link io.raf4j.spark.collocation.CollocationPoints}.
 */
package io.raf4j.spark.collocation;
