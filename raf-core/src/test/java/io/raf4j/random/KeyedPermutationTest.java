package io.raf4j.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that {@link KeyedPermutation} is a bijection, invertible and close to uniform. */
class KeyedPermutationTest {

  private static KeyedPermutation permutation(long size, long seed) {
    return new KeyedPermutation(size, seed, Purpose.SHUFFLE, 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64, 255, 256, 257, 1000, 65_537})
  void everyElementOccursOnceAndIsFoundAgain(int size) {
    KeyedPermutation permutation = permutation(size, 17);
    BitSet seen = new BitSet(size);
    for (int i = 0; i < size; i++) {
      long j = permutation.apply(i);
      assertThat(j).isBetween(0L, size - 1L);
      seen.set((int) j);
      assertThat(permutation.invert(j)).isEqualTo(i);
    }
    assertThat(seen.cardinality()).isEqualTo(size);
  }

  @Property(tries = 200)
  void inversionHoldsForAnySize(
      @ForAll @LongRange(min = 1, max = 1L << 62) long size, @ForAll long seed) {
    KeyedPermutation permutation = permutation(size, seed);
    for (long i : new long[] {0, size / 3, size - 1}) {
      assertThat(permutation.invert(permutation.apply(i))).isEqualTo(i);
      assertThat(permutation.apply(permutation.invert(i))).isEqualTo(i);
    }
  }

  @Test
  void allOrdersOfThreeElementsAreEquallyLikely() {
    int[] counts = new int[6];
    int seeds = 60_000;
    for (int seed = 0; seed < seeds; seed++) {
      KeyedPermutation permutation = permutation(3, seed);
      long first = permutation.apply(0);
      counts[(int) (first * 2 + (permutation.apply(1) > permutation.apply(2) ? 1 : 0))]++;
    }
    // 5 degrees of freedom: above 25.7 with probability 1e-4.
    assertThat(chiSquare(counts, seeds)).isLessThan(25.7);
  }

  @Test
  void imageOfEachElementIsUniformOverSeeds() {
    int size = 20;
    int seeds = 40_000;
    for (int i : new int[] {0, 7, 19}) {
      int[] counts = new int[size];
      for (int seed = 0; seed < seeds; seed++) {
        counts[(int) permutation(size, seed).apply(i)]++;
      }
      // 19 degrees of freedom: above 50.8 with probability 1e-4.
      assertThat(chiSquare(counts, seeds)).isLessThan(50.8);
    }
  }

  @Test
  void slicesOfTheOrderCoverTheSetEvenly() {
    long size = 10_444_800L;
    KeyedPermutation permutation = permutation(size, 4);
    int[] counts = new int[100];
    int slice = 200_000;
    for (int i = 0; i < slice; i++) {
      counts[(int) (permutation.apply(1_000_000L + i) * 100 / size)]++;
    }
    // 99 degrees of freedom: above 161.3 with probability 1e-4.
    assertThat(chiSquare(counts, slice)).isLessThan(161.3);
  }

  @Test
  void neighboursAreNotRelated() {
    int size = 1 << 16;
    KeyedPermutation permutation = permutation(size, 11);
    int[] counts = new int[64];
    for (int i = 0; i + 1 < size; i++) {
      counts[
          (int) Math.floorMod(permutation.apply(i + 1) - permutation.apply(i), (long) size)
              >> 10]++;
    }
    // 63 degrees of freedom: above 113.5 with probability 1e-4.
    assertThat(chiSquare(counts, size - 1)).isLessThan(113.5);
  }

  @Test
  void seedPurposeAndStepChangeTheOrder() {
    long size = 1L << 40;
    assertThat(
            new long[] {
              new KeyedPermutation(size, 0, Purpose.SHUFFLE, 0).apply(5),
              new KeyedPermutation(size, 1, Purpose.SHUFFLE, 0).apply(5),
              new KeyedPermutation(size, 0, Purpose.COLLOCATION, 0).apply(5),
              new KeyedPermutation(size, 0, Purpose.SHUFFLE, 1).apply(5)
            })
        .doesNotHaveDuplicates();
  }

  @Test
  void orderStaysTheSameFromVersionToVersion() {
    KeyedPermutation permutation = new KeyedPermutation(1000, 2024, Purpose.SHUFFLE, 3);
    assertThat(new long[] {permutation.apply(0), permutation.apply(1), permutation.apply(999)})
        .containsExactly(713, 852, 339);
  }

  @Test
  void badArgumentsAreNamed() {
    assertThatThrownBy(() -> permutation(0, 0)).hasMessage("size is 0; expected 1 to 2^62");
    assertThatThrownBy(() -> permutation(5, 0).apply(5)).hasMessage("i is 5; expected 0 to 4");
    assertThatThrownBy(() -> permutation(5, 0).invert(-1)).hasMessage("j is -1; expected 0 to 4");
  }

  private static double chiSquare(int[] counts, int total) {
    double expected = (double) total / counts.length;
    double sum = 0;
    for (int count : counts) {
      sum += (count - expected) * (count - expected) / expected;
    }
    return sum;
  }
}
