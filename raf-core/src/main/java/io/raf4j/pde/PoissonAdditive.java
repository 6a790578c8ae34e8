package io.raf4j.pde;

import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import java.util.Optional;

/**
 * {@code -Lap u = (pi^2 / 4) sum_i sin(pi x_i / 2)} on the unit cube, with the values of the sum of
 * sines on its faces: the case PNd of PINNacle.
 *
 * <p>The solution is a sum of functions of one coordinate, and interpolation between faces that
 * reproduces constants, such as Coons', gives such sums exactly: there would be nothing left to
 * learn. The lift therefore lets the faces' values fade:
 *
 * <pre>
 *   P_k v = (1 - x_k)^6 v(x_k = 0) + x_k^6 v(x_k = 1)       A = (I - prod_k (I - P_k)) u
 *         = sum_i sin(pi x_i / 2) - sum_i h(x_i) prod_(k != i) g(x_k)
 *   h(x)  = sin(pi x / 2) - x^6                             g(x) = 1 - x^6 - (1 - x)^6
 * </pre>
 *
 * <p>Every term of A is a value of u on a face, so A is right on all faces, and away from them it
 * is not the solution: {@code u - A} is what the network has to find, all of which is in the second
 * sum. The boundary factor is 1 at the centre, {@code prod_k 4 x_k (1 - x_k)}. Costs O(d)
 * operations on jets.
 *
 * <p>Source: Hao et al., PINNacle, NeurIPS 2024, with d = 5.
 */
final class PoissonAdditive implements ScalarProblem {

  static final String NAME = "poisson-nd";
  static final String EQUATION =
      "-Lap u = pi^2 / 4 sum_i sin(pi x_i / 2) on [0,1]^d, u = sum_i sin(pi x_i / 2) on the"
          + " boundary";
  static final String EXACT = "sum_i sin(pi x_i / 2)";

  private final Box domain;

  PoissonAdditive(int dimension) {
    domain = Box.unit(dimension);
  }

  private static Jet wave(Jet x) {
    return x.times(Math.PI / 2).sin();
  }

  private static Jet sumOfWaves(Jet[] x) {
    Jet[] waves = new Jet[x.length];
    for (int k = 0; k < x.length; k++) {
      waves[k] = wave(x[k]);
    }
    return Jet.sum(waves);
  }

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
  public Coordinates coordinates() {
    return Coordinates.space(domain.dimension());
  }

  @Override
  public Dual operator(double[] x, Field u) {
    return u.laplacian().negate();
  }

  @Override
  public Jet boundaryFactor(Jet[] x) {
    Jet[] factors = new Jet[x.length];
    for (int k = 0; k < x.length; k++) {
      factors[k] = x[k].times(x[k].subtractedFrom(1)).times(4);
    }
    return Jet.product(factors);
  }

  @Override
  public Jet lift(int component, Jet[] x) {
    // Over the first coordinates: all = prod g(x_k), but = sum_i h(x_i) prod_(k != i) g(x_k).
    Jet all = Jet.constant(1);
    Jet but = Jet.constant(0);
    for (Jet side : x) {
      Jet g = side.power(6).plus(side.subtractedFrom(1).power(6)).subtractedFrom(1);
      Jet h = wave(side).minus(side.power(6));
      but = but.times(g).plus(all.times(h));
      all = all.times(g);
    }
    return sumOfWaves(x).minus(but);
  }

  @Override
  public Optional<ExactSolution> exact() {
    return Optional.of(ExactSolution.scalar(PoissonAdditive::sumOfWaves));
  }

  @Override
  public boolean isManufactured() {
    return true;
  }
}
