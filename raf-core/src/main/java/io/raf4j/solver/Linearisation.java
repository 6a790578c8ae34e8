package io.raf4j.solver;

import io.raf4j.linalg.LinearModel;

/**
 * A least-squares loss near theta.
 *
 * @param model sum of squares of linear functions of the step, the loss up to a factor
 * @param loss at theta
 * @param solver by which steps are solved for, as it is: not AUTO
 */
public record Linearisation(LinearModel model, double loss, LinearSolver solver) {}
