/**
 * Images and sounds, learned from all of their samples.
 *
 * <p>Start from {@link io.raf4j.spark.signal.ImageKind} and {@link
 * io.raf4j.spark.signal.AudioKind}.
 */
package io.raf4j.spark.signal;
