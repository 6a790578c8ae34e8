/**
 * Networks that solve equations: trial functions as layers of DL4J, their losses, second-order
 * training, and what comes out, solutions with their errors and eigenpairs.
 *
 * <p>Start from {@link io.raf4j.solver.SolverNetwork}, which builds a network for a {@link
 * io.raf4j.solver.ProblemReference}. {@code MultiLayerNetwork.fit} trains it with DL4J's updaters;
 * {@link io.raf4j.solver.LevenbergMarquardt} trains it by its {@link io.raf4j.solver.Residuals}.
 */
package io.raf4j.solver;
