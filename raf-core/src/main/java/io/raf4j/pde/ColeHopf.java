package io.raf4j.pde;

/**
 * The solution of Burgers' equation {@code u_t + u u_x = nu u_xx} that starts from {@code u(0, x) =
 * -sin(pi x)}.
 *
 * <pre>
 *   u(t, x) = -integral sin(pi y) g(y) dy / integral g(y) dy
 *   g(y)    = exp(-cos(pi y) / (2 pi nu) - (x - y)^2 / (4 nu t))
 * </pre>
 *
 * <p>Both integrals by the trapezoidal rule, whose error falls exponentially for such functions, on
 * the interval outside of which g is below 1e-16 of what it is at x. One value costs {@value
 * #INTERVALS} exponentials and as many cosines and sines. E. Hopf, Comm. Pure Appl. Math. 3 (1950);
 * J. D. Cole, Quart. Appl. Math. 9 (1951).
 *
 * @param viscosity nu, 0.002 or more: the intervals are too few for less
 */
record ColeHopf(double viscosity) {

  private static final int INTERVALS = 400;
  private static final double NEGLIGIBLE = 37;

  /** Returns u(t, x), t from 0 on. */
  double at(double t, double x) {
    double height = 1 / (2 * Math.PI * viscosity);
    double width = 4 * viscosity * t;
    double reach = Math.sqrt(width * (NEGLIGIBLE + 2 * height));
    if (reach == 0) {
      return -Math.sin(Math.PI * x);
    }
    double numerator = 0;
    double denominator = 0;
    double largest = Double.NEGATIVE_INFINITY;
    double[] exponents = new double[INTERVALS + 1];
    for (int i = 0; i <= INTERVALS; i++) {
      double distance = distance(i, reach);
      exponents[i] = -height * Math.cos(Math.PI * (x - distance)) - distance * distance / width;
      largest = Math.max(largest, exponents[i]);
    }
    for (int i = 0; i <= INTERVALS; i++) {
      double weight = Math.exp(exponents[i] - largest);
      numerator += weight * Math.sin(Math.PI * (x - distance(i, reach)));
      denominator += weight;
    }
    return -numerator / denominator;
  }

  private static double distance(int i, double reach) {
    return reach * (2.0 * i / INTERVALS - 1);
  }
}
