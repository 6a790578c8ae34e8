package io.raf4j.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.raf4j.random.Purpose;
import io.raf4j.random.RandomStream;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.SobolSequenceGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks that {@link Sampler} draws reproducible, even points. */
class SamplerTest {

  private static Points draw(Sampler sampler, int d, long step, int shard, int count) {
    return sampler.draw(Box.unit(d), 7, Purpose.COLLOCATION, step, shard, count);
  }

  @ParameterizedTest
  @EnumSource
  void anAddressHasOneSetOfPointsAndEveryStepAndShardItsOwn(Sampler sampler) {
    double[] points = draw(sampler, 3, 4, 2, 100).coordinates();
    assertThat(draw(sampler, 3, 4, 2, 100).coordinates()).isEqualTo(points);
    assertThat(draw(sampler, 3, 5, 2, 100).coordinates()).doesNotContain(points);
    assertThat(draw(sampler, 3, 4, 3, 100).coordinates()).doesNotContain(points);
    Box cube = Box.unit(3);
    assertThat(sampler.draw(cube, 8, Purpose.COLLOCATION, 4, 2, 100).coordinates())
        .doesNotContain(points);
    assertThat(sampler.draw(cube, 7, Purpose.EVALUATION_SAMPLE, 4, 2, 100).coordinates())
        .doesNotContain(points);
  }

