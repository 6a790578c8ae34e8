package io.raf4j.eigen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Checks the exact eigenvalues with their multiplicities. */
class SpectrumTest {

  private static final Offset<Double> ROUNDING = within(1e-12);

  private static double[] eigenvalues(String name, int dimension, int count) {
    return EigenCatalogue.named(name).problem(dimension).eigenvalues(count);
  }

  @Test
  void boxHasSumsOfSquares() {
    double[] plane = {2, 5, 5, 8, 10, 10, 13, 13, 17, 17, 18};
    double[] space = {3, 6, 6, 6, 9, 9, 9, 11, 11, 11, 12, 14, 14, 14, 14, 14, 14, 17};
    double square = Math.PI * Math.PI;
    assertThat(scaled(eigenvalues("box", 1, 3), 1 / square))
        .containsExactly(new double[] {1, 4, 9}, ROUNDING);
    assertThat(scaled(eigenvalues("box", 2, plane.length), 1 / square))
        .containsExactly(plane, ROUNDING);
    assertThat(scaled(eigenvalues("box", 3, space.length), 1 / square))
        .containsExactly(space, ROUNDING);
    assertThat(eigenvalues("box", 20, 22)[20]).isCloseTo(23 * square, within(1e-10));
    assertThat(eigenvalues("box", 20, 22)[21]).isCloseTo(26 * square, within(1e-10));
  }

  private static double[] scaled(double[] values, double factor) {
    return Arrays.stream(values).map(value -> factor * value).toArray();
  }

  @Test
  void oscillatorHasItsLevelsAsOftenAsQuantaCanBeShared() {
    assertThat(eigenvalues("oscillator", 1, 4)).containsExactly(1, 3, 5, 7);
    assertThat(eigenvalues("oscillator", 3, 11)).containsExactly(3, 5, 5, 5, 7, 7, 7, 7, 7, 7, 9);
    assertThat(eigenvalues("oscillator", 10, 12)[10]).isEqualTo(12);
    assertThat(eigenvalues("oscillator", 10, 12)[11]).isEqualTo(14);
  }

  @Test
  void hydrogenHasSquareShells() {
    double[] values = eigenvalues("hydrogen", 3, 15);
    assertThat(values[0]).isEqualTo(-0.5);
    assertThat(Arrays.copyOfRange(values, 1, 5)).containsOnly(-0.125);
    assertThat(Arrays.copyOfRange(values, 5, 14)).containsOnly(-1.0 / 18);
    assertThat(values[14]).isEqualTo(-1.0 / 32);
  }

  @Test
  void mathieuLevelsAreTheTabulatedCharacteristicValues() {
    // a_0, b_2, a_2 of y'' + (a - 2 q cos 2z) y = 0 with x = 2 z: mu = a / 4, q = 2 c.
    // Abramowitz and Stegun, table 20.1.
    assertThat(new Mathieu(0.5).levels(3))
        .containsExactly(
            new double[] {-0.45513860 / 4, 3.91702477 / 4, 4.37130098 / 4}, within(3e-9));
    assertThat(new Mathieu(2.5).levels(3))
        .containsExactly(
            new double[] {-5.80004602 / 4, 2.09946045 / 4, 7.44910974 / 4}, within(3e-9));
    assertThat(new Mathieu(0).levels(5)).containsExactly(new double[] {0, 1, 1, 4, 4}, ROUNDING);
  }

  @Test
  void moreMathieuLevelsLeaveTheFirstAsTheyAre() {
    double[] many = new Mathieu(0.9).levels(30);
    assertThat(Arrays.copyOf(many, 4)).containsExactly(new Mathieu(0.9).levels(4), ROUNDING);
    assertThat(many).isSorted();
    assertThat(many[29]).isCloseTo(225, within(1e-2));
  }

  @Test
  void torusHasSumsOfMathieuLevels() {
    double[] first = new Mathieu(0.8147236863931789).levels(4);
    double[] second = new Mathieu(0.9057919370756192).levels(4);
    double[] values = eigenvalues("schroedinger-torus", 2, 4);
    assertThat(values[0]).isCloseTo(-0.5916245187, within(1e-10));
    assertThat(values).isSorted();
    assertThat(values[1]).isCloseTo(Math.min(first[0] + second[1], first[1] + second[0]), ROUNDING);
    assertThat(eigenvalues("schroedinger-torus", 10, 2)).hasSize(2);
  }

  @Test
  void onlyTheFirstEigenvalueIsKnownWhereTheEquationIsNotSeparable() {
    assertThat(eigenvalues("fokker-planck", 2, 5)).containsExactly(0);
    assertThat(eigenvalues("cubic", 2, 5)).containsExactly(-3);
    assertThat(eigenvalues("cubic", 2, 0)).isEmpty();
  }
}
