/**
 * Scheduled evaluations: many models on many data sets, a slot of a table for each day.
 *
 * <p>Knows kinds of work by {@link io.raf4j.spark.run.Kind} alone. Start from {@link
 * io.raf4j.spark.schedule.BatchJobs}.
 */
package io.raf4j.spark.schedule;
