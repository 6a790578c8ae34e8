package io.raf4j.solver;

import io.raf4j.eigen.EigenProblem;

/**
 * The energy of u scaled to the norm c, for problems with g u^3.
 *
 * <pre>
 *   E = c A / M + g / 2 c^2 Q / M^2         lambda = A / M + g c Q / M^2
 * </pre>
 *
 * @param stiffness A, an integral
 * @param mass M, an integral
 * @param quartic Q, an integral
 * @param norm c
 * @param cubic g
 */
record ScaleFreeEnergy(double stiffness, double mass, double quartic, double norm, double cubic) {

  static ScaleFreeEnergy of(GramSums sums, EigenProblem problem) {
    double n = sums.points();
    return new ScaleFreeEnergy(
        sums.stiffness()[0] / n,
        sums.mass()[0] / n,
        sums.quartic() / n,
        problem.norm(),
        problem.cubic());
  }

  double energy() {
    return norm * stiffness / mass + cubic / 2 * norm * norm * quartic / (mass * mass);
  }

  double eigenvalue() {
    return stiffness / mass + cubic * norm * quartic / (mass * mass);
  }

  double byStiffness() {
    return norm / mass;
  }

  double byMass() {
    return -norm * stiffness / (mass * mass) - cubic * norm * norm * quartic / (mass * mass * mass);
  }

  double byQuartic() {
    return cubic / 2 * norm * norm / (mass * mass);
  }
}
