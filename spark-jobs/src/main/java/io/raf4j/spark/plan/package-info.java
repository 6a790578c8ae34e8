/**
 * What a round of parameter averaging costs, by a model with measured constants: arithmetic over
 * numbers that knows neither networks nor Spark. Start from {@link io.raf4j.spark.plan.CostModel};
 * {@link io.raf4j.spark.plan.ModelFit} finds its constants and {@link io.raf4j.spark.plan.Planner}
 * chooses by it.
 */
package io.raf4j.spark.plan;
