package io.raf4j.basis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

/** Moments, ranges, and how many numbers a sample takes. */
final class DistributionTest {
  private static final int N = 100_000;

  private static double[] samples(Distribution distribution) {
    Random random = new Random(1);
    double[] samples = new double[N];
    for (int i = 0; i < N; i++) {
      samples[i] = distribution.sample(random::nextDouble);
    }
    return samples;
  }

  private static double mean(double[] samples, double power) {
    double sum = 0;
    for (double sample : samples) {
      sum += Math.pow(sample, power);
    }
    return sum / samples.length;
  }

  @Test
  void normalHasItsFirstFourMoments() {
    double[] standard = samples(new Distribution.Normal(0, 1));
    assertThat(mean(standard, 1)).isCloseTo(0, within(0.01));
    assertThat(mean(standard, 2)).isCloseTo(1, within(0.02));
    assertThat(mean(standard, 4)).isCloseTo(3, within(0.1));
    assertThat(mean(samples(new Distribution.Normal(30, 10)), 1)).isCloseTo(30, within(0.1));
  }

  @Test
  void reciprocalUniformIsTheReciprocalOfAUniform() {
    double[] widths = samples(new Distribution.ReciprocalUniform(0.01, 0.05));
    assertThat(Arrays.stream(widths)).allMatch(beta -> beta >= 20 && beta <= 100);
    assertThat(mean(widths, -1)).isCloseTo(0.03, within(1e-4));
  }

  @Test
  void logUniformIsUniformInTheLogarithm() {
    double[] samples = samples(new Distribution.LogUniform(1, 1024));
    for (int i = 0; i < N; i++) {
      samples[i] = Math.log(samples[i]) / Math.log(2);
    }
    assertThat(mean(samples, 1)).isCloseTo(5, within(0.05));
  }

  @Test
  void uniformCoversItsInterval() {
    double[] samples = samples(new Distribution.Uniform(-1, 3));
    assertThat(Arrays.stream(samples)).allMatch(x -> x >= -1 && x < 3);
    assertThat(mean(samples, 1)).isCloseTo(1, within(0.02));
  }

  @Test
  void samplesTakeAFixedNumberOfDraws() {
    assertThat(draws(new Distribution.Constant(5))).isZero();
    assertThat(draws(new Distribution.Normal(0, 1))).isEqualTo(2);
    assertThat(draws(new Distribution.Uniform(0, 1))).isEqualTo(1);
    assertThat(draws(new Distribution.ReciprocalUniform(1, 2))).isEqualTo(1);
    assertThat(draws(new Distribution.LogUniform(1, 2))).isEqualTo(1);
  }

  private static int draws(Distribution distribution) {
    AtomicInteger count = new AtomicInteger();
    DoubleSupplier zero =
        () -> {
          count.incrementAndGet();
          return 0;
        };
    assertThat(distribution.sample(zero)).isFinite();
    return count.get();
  }

  @Test
  void badParametersAreNamed() {
    assertThatThrownBy(() -> new Distribution.Normal(0, -1))
        .hasMessage("normal standard deviation is -1.0; expected >= 0");
    assertThatThrownBy(() -> new Distribution.Uniform(2, 1))
        .hasMessage("uniform is [2.0, 1.0]; expected low <= high");
    assertThatThrownBy(() -> new Distribution.ReciprocalUniform(0, 1))
        .hasMessage("reciprocal-uniform low is 0.0; expected > 0");
    assertThatThrownBy(() -> new Distribution.Constant(Double.NaN))
        .hasMessage("constant is NaN; expected a finite number");
  }

  @Test
  void timesAFactorScalesEverySampleAndTheRootMeanSquare() {
    for (Distribution distribution :
        new Distribution[] {
          new Distribution.Constant(3),
          new Distribution.Normal(30, 10),
          new Distribution.Uniform(-1, 2),
          new Distribution.ReciprocalUniform(0.01, 0.05),
          new Distribution.LogUniform(1, 600)
        }) {
      double[] plain = samples(distribution);
      double[] scaled = samples(distribution.times(2.5));
      for (int i = 0; i < 100; i++) {
        assertThat(scaled[i]).isCloseTo(2.5 * plain[i], within(1e-9 * Math.abs(plain[i]) + 1e-12));
      }
      assertThat(distribution.times(2.5).rootMeanSquare())
          .isCloseTo(2.5 * distribution.rootMeanSquare(), within(1e-9));
    }
  }
}
