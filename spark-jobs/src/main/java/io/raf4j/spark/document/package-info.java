/**
 * One document about many comparisons and scheduled evaluations.
 *
 * <p>Start from {@link io.raf4j.spark.document.ReportJobs}.
 */
package io.raf4j.spark.document;
