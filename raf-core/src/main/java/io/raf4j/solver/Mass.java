package io.raf4j.solver;

/** The weighted sum of u_i^2 over points, with its derivatives by the network's output jets. */
record Mass(TrialSpace space, PointEquations equations, Points points, int function) {

  /** The sum over a block, as a loss of the network. */
  double loss(int first, int count, double[] outputs, double[] adjoints) {
    int length = space.rule().length();
    double[] x = new double[space.dimension()];
    double[] factor = new double[space.shape().rows()];
    double[] lift = new double[length];
    double[] trial = new double[length];
    double sum = 0;
    for (int p = 0; p < count; p++) {
      points.point(first + p, x);
      space.boundary(x, factor, lift);
      space.rule().apply(factor, lift, outputs, p * length, trial, 0);
      double u = trial[function];
      double weight = points.weights()[first + p] * equations.weight(x);
      sum += weight * u * u;
      adjoints[p * length + function] += 2 * weight * u * factor[0];
    }
    return sum;
  }
}
