/**
 * Training by DL4J's parameter averaging: rounds, checkpoints, stopping.
 *
 * <p>Knows nothing of what is learned: a {@link io.raf4j.spark.training.MinibatchSource} describes
 * the data. May use Spark, DL4J, {@code report} and {@code conf}. Start from {@link
 * io.raf4j.spark.training.Trainer}.
 */
package io.raf4j.spark.training;
