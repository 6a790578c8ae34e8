/**
 * The jobs: what a command does once its settings are known.
 *
 * <p>Each job checks everything it can before Spark starts, leaves a folder as {@code
 * docs/REPORTS.md} describes, and returns its final figures. Start from {@link
 * io.raf4j.spark.job.VideoJobs}.
 */
package io.raf4j.spark.job;
