/**
 * Spark for a job: the master, its settings, whether the machines have what the job needs, and how
 * a process ends in order when a signal comes.
 *
 * <p>Start from {@link io.raf4j.spark.session.JobSession}.
 */
package io.raf4j.spark.session;
