/**
 * Images and sounds as training data: what of a file is learned, and the minibatches of its
 * samples.
 *
 * <p>Uses {@code shard} for local copies of remote files, {@code training}, {@code report}, {@code
 * conf} and the data sets. Start from {@link io.raf4j.spark.signal.SignalFile}.
 */
package io.raf4j.spark.signal;
