/**
 * What a run leaves in its folder whatever it worked on: the names in it, {@code run.json}, and the
 * parts of a page that every run has.
 *
 * <p>Start from {@link io.raf4j.spark.record.RunFolder} and {@link
 * io.raf4j.spark.record.RunManifest}.
 */
package io.raf4j.spark.record;
