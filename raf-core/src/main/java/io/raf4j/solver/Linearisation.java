package io.raf4j.solver;

import io.raf4j.geometry.CubeDensity;
import io.raf4j.linalg.LinearModel;

/**
 * A least-squares loss near theta.
 *
 * @param model sum of squares of linear functions of the step, the loss up to a factor
 * @param loss at theta
 * @param solver by which steps are solved for, as it is: not AUTO
 * @param next the density that the points of the next iteration should have
 */
public record Linearisation(LinearModel model, double loss, LinearSolver solver, CubeDensity next) {

  /** Makes a linearisation that leaves the points where they are. */
  public Linearisation(LinearModel model, double loss, LinearSolver solver) {
    this(model, loss, solver, CubeDensity.even());
  }

  /** Returns this linearisation with another density of the next points. */
  public Linearisation followedBy(CubeDensity density) {
    return new Linearisation(model, loss, solver, density);
  }
}
