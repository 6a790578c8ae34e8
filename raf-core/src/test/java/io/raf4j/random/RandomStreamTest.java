package io.raf4j.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Checks addressing, skipping and the distributions of {@link RandomStream}. */
class RandomStreamTest {

  private static final int DRAWS = 200_000;

  private static RandomStream stream(long seed) {
    return RandomStream.of(seed, Purpose.COLLOCATION, 7, 3);
  }

  @Test
  void sameAddressGivesSameNumbersWhateverWasDrawnBefore() {
    RandomStream other = RandomStream.of(1, Purpose.SHUFFLE, 0, 0);
    other.skip(11);
    other.nextGaussian();
    assertThat(stream(42).nextLong()).isEqualTo(stream(42).nextLong());
    RandomStream a = stream(42);
    RandomStream b = stream(42);
    for (int i = 0; i < 100; i++) {
      assertThat(a.nextLong()).isEqualTo(b.nextLong());
      other.nextInt(5);
    }
  }

  @Test
  void everyPartOfTheAddressChangesTheNumbers() {
    Set<Long> first = new HashSet<>();
    for (Purpose purpose : Purpose.values()) {
      for (long step : new long[] {0, 1, 1L << 32, -1}) {
        for (int shard : new int[] {0, 1, Integer.MAX_VALUE}) {
          for (long seed : new long[] {0, 1, 1L << 32, -1}) {
            first.add(RandomStream.of(seed, purpose, step, shard).nextLong());
          }
        }
      }
    }
    assertThat(first).hasSize(8 * 4 * 3 * 4);
  }

  @Test
  void numbersStayTheSameFromVersionToVersion() {
    RandomStream stream = RandomStream.of(2024, Purpose.INITIALISATION, 5, 2);
    long[] drawn = {stream.nextLong(), stream.nextLong(), stream.nextLong()};
    assertThat(drawn)
        .containsExactly(0x14ec4f3b5191a3c9L, 0x1bc4ac6b2766a220L, 0xa2213162f88e1848L);
  }

  @Test
  void purposesKeepTheirCodes() {
    assertThat(Arrays.stream(Purpose.values()).mapToInt(Purpose::code))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void skippingEqualsDrawing() {
    for (int skipped : new int[] {0, 1, 2, 3, 100, 1001}) {
      RandomStream drawn = stream(9);
      IntStream.range(0, skipped).forEach(i -> drawn.nextLong());
      RandomStream jumped = stream(9);
      jumped.skip(skipped);
      assertThat(jumped.nextLong()).isEqualTo(drawn.nextLong());
      assertThat(jumped.nextDouble()).isEqualTo(drawn.nextDouble());
    }
  }

  @Test
  void everyNumberTakesOneDrawAndGaussiansTakeTwo() {
    RandomStream a = stream(3);
    a.nextDouble();
    a.nextFloat();
    a.nextInt(10);
    a.nextGaussian();
    RandomStream b = stream(3);
    b.skip(5);
    assertThat(a.nextLong()).isEqualTo(b.nextLong());
  }

  @Test
  void doublesAndFloatsLieInTheHalfOpenUnitInterval() {
    RandomStream stream = stream(5);
    for (int i = 0; i < DRAWS; i++) {
      assertThat(stream.nextDouble()).isGreaterThanOrEqualTo(0).isLessThan(1);
      assertThat(stream.nextFloat()).isGreaterThanOrEqualTo(0).isLessThan(1);
    }
  }

  @Test
  void uniformMomentsAreThoseOfTheUniformDistribution() {
    DoubleSupplier uniform = stream(6).asUniform();
    double[] x = IntStream.range(0, DRAWS).mapToDouble(i -> uniform.getAsDouble()).toArray();
    double tolerance = 5 / Math.sqrt(DRAWS);
    assertThat(mean(x, 1)).isCloseTo(1 / 2.0, within(tolerance));
    assertThat(mean(x, 2)).isCloseTo(1 / 3.0, within(tolerance));
    assertThat(mean(x, 3)).isCloseTo(1 / 4.0, within(tolerance));
  }

  @Test
  void gaussianMomentsAreThoseOfTheNormalDistribution() {
    RandomStream stream = stream(8);
    double[] x = IntStream.range(0, DRAWS).mapToDouble(i -> stream.nextGaussian()).toArray();
    double deviation = 5 / Math.sqrt(DRAWS);
    assertThat(mean(x, 1)).isCloseTo(0, within(deviation));
    assertThat(mean(x, 2)).isCloseTo(1, within(deviation * Math.sqrt(2)));
    assertThat(mean(x, 3)).isCloseTo(0, within(deviation * Math.sqrt(15)));
    assertThat(mean(x, 4)).isCloseTo(3, within(deviation * Math.sqrt(96)));
  }

  @Test
  void boundedIntegersAreUniform() {
    int bound = 13;
    long[] counts = new long[bound];
    RandomStream stream = stream(10);
    for (int i = 0; i < DRAWS; i++) {
      counts[stream.nextInt(bound)]++;
    }
    double expected = (double) DRAWS / bound;
    double chiSquare =
        Arrays.stream(counts).mapToDouble(c -> (c - expected) * (c - expected) / expected).sum();
    // 12 degrees of freedom: above 39.1 with probability 1e-4.
    assertThat(chiSquare).isLessThan(39.1);
  }

  @Test
  void largestBoundIsReachedAndKept() {
    RandomStream stream = stream(12);
    int largest = 0;
    for (int i = 0; i < 1000; i++) {
      int drawn = stream.nextInt(Integer.MAX_VALUE);
      assertThat(drawn).isNotNegative();
      largest = Math.max(largest, drawn);
    }
    assertThat(largest).isGreaterThan(Integer.MAX_VALUE / 100 * 97);
  }

  @Test
  void badArgumentsAreNamed() {
    assertThatThrownBy(() -> RandomStream.of(0, Purpose.SHUFFLE, 0, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("shard is -1; expected 0 or more");
    assertThatThrownBy(() -> stream(0).nextInt(0)).hasMessage("bound is 0; expected 1 or more");
    RandomStream stream = stream(0);
    stream.skip(1);
    assertThatThrownBy(() -> stream.skip(Long.MAX_VALUE)).hasMessageContaining("draws is");
  }

  private static double mean(double[] x, int power) {
    return Arrays.stream(x).map(v -> Math.pow(v, power)).average().orElseThrow();
  }
}
