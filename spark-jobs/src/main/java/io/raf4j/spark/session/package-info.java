/**
 * Spark for a job: the master, its settings, and whether the machines have what the job needs.
 *
 * <p>Start from {@link io.raf4j.spark.session.JobSession}.
 */
package io.raf4j.spark.session;
