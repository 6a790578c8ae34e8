package io.raf4j.pde;

import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import java.util.Optional;

/**
 * {@code u_t + u u_x = nu u_xx} from a sine, odd and of period 2: a wave that steepens into a
 * layer, thin with nu = 0.01 / pi, smooth with nu = 0.01.
 */
final class Burgers implements ScalarProblem {

  static final String NAME = "burgers";
  static final String EQUATION = equation("(0.01 / pi)");
  static final String SMOOTH_NAME = "burgers-smooth";
  static final String SMOOTH_EQUATION = equation("0.01");
  static final String EXACT = "quotient of two integrals (Cole and Hopf); values alone";

  private final String name;
  private final String equation;
  private final Box domain = new Box(new double[] {0, -1}, new double[] {1, 1});
  private final double viscosity;
  private final ColeHopf solution;

  private Burgers(String name, String equation, double viscosity) {
    this.name = name;
    this.equation = equation;
    this.viscosity = viscosity;
    this.solution = new ColeHopf(viscosity);
  }

  /** Returns the problem of nu = 0.01 / pi. */
  static Burgers thin() {
    return new Burgers(NAME, EQUATION, 0.01 / Math.PI);
  }

  /** Returns the problem of nu = 0.01, whose periodic solution is zero on the sides as well. */
  static Burgers smooth() {
    return new Burgers(SMOOTH_NAME, SMOOTH_EQUATION, 0.01);
  }

  private static String equation(String viscosity) {
    return "u_t + u u_x = "
        + viscosity
        + " u_xx on t in [0,1], x in [-1,1], u(t,-1) = u(t,1) = 0, u(0,x) = -sin(pi x)";
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String equation() {
    return equation;
  }

  @Override
  public Domain domain() {
    return domain;
  }

  @Override
  public Coordinates coordinates() {
    return Coordinates.timeSpace(1);
  }

  @Override
  public Dual operator(double[] x, Field u) {
    return u.derivative(0).plus(u.value().times(u.derivative(1))).minus(u.laplacian(0, viscosity));
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
