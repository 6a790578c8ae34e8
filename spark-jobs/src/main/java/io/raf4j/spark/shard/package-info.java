/**
 * A clip cut into shards: files of ready-made minibatches, each a uniform sample of the whole clip.
 *
 * <p>May use Spark, Hadoop's file systems, {@code datasets}, {@code training} and {@code conf}.
 * Start from {@link io.raf4j.spark.shard.VideoSharder} to write and from {@link
 * io.raf4j.spark.shard.VideoMinibatches} to train.
 */
package io.raf4j.spark.shard;
