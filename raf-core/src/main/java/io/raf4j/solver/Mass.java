package io.raf4j.solver;

import io.raf4j.geometry.Points;

/** The weighted sum of u_i^2 over points, with its derivatives by the network's output jets. */
record Mass(TrialSpace space, PointEquations equations, Points points, int function) {

  /** The sum over a block, as a loss of the network. */
  double loss(int first, int count, double[] outputs, double[] adjoints) {
    TrialPoint trial = new TrialPoint(space, points);
    double sum = 0;
    for (int p = 0; p < count; p++) {
      trial.evaluate(first + p, outputs, p * trial.length());
      double u = trial.jets()[function];
      double weight = points.weights()[first + p] * equations.weight(trial.location());
      sum += weight * u * u;
      adjoints[p * trial.length() + function] = 2 * weight * u * trial.factor(function);
    }
    return sum;
  }
}
