/**
 * Solutions of differential equations at points of one's own and on grids, as files for other
 * programs: CSV, Parquet, NumPy and VTK.
 *
 * <p>Start from {@link io.raf4j.spark.solution.SolutionJob}. Points come from a {@code
 * PointSource}, some at a time, and go with their values to a {@code ValueSink}; no Spark job is
 * run.
 */
package io.raf4j.spark.solution;