  @ParameterizedTest
  @EnumSource
  void meansAndVariancesAreThoseOfTheUniformDistribution(Sampler sampler) {
    int n = 4096;
    Points points = draw(sampler, 5, 0, 0, n);
    for (int k = 0; k < 5; k++) {
      double mean = 0;
      double square = 0;
      for (int i = 0; i < n; i++) {
        double x = points.coordinates()[i * 5 + k];
        assertThat(x).isGreaterThanOrEqualTo(0).isLessThan(1);
        mean += x / n;
        square += (x - 0.5) * (x - 0.5) / n;
      }
      assertThat(mean).isCloseTo(0.5, within(5 * Math.sqrt(1.0 / 12 / n)));
      assertThat(square).isCloseTo(1.0 / 12, within(5 * Math.sqrt(1.0 / 180 / n)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyPlaceOfTheSequenceIsUniformOverSteps(Sampler sampler) {
    int steps = 4000;
    double mean = 0;
    double square = 0;
    for (int step = 0; step < steps; step++) {
      double x = draw(sampler, 2, step, 0, 4).coordinates()[5];
      mean += x / steps;
      square += x * x / steps;
    }
    assertThat(mean).isCloseTo(0.5, within(5 * Math.sqrt(1.0 / 12 / steps)));
    assertThat(square).isCloseTo(1.0 / 3, within(5 * Math.sqrt(4.0 / 45 / steps)));
  }

  @Test
  void latinHypercubeHasOnePointInEveryInterval() {
    int n = 1000;
    double[] x = draw(Sampler.LATIN_HYPERCUBE, 4, 0, 0, n).coordinates();
    for (int k = 0; k < 4; k++) {
      BitSet strata = new BitSet(n);
      for (int i = 0; i < n; i++) {
        strata.set((int) (x[i * 4 + k] * n));
      }
      assertThat(strata.cardinality()).isEqualTo(n);
    }
  }

  @Test
  void sobolPointsAreThePublishedOnesShifted() {
    int d = 40;
    double[] x = draw(Sampler.SOBOL, d, 3, 1, 300).coordinates();
    SobolSequenceGenerator published = new SobolSequenceGenerator(d);
    RandomStream stream = RandomStream.of(7, Purpose.COLLOCATION, 3, 1);
    long[] shift = new long[d];
    for (int k = 0; k < d; k++) {
      shift[k] = stream.nextLong() >>> 12;
    }
    for (int i = 0; i < 300; i++) {
      double[] point = published.nextVector();
      for (int k = 0; k < d; k++) {
        long bits = (long) (point[k] * 0x1p52) ^ shift[k];
        assertThat(x[i * d + k]).isEqualTo((bits + 0.5) * 0x1p-52);
      }
    }
  }

  @Test
  void sobolFillsEveryElementarySquareOnce() {
    // The first two coordinates are a (0, 2)-sequence: 256 points, one in each 16 x 16 cell.
    double[] x = draw(Sampler.SOBOL, 2, 8, 0, 256).coordinates();
    BitSet cells = new BitSet(256);
    for (int i = 0; i < 256; i++) {
      cells.set((int) (x[2 * i] * 16) * 16 + (int) (x[2 * i + 1] * 16));
    }
    assertThat(cells.cardinality()).isEqualTo(256);
  }

  /** Root mean square error of the integral of a smooth product over ten steps. */
  private static double error(Sampler sampler, int n) {
    double sum = 0;
    for (int step = 0; step < 10; step++) {
      double[] x = draw(sampler, 3, step, 0, n).coordinates();
      double mean = 0;
      for (int i = 0; i < n; i++) {
        double product = 1;
        for (int k = 0; k < 3; k++) {
          product *= Math.exp(x[3 * i + k]) / (Math.E - 1);
        }
        mean += product / n;
      }
      sum += (mean - 1) * (mean - 1) / 10;
    }
    return Math.sqrt(sum);
  }

  @Test
  void sobolConvergesFasterThanIndependentPoints() {
    double uniformGain = error(Sampler.UNIFORM, 128) / error(Sampler.UNIFORM, 8192);
    double sobolGain = error(Sampler.SOBOL, 128) / error(Sampler.SOBOL, 8192);
    // 64 times as many points: 8 times for order 1/2, 64 for order 1.
    assertThat(uniformGain).isBetween(3.0, 20.0);
    assertThat(sobolGain).isGreaterThan(30);
    assertThat(error(Sampler.SOBOL, 8192)).isLessThan(error(Sampler.UNIFORM, 8192) / 20);
    assertThat(error(Sampler.LATIN_HYPERCUBE, 8192)).isLessThan(error(Sampler.UNIFORM, 8192) / 1.5);
  }

  @ParameterizedTest
  @EnumSource
  void namesAreFoundAgain(Sampler sampler) {
    assertThat(Sampler.named(sampler.label())).isEqualTo(sampler);
    assertThat(draw(sampler, 2, 0, 0, 0).count()).isZero();
  }

  @Test
  void whatCannotBeDrawnIsNamed() {
    assertThatThrownBy(() -> Sampler.named("sobo"))
        .hasMessage(
            "unknown sampler \"sobo\"; did you mean \"sobol\"? Known: [uniform, sobol,"
                + " lattice, latin-hypercube]");
    assertThatThrownBy(() -> draw(Sampler.SOBOL, 1001, 0, 0, 1))
        .hasMessage(
            "a point takes 1001 numbers; Sobol's sequence has 1 to 1000, use uniform or"
                + " latin-hypercube");
    assertThatThrownBy(() -> draw(Sampler.LATTICE, 21, 0, 0, 1))
        .hasMessage(
            "a point takes 21 numbers; the lattice sequence has 1 to 20, use sobol, uniform or"
                + " latin-hypercube");
    assertThatThrownBy(() -> draw(Sampler.UNIFORM, 1, 0, 0, -1))
        .hasMessage("count is -1; expected 0 or more");
  }

  @Test
  void powersOfTwoOfALatticeAreEvenlySpaced() {
    for (int k = 0; k < 20; k++) {
      Points points = draw(Sampler.LATTICE, 20, 4, 0, 64);
      int coordinate = k;
      double[] sorted =
          IntStream.range(0, 64).mapToDouble(i -> points.point(i)[coordinate]).sorted().toArray();
      for (int i = 1; i < 64; i++) {
        assertThat(sorted[i] - sorted[i - 1]).isCloseTo(1.0 / 64, within(1e-12));
      }
    }
  }

  @Test
  void latticesIntegrateSmoothPeriodicFunctionsWithMoreThanTheSecondPower() {
    double coarse = meanSquareError(1 << 8);
    double fine = meanSquareError(1 << 12);
    // Sixteen times the points: 256 times the accuracy at the second power.
    assertThat(Math.sqrt(coarse / fine)).isGreaterThan(200);
    assertThat(Math.sqrt(fine)).isLessThan(1e-5);
  }

  /** Of the mean of a product of three factors 1 + x^2 (1 - x)^2 - 1/30, whose integral is 1. */
  private static double meanSquareError(int count) {
    int shifts = 20;
    double square = 0;
    for (int shift = 0; shift < shifts; shift++) {
      Points points = draw(Sampler.LATTICE, 3, shift, 0, count);
      double sum = 0;
      for (int i = 0; i < count; i++) {
        double product = 1;
        for (double x : points.point(i)) {
          product *= 1 + x * x * (1 - x) * (1 - x) - 1.0 / 30;
        }
        sum += product;
      }
      square += (sum / count - 1) * (sum / count - 1) / shifts;
    }
    return square;
  }

  @Test
  void theMostAccurateSamplerTakesEveryDimension() {
    assertThat(Sampler.mostAccurate(20)).isEqualTo(Sampler.LATTICE);
    assertThat(Sampler.mostAccurate(21)).isEqualTo(Sampler.SOBOL);
    assertThat(Sampler.mostAccurate(1001)).isEqualTo(Sampler.UNIFORM);
  }

  @Test
  void samplesTogetherKeepTheirOrderAndWeights() {
    Points first = Sampler.UNIFORM.draw(BetaBox.unit(2), 1, Purpose.COLLOCATION, 0, 0, 3);
    Points second = Sampler.UNIFORM.draw(BetaBox.unit(2), 1, Purpose.COLLOCATION, 1, 0, 2);
    Points both = Points.together(List.of(first, second));
    assertThat(both.count()).isEqualTo(5);
    assertThat(both.point(3)).isEqualTo(second.point(0));
    assertThat(both.weights()[4]).isEqualTo(second.weights()[1]);
  }

  @Test
  void someOfThePointsKeepTheirWeights() {
    Points points = Sampler.UNIFORM.draw(BetaBox.unit(2), 1, Purpose.COLLOCATION, 0, 0, 9);
    Points some = points.only(7, 2);
    assertThat(some.count()).isEqualTo(2);
    assertThat(some.point(0)).isEqualTo(points.point(7));
    assertThat(some.point(1)).isEqualTo(points.point(2));
    assertThat(some.weights()).containsExactly(points.weights()[7], points.weights()[2]);
  }
}
