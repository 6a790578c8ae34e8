package io.raf4j.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.jet.Jet;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lift of a sum of functions of one coordinate: the faces alone, and not the solution. */
final class PoissonAdditiveTest {

  private static double sum(double[] x) {
    double sum = 0;
    for (double side : x) {
      sum += Math.sin(Math.PI * side / 2);
    }
    return sum;
  }

  /** Asks for values on faces alone. */
  private static double onFaces(double[] x) {
    boolean onFace = false;
    for (double side : x) {
      onFace |= side == 0 || side == 1;
    }
    assertThat(onFace).isTrue();
    return sum(x);
  }

  private static double with(double[] x, int k, double side, ToDoubleFunction<double[]> then) {
    double[] moved = x.clone();
    moved[k] = side;
    return then.applyAsDouble(moved);
  }

  /** {@code (I - prod_(j >= k) (I - P_j)) u}, term by term as it is defined. */
  private static double faces(double[] x, int k) {
    if (k == x.length) {
      return 0;
    }
    ToDoubleFunction<double[]> missing = y -> onFaces(y) - faces(y, k + 1);
    return faces(x, k + 1)
        + Math.pow(1 - x[k], 6) * with(x, k, 0, missing)
        + Math.pow(x[k], 6) * with(x, k, 1, missing);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void liftIsMadeOfValuesOnFaces(int d) {
    PdeProblem problem = PdeCatalogue.named("poisson-nd").problem(d);
    for (double[] x : CataloguePoints.of(problem.domain(), 30)) {
      assertThat(problem.lift(0, Jet.constants(x)).value()).isCloseTo(faces(x, 0), within(1e-13));
    }
  }

  /** What is left to learn is a share of the solution, in every dimension that is offered. */
  @Test
  void liftIsNotTheSolution() {
    double[] shares = {0, 0, 0.613, 0.474, 0.364, 0.278, 0.214, 0.163, 0.125, 0.095, 0.073};
    for (int d = 2; d < shares.length; d++) {
      PdeProblem problem = PdeCatalogue.named("poisson-nd").problem(d);
      double error = 0;
      double size = 0;
      for (double[] x : CataloguePoints.of(problem.domain(), 4000)) {
        error += Math.pow(problem.lift(0, Jet.constants(x)).value() - sum(x), 2);
        size += sum(x) * sum(x);
      }
      assertThat(Math.sqrt(error / size)).isCloseTo(shares[d], within(0.05 * shares[d]));
    }
  }
}
