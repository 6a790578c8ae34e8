package io.raf4j.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import io.raf4j.jet.JetShape;
import java.util.Arrays;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Operators in time applied to functions that solve nothing, term by term. */
final class OperatorTest {
  private static final double[] POINT = {0.3, -0.4};
  private static final Jet[] X = Jet.coordinates(POINT);
  private static final Jet U = X[0].times(X[1]).sin().plus(X[1].times(2).exp());
  private static final Jet V = X[0].square().plus(X[1].power(3));

  private static double[] apply(String name, Jet... functions) {
    PdeProblem problem = PdeCatalogue.named(name).problem(1);
    JetShape shape = OperatorTrace.of(problem).shape();
    Field[] fields = Arrays.stream(functions).map(f -> Field.of(f, shape)).toArray(Field[]::new);
    return Arrays.stream(problem.operator(POINT, fields)).mapToDouble(Dual::value).toArray();
  }

  /** Applies to functions of which all derivatives that are asked for travel along. */
  private static double[] apply(String name, int dimension, Function<Jet[], Jet[]> functions) {
    PdeProblem problem = PdeCatalogue.named(name).problem(dimension);
    JetShape shape = OperatorTrace.of(problem).shape();
    Field[] fields =
        Arrays.stream(functions.apply(Jet.coordinates(POINT, shape)))
            .map(f -> Field.of(f, shape))
            .toArray(Field[]::new);
    Dual[] coefficients =
        problem.coefficients().stream().map(coefficient -> Dual.constant(0.7)).toArray(Dual[]::new);
    return Arrays.stream(problem.operator(POINT, fields, coefficients))
        .mapToDouble(Dual::value)
        .toArray();
  }

  /** Returns U over jets of any shape. */
  private static Jet[] u(Jet[] x) {
    return new Jet[] {x[0].times(x[1]).sin().plus(x[1].times(2).exp())};
  }

  private static void assertClose(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(1e-12));
  }

  @Test
  void heatIsTimeDerivativeLessDiffusion() {
    assertClose(apply("heat", U)[0], U.derivative(0) - 0.1 * U.second(1));
  }

  @Test
  void burgersHasTransportAndViscosity() {
    assertClose(
        apply("burgers", U)[0],
        U.derivative(0) + U.value() * U.derivative(1) - 0.01 / Math.PI * U.second(1));
  }

  @Test
  void allenCahnHasDiffusionAndReaction() {
    double u = U.value();
    assertClose(apply("allen-cahn", U)[0], U.derivative(0) - 0.001 * U.second(1) - u + u * u * u);
  }

  @Test
  void smoothBurgersHasTheLargerViscosity() {
    assertClose(
        apply("burgers-smooth", U)[0],
        U.derivative(0) + U.value() * U.derivative(1) - 0.01 * U.second(1));
  }

  @Test
  void periodicAllenCahnHasDiffusionAndReaction() {
    double u = U.value();
    assertClose(
        apply("allen-cahn-periodic", U)[0],
        U.derivative(0) - 1e-4 * U.second(1) + 5 * (u * u * u - u));
  }

  @Test
  void kleinGordonIsAWaveWithACube() {
    double u = U.value();
    assertClose(apply("klein-gordon", U)[0], U.second(0) - U.second(1) + u * u * u);
  }

  @Test
  void schroedingerIsTheRealAndTheImaginaryPart() {
    double u = U.value();
    double v = V.value();
    double[] parts = apply("schroedinger", U, V);
    assertClose(parts[0], -V.derivative(0) + U.second(1) / 2 + (u * u + v * v) * u);
    assertClose(parts[1], U.derivative(0) + V.second(1) / 2 + (u * u + v * v) * v);
  }

  @Test
  void kortewegDeVriesHasAThirdDerivative() {
    double x = POINT[0];
    double phase = POINT[0] * POINT[1];
    double third = -x * x * x * Math.cos(phase) + 8 * Math.exp(2 * POINT[1]);
    assertClose(
        apply("korteweg-de-vries", 1, OperatorTest::u)[0],
        U.derivative(0) + 6 * U.value() * U.derivative(1) + third);
  }

  @Test
  void clampedPlateIsTheLaplacianTwice() {
    double x = POINT[0];
    double y = POINT[1];
    double sine = Math.sin(x * y);
    double along = Math.pow(y, 4) * sine;
    double across = Math.pow(x, 4) * sine + 16 * Math.exp(2 * y);
    double mixed = (x * x * y * y - 2) * sine - 4 * x * y * Math.cos(x * y);
    assertClose(apply("clamped-plate", 2, OperatorTest::u)[0], along + 2 * mixed + across);
  }

  @Test
  void cavityHasMomentumAlongBothAxesAndMass() {
    double[] residuals =
        apply(
            "lid-driven-cavity",
            2,
            x -> new Jet[] {u(x)[0], x[0].square().plus(x[1].power(3)), x[0].times(x[1].square())});
    double x = POINT[0];
    double y = POINT[1];
    assertClose(
        residuals[0],
        U.value() * U.derivative(0)
            + V.value() * U.derivative(1)
            - 0.01 * (U.second(0) + U.second(1))
            + y * y);
    assertClose(
        residuals[1], U.value() * 2 * x + V.value() * 3 * y * y - 0.01 * (2 + 6 * y) + 2 * x * y);
    assertClose(residuals[2], U.derivative(0) + 3 * y * y);
  }

  @Test
  void inverseDiffusionTakesItsNumberFromOutside() {
    assertClose(
        apply("inverse-diffusion", 1, OperatorTest::u)[0], U.derivative(0) - 0.7 * U.second(1));
  }

  /** {@code -div(a grad u)} of {@code a = x^2 + y^3} at U, term by term. */
  @Test
  void unknownMediaDiffuse() {
    double x = POINT[0];
    double y = POINT[1];
    double[] residuals =
        apply("inverse-poisson", 2, z -> new Jet[] {u(z)[0], z[0].square().plus(z[1].power(3))});
    assertThat(residuals).hasSize(1);
    assertClose(
        residuals[0],
        -V.value() * (U.second(0) + U.second(1))
            - 2 * x * U.derivative(0)
            - 3 * y * y * U.derivative(1));
  }

  /** Of {@code u = t x y^2} and {@code a = t + x y}, whose change in time is a residual. */
  @Test
  void unknownMediaConductHeatAndDoNotChange() {
    double[] at = {0.3, 0.7, -0.4};
    PdeProblem problem = PdeCatalogue.named("inverse-heat").problem(2);
    JetShape shape = OperatorTrace.of(problem).shape();
    Jet[] z = Jet.coordinates(at, shape);
    Field[] fields = {
      Field.of(z[0].times(z[1]).times(z[2].square()), shape),
      Field.of(z[0].plus(z[1].times(z[2])), shape)
    };
    double[] residuals =
        Arrays.stream(problem.operator(at, fields, new Dual[0])).mapToDouble(Dual::value).toArray();
    double t = at[0];
    double x = at[1];
    double y = at[2];
    double diffusion = (t + x * y) * 2 * t * x + y * t * y * y + x * 2 * t * x * y;
    assertThat(residuals).hasSize(2);
    assertClose(residuals[0], x * y * y - diffusion);
    assertClose(residuals[1], 1);
  }
}
