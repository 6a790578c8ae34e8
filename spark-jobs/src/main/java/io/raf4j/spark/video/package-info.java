/**
 * Clips, cut into shards on the executors and learned from random pixels.
 *
 * <p>Start from {@link io.raf4j.spark.video.VideoKind}; {@link io.raf4j.spark.video.VideoCommands}
 * has its steps as commands of their own.
 */
package io.raf4j.spark.video;
