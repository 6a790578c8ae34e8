package io.raf4j.pde;

import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import io.raf4j.jet.JetShape;
import java.util.Optional;

/** {@code u_t + u u_x = nu u_xx} with nu = 0.01 / pi: a wave that steepens into a thin layer. */
final class Burgers implements ScalarProblem {

  static final String NAME = "burgers";
  static final String EQUATION =
      "u_t + u u_x = (0.01 / pi) u_xx on t in [0,1], x in [-1,1], u(t,-1) = u(t,1) = 0,"
          + " u(0,x) = -sin(pi x)";
  static final String EXACT = "quotient of two integrals (Cole and Hopf); values alone";

  private static final double VISCOSITY = 0.01 / Math.PI;

  private final Box domain = new Box(new double[] {0, -1}, new double[] {1, 1});
  private final JetShape shape = JetShape.weightedLaplacian(0, VISCOSITY);
  private final ColeHopf solution = new ColeHopf(VISCOSITY);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String equation() {
    return EQUATION;
  }

  @Override
  public Domain domain() {
    return domain;
  }

  @Override
  public JetShape shape() {
    return shape;
  }

  @Override
  public Dual operator(double[] x, Field u) {
    return u.derivative(0).plus(u.value().times(u.derivative(1))).minus(u.laplacian());
  }

  @Override
  public Jet boundaryFactor(Jet[] x) {
    return x[0].times(BoundaryFactors.centred(x[1], 1));
  }

  @Override
  public Jet lift(int component, Jet[] x) {
    return x[1].times(Math.PI).sin().negate();
  }

  @Override
  public Optional<ExactValues> exactValues() {
    return Optional.of(x -> new double[] {solution.at(x[0], x[1])});
  }
}
