package io.raf4j.jetnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The memory of a gradient, worked out by hand. */
class BlockMemoryTest {

  /** A point takes 16 + 2 (64 + 16) + 3 64 numbers of four bytes. */
  private static final BlockMemory NETWORK = new BlockMemory(List.of(16, 64, 16), 1, 4, 10_000);

  @Test
  void blockHoldsInputOutputsOfLayersAndThreeAdjoints() {
    assertThat(NETWORK.blockBytes(1)).isEqualTo(4 * (16 + 2 * (64 + 16) + 3 * 64));
    assertThat(NETWORK.blockBytes(10)).isEqualTo(10 * NETWORK.blockBytes(1));
  }

  @Test
  void jetsTakeAsManyNumbersAsTheyHaveRows() {
    BlockMemory jets = new BlockMemory(List.of(16, 64, 16), 5, 8, 10_000);
    assertThat(jets.blockBytes(1)).isEqualTo(2 * 5 * NETWORK.blockBytes(1));
  }

  /** Two mebibytes hold 1,424 points; sixteen chains need fifteen sums beside the result. */
  @ParameterizedTest
  @ValueSource(ints = {100_000, 1_000_000, 2_000_000_000})
  void manyPointsTakeNoMoreThanSome(int points) {
    assertThat(NETWORK.gradientBytes(points, 2))
        .isEqualTo(2 * NETWORK.blockBytes(1424) + 15 * 10_000 * 4);
  }

  /** Blocks have whole tiles of eight points. */
  @Test
  void threadsWithoutAChainTakeNothing() {
    assertThat(NETWORK.gradientBytes(1, 8)).isEqualTo(NETWORK.blockBytes(8));
  }

  @Test
  void manyParametersHaveFewChains() {
    BlockMemory wide = new BlockMemory(List.of(16, 64, 16), 1, 4, 100L << 20);
    assertThat(wide.gradientBytes(1_000_000, 2)).isEqualTo(wide.blockBytes(1424));
  }

  @Test
  void impossibleSizesAreRefused() {
    assertThatThrownBy(() -> new BlockMemory(List.of(3), 1, 4, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("widths are [3]");
    assertThatThrownBy(() -> new BlockMemory(List.of(3, 1), 1, 2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("numbers of 2 bytes");
  }
}
