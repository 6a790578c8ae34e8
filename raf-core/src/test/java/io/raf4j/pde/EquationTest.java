package io.raf4j.pde;

import static java.lang.Math.PI;
import static java.lang.Math.cos;
import static java.lang.Math.exp;
import static java.lang.Math.sin;
import static java.lang.Math.sqrt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Right-hand sides and solutions against what paper and pencil make of the equations. */
final class EquationTest {

  private static void assertProblem(
      String name, int dimension, ToDoubleFunction<double[]> u, ToDoubleFunction<double[]> f) {
    PdeProblem problem = PdeCatalogue.named(name).problem(dimension);
    for (double[] x : CataloguePoints.of(problem.domain(), 300)) {
      double expected = f.applyAsDouble(x);
      assertThat(problem.exactValues().orElseThrow().at(x)[0])
          .isCloseTo(u.applyAsDouble(x), within(1e-12));
      assertThat(new PdeResidual(problem).rightHand(Location.inside(x))[0])
          .isCloseTo(expected, within(1e-10 * (1 + Math.abs(expected))));
    }
  }

  @Test
  void smoothPoisson() {
    assertProblem(
        "poisson-smooth",
        2,
        x -> bump(x[0]) * bump(x[1]),
        x -> -(2 - 6 * x[0]) * bump(x[1]) - bump(x[0]) * (2 - 6 * x[1]));
  }

  private static double bump(double x) {
    return x * x * (1 - x);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100})
  void poissonOfLowRegularity(int d) {
    assertProblem(
        "poisson-low-regularity",
        d,
        x -> sin(2 * PI * (1 - norm(x))),
        x -> {
          double phase = 2 * PI * (1 - norm(x));
          return 4 * PI * PI * norm(x) * sin(phase) + 2 * PI * d * cos(phase);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100})
  void sourceOfLowRegularityHasItsLimitAtTheCentre(int d) {
    PdeProblem problem = PdeCatalogue.named("poisson-low-regularity").problem(d);
    double limit = 2 * PI * d;
    assertThat(new PdeResidual(problem).rightHand(Location.inside(new double[d]))[0])
        .isCloseTo(limit, within(1e-10 * limit));
    double[] near = new double[d];
    near[0] = 1e-12;
    assertThat(new PdeResidual(problem).rightHand(Location.inside(near))[0])
        .isCloseTo(limit, within(1e-8 * limit));
  }

  private static double norm(double[] x) {
    double sum = 0;
    for (double side : x) {
      sum += side * side;
    }
    return sqrt(sum);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void oscillatoryPoisson(int d) {
    ToDoubleFunction<double[]> u = x -> waves(x, 0, 6 * PI);
    assertProblem(
        "poisson-oscillatory",
        d,
        u,
        x -> {
          double value = u.applyAsDouble(x);
          double below = value - 1;
          return 36 * PI * PI * d * value - below * below * below + (value + 2) * (value + 2);
        });
  }

  private static double waves(double[] x, int first, double frequency) {
    double product = 1;
    for (int k = first; k < x.length; k++) {
      product *= sin(frequency * x[k]);
    }
    return product;
  }

  /** With S the sum of sines, -Lap((1 - |x|^2) S) = 2 d S + 4 x . grad S - (1 - |x|^2) Lap S. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100})
  void poissonInTheBall(int d) {
    double root = sqrt(d);
    ToDoubleFunction<double[]> value =
        x -> single(x, i -> sin(root * x[i] + i + 1)) + pairs(x, i -> sin(d * x[i] * x[i + 1]) / 2);
    ToDoubleFunction<double[]> radial =
        x ->
            single(x, i -> root * x[i] * cos(root * x[i] + i + 1))
                + pairs(x, i -> d * x[i] * x[i + 1] * cos(d * x[i] * x[i + 1]));
    ToDoubleFunction<double[]> laplacian =
        x ->
            single(x, i -> -d * sin(root * x[i] + i + 1))
                - pairs(
                    x,
                    i ->
                        d
                            * d
                            / 2.0
                            * (x[i] * x[i] + x[i + 1] * x[i + 1])
                            * sin(d * x[i] * x[i + 1]));
    assertProblem(
        "poisson",
        d,
        x -> (1 - norm(x) * norm(x)) * value.applyAsDouble(x) / root,
        x ->
            (2 * d * value.applyAsDouble(x)
                    + 4 * radial.applyAsDouble(x)
                    - (1 - norm(x) * norm(x)) * laplacian.applyAsDouble(x))
                / root);
  }

  private interface Term {
    double at(int i);
  }

  private static double single(double[] x, Term term) {
    return sum(x.length, term);
  }

  private static double pairs(double[] x, Term term) {
    return sum(x.length - 1, term);
  }

  private static double sum(int terms, Term term) {
    double sum = 0;
    for (int i = 0; i < terms; i++) {
      sum += term.at(i);
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 10})
  void poissonOfASumOfWaves(int d) {
    ToDoubleFunction<double[]> u = x -> single(x, i -> sin(PI / 2 * x[i]));
    assertProblem("poisson-nd", d, u, x -> PI * PI / 4 * u.applyAsDouble(x));
  }

  @Test
  void helmholtz() {
    ToDoubleFunction<double[]> u = x -> sin(PI * x[0]) * sin(4 * PI * x[1]);
    assertProblem("helmholtz", 2, u, x -> (1 - 17 * PI * PI) * u.applyAsDouble(x));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void heat(int d) {
    assertProblem("heat", d, x -> exp(-0.1 * d * PI * PI * x[0]) * waves(x, 1, PI), x -> 0);
  }

  @Test
  void allenCahn() {
    double steepness = 1 / sqrt(0.008);
    assertProblem("allen-cahn", 1, x -> 1 / (1 + exp(2 * steepness * x[1] - 1.5 * x[0])), x -> 0);
  }

  @Test
  void kleinGordon() {
    ToDoubleFunction<double[]> u =
        x -> x[1] * cos(5 * PI * x[0]) + Math.pow(x[1], 3) * Math.pow(x[0], 3);
    assertProblem(
        "klein-gordon",
        1,
        u,
        x ->
            -25 * PI * PI * x[1] * cos(5 * PI * x[0])
                + 6 * Math.pow(x[1], 3) * x[0]
                - 6 * x[1] * Math.pow(x[0], 3)
                + Math.pow(u.applyAsDouble(x), 3));
  }

  @Test
  void soliton() {
    assertProblem("schroedinger", 1, x -> cos(x[0] / 2) / Math.cosh(x[1]), x -> 0);
    PdeProblem problem = PdeCatalogue.named("schroedinger").problem(1);
    double[] x = {0.7, -1.3};
    assertThat(problem.exactValues().orElseThrow().at(x)[1])
        .isCloseTo(sin(0.35) / Math.cosh(1.3), within(1e-15));
  }
}
