package io.raf4j.ntk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spectra of matrices whose eigenvalues are known. */
class NtkSpectrumTest {

  private static NtkSpectrum of(double... descending) {
    return new NtkSpectrum(descending);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 64, 207})
  void secondDifferencesHaveTheirEigenvalues(int n) {
    double[] matrix = new double[n * n];
    for (int i = 0; i < n; i++) {
      matrix[i * n + i] = 2;
      if (i > 0) {
        matrix[i * n + i - 1] = -1;
        matrix[(i - 1) * n + i] = -1;
      }
    }
    NtkSpectrum spectrum = NtkSpectrum.of(matrix, n);
    for (int i = 0; i < n; i++) {
      double expected = 2 - 2 * Math.cos(Math.PI * (n - i) / (n + 1));
      assertThat(spectrum.eigenvalues()[i]).isCloseTo(expected, within(1e-13));
    }
    assertThat(spectrum.trace()).isCloseTo(2.0 * n, within(1e-11));
    assertThat(spectrum.numericalRank()).isEqualTo(n);
  }

  @Test
  void rotatedDiagonalKeepsItsEigenvalues() {
    int n = 40;
    double[] v = new Random(1).doubles(n, -1, 1).toArray();
    double squares = 0;
    for (double x : v) {
      squares += x * x;
    }
    // A Householder reflection of diag(1, 2, ..., n).
    double[] matrix = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < n; k++) {
          double a = (i == k ? 1 : 0) - 2 * v[i] * v[k] / squares;
          double b = (j == k ? 1 : 0) - 2 * v[j] * v[k] / squares;
          matrix[i * n + j] += a * (k + 1) * b;
        }
      }
    }
    NtkSpectrum spectrum = NtkSpectrum.of(matrix, n);
    for (int i = 0; i < n; i++) {
      assertThat(spectrum.eigenvalues()[i]).isCloseTo(n - i, within(1e-11));
    }
    assertThat(spectrum.conditionNumber()).isCloseTo(n, within(1e-9));
  }

  @Test
  void effectiveRankCountsEqualEigenvalues() {
    assertThat(of(3, 3, 3, 3).effectiveRank()).isCloseTo(4, within(1e-12));
    assertThat(of(5, 0, 0).effectiveRank()).isCloseTo(1, within(1e-12));
    // p = 1/2, 1/4, 1/4: the entropy is 3/2 log 2.
    assertThat(of(2, 1, 1).effectiveRank()).isCloseTo(Math.pow(2, 1.5), within(1e-12));
    assertThat(of(2, 1, 1, -1e-20).effectiveRank()).isCloseTo(Math.pow(2, 1.5), within(1e-12));
  }

  @Test
  void smallestEigenvalueWithinTheRoundingsIsNotTakenForANumber() {
    NtkSpectrum spectrum = of(1, 1e-3, 1e-17);
    assertThat(spectrum.isResolved()).isFalse();
    assertThat(spectrum.conditionNumber()).isInfinite();
    assertThat(spectrum.conditionBound()).isCloseTo(1 / (3 * Math.ulp(1.0)), within(1.0));
    assertThat(spectrum.smallest()).isEqualTo(1e-17);
    assertThat(spectrum.numericalRank()).isEqualTo(2);
    assertThat(spectrum.conditionOfRank()).isCloseTo(1e3, within(1e-9));
    assertThat(of(1, 0.5, -1e-18).conditionNumber()).isInfinite();
  }

  @Test
  void resolvedSpectrumHasItsConditionNumberAsBound() {
    NtkSpectrum spectrum = of(8, 4, 2);
    assertThat(spectrum.conditionNumber()).isEqualTo(4);
    assertThat(spectrum.conditionBound()).isEqualTo(4);
    assertThat(spectrum.conditionOfRank()).isEqualTo(4);
  }

  @Test
  void kernelOfNothingHasNoCondition() {
    NtkSpectrum spectrum = NtkSpectrum.of(new double[9], 3);
    assertThat(spectrum.conditionNumber()).isNaN();
    assertThat(spectrum.conditionBound()).isNaN();
    assertThat(spectrum.effectiveRank()).isNaN();
    assertThat(spectrum.numericalRank()).isZero();
    assertThat(spectrum.conditionOfRank()).isNaN();
    assertThat(spectrum.decayExponent()).isNaN();
  }

  @Test
  void powerLawHasItsExponent() {
    double[] values =
        IntStream.rangeClosed(1, 50).mapToDouble(i -> 7 * Math.pow(i, -2.5)).toArray();
    assertThat(of(values).decayExponent()).isCloseTo(2.5, within(1e-10));
  }

  @Test
  void wrongMatricesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NtkSpectrum.of(new double[5], 2))
        .withMessageContaining("matrix has 5 elements");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NtkSpectrum.of(new double[] {1, Double.NaN, 0, 1}, 2))
        .withMessageContaining("NaN in row 0, column 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(1, 2))
        .withMessageContaining("descending");
  }

  @Test
  void cutCountsItsTilesRowByRow() {
    TileCut cut = new TileCut(10, 4);
    assertThat(cut.rows()).isEqualTo(3);
    assertThat(cut.tiles()).isEqualTo(6);
    int number = 0;
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j <= i; j++) {
        assertThat(cut.row(number)).isEqualTo(i);
        assertThat(cut.column(number)).isEqualTo(j);
        number++;
      }
    }
    assertThat(cut.size(2)).isEqualTo(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cut.place(0, new double[3], new double[100]))
        .withMessageContaining("tile 0 has 3 numbers; expected 16");
    assertThatIllegalArgumentException().isThrownBy(() -> new TileCut(0, 4));
    assertThatIllegalArgumentException().isThrownBy(() -> new TileCut(4, 0));
  }
}
