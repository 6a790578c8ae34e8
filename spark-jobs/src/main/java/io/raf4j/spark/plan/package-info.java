/**
 * A model of what averaging costs, and the workers, batch and frequency that suit a cluster.
 *
 * <p>Knows kinds of work by {@link io.raf4j.spark.run.Kind} alone. Start from {@link
 * io.raf4j.spark.plan.PlanJobs}; {@link io.raf4j.spark.plan.CostModel} is the arithmetic.
 */
package io.raf4j.spark.plan;
