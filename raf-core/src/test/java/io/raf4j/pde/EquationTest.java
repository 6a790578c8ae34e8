package io.raf4j.pde;

import static java.lang.Math.PI;
import static java.lang.Math.cos;
import static java.lang.Math.exp;
import static java.lang.Math.sin;
import static java.lang.Math.sqrt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.jet.Dual;
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

  @Test
  void waveThatKeepsItsShape() {
    assertProblem(
        "korteweg-de-vries", 1, x -> 2 / Math.pow(Math.cosh(x[1] + 2 - 4 * x[0]), 2), x -> 0);
  }

  /** With k = 2 pi, u = (1 - cos k x) (1 - cos k y) e^x / 4. */
  @Test
  void clampedPlate() {
    double k = 2 * PI;
    double rest = 1 - k * k;
    assertProblem(
        "clamped-plate",
        2,
        x -> Math.pow(sin(PI * x[0]), 2) * Math.pow(sin(PI * x[1]), 2) * exp(x[0]),
        x -> {
          double cos = cos(k * x[0]);
          double sin = sin(k * x[0]);
          double along = exp(x[0]) / 2 * (1 - cos);
          double along2 = exp(x[0]) / 2 * (1 - rest * cos + 2 * k * sin);
          double along4 =
              exp(x[0]) / 2 * (1 - (rest * rest - 4 * k * k) * cos + 4 * k * rest * sin);
          double across = (1 - cos(k * x[1])) / 2;
          double across2 = k * k / 2 * cos(k * x[1]);
          double across4 = -k * k * across2;
          return along4 * across + 2 * along2 * across2 + along * across4;
        });
  }

  @Test
  void discWithHoleInsideOnTheRimAndOnTheHole() {
    ToDoubleFunction<double[]> u = x -> exp(x[0]) * sin(2 * x[1]) + x[0] * x[1] * x[1];
    assertProblem("disc-with-hole", 2, u, x -> 3 * exp(x[0]) * sin(2 * x[1]) - 2 * x[0]);
    PdeResidual residual = new PdeResidual(PdeCatalogue.named("disc-with-hole").problem(2));
    for (double angle : new double[] {0, 1, 2.5, 4}) {
      double[] rim = {cos(angle), sin(angle)};
      assertThat(residual.rightHand(new Location(1, rim, rim))[0])
          .isCloseTo(u.applyAsDouble(rim), within(1e-12));
      // Out of the domain is into the hole.
      double[] normal = {-cos(angle), -sin(angle)};
      double[] x = {0.2 + 0.3 * cos(angle), 0.1 + 0.3 * sin(angle)};
      double slope =
          normal[0] * (exp(x[0]) * sin(2 * x[1]) + x[1] * x[1])
              + normal[1] * (2 * exp(x[0]) * cos(2 * x[1]) + 2 * x[0] * x[1]);
      assertThat(residual.rightHand(new Location(2, x, normal))[0])
          .isCloseTo(slope + 2 * u.applyAsDouble(x), within(1e-12));
    }
  }

  /** With w = (1 - x^2) (1 - y^2) and s harmonic, Lap (w s) = s Lap w + 2 grad w . grad s. */
  @ParameterizedTest
  @ValueSource(strings = {"l-shape", "l-shape-feature"})
  void innerCorner(String name) {
    double a = 2.0 / 3;
    ToDoubleFunction<double[]> s = x -> Math.pow(norm(x), a) * sin(a * angle(x));
    assertProblem(
        name,
        2,
        x -> (1 - x[0] * x[0]) * (1 - x[1] * x[1]) * s.applyAsDouble(x),
        x -> {
          double size = a * Math.pow(norm(x), a - 1);
          double alongX = size * sin((a - 1) * angle(x));
          double alongY = size * cos((a - 1) * angle(x));
          double freeX = 1 - x[0] * x[0];
          double freeY = 1 - x[1] * x[1];
          return 2 * (freeX + freeY) * s.applyAsDouble(x)
              + 4 * (x[0] * freeY * alongX + x[1] * freeX * alongY);
        });
  }

  private static double angle(double[] x) {
    double angle = Math.atan2(x[1], x[0]);
    return angle < 0 ? angle + 2 * PI : angle;
  }

  @Test
  void diffusionOfAnUnknownRate() {
    assertProblem("inverse-diffusion", 1, x -> exp(-0.3 * PI * PI * x[0]) * sin(PI * x[1]), x -> 0);
    assertThat(PdeCatalogue.named("inverse-diffusion").problem(1).exactCoefficients())
        .hasValueSatisfying(exact -> assertThat(exact).containsExactly(0.3));
  }

  /** Sources that are written down are what the operator makes of the solution. */
  @ParameterizedTest
  @ValueSource(strings = {"inverse-poisson", "inverse-heat"})
  void diffusionThroughAnUnknownMedium(String name) {
    PdeProblem problem = PdeCatalogue.named(name).problem(2);
    PdeResidual residual = new PdeResidual(problem);
    ExactSolution exact = problem.exact().orElseThrow();
    for (double[] x : CataloguePoints.of(problem.domain(), 300)) {
      Location where = Location.inside(x);
      double[] right = residual.rightHand(where);
      Dual[] left = residual.leftHand(where, residual.known(exact, x), new Dual[0]);
      for (int i = 0; i < right.length; i++) {
        assertThat(left[i].value()).isCloseTo(right[i], within(1e-12 * (1 + Math.abs(right[i]))));
      }
    }
  }

  /** The published value, and not what a wrong sign in the source's slopes would make of it. */
  @Test
  void sourceOfTheUnknownMediumHasTheRightSigns() {
    double a = 1 / (1 + 0.25 * 0.25 + 0.5 * 0.5 + 0.75 * 0.75 + 0.5 * 0.5);
    double expected = 2 * PI * PI * sin(PI / 4) * a + 2 * PI * a * a * (2 * 0.25 - 1) * cos(PI / 4);
    PdeProblem problem = PdeCatalogue.named("inverse-poisson").problem(2);
    assertThat(problem.source(new double[] {0.25, 0.5})[0]).isCloseTo(expected, within(1e-13));
  }
}
