/**
 * What a run leaves in its folder whatever it worked on: the names in it, {@code run.json}, the
 * model, and the parts of a page that every run has; and which process may write there.
 *
 * <p>Start from {@link io.raf4j.spark.record.RunFolder} and {@link
 * io.raf4j.spark.record.RunManifest}.
 */
package io.raf4j.spark.record;
