/**
 * Paths as people type them, files that are replaced in one step, what killed processes leave of
 * them, and errors in one sentence.
 *
 * <p>On any Hadoop file system. Start from {@link io.raf4j.spark.files.TypedPath}.
 */
package io.raf4j.spark.files;
