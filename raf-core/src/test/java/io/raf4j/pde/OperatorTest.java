package io.raf4j.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import io.raf4j.jet.JetShape;
import java.util.Arrays;
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
}
