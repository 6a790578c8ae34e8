package io.raf4j.jetnet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The cut of rows into blocks and of blocks into chains. */
class RowBlocksTest {

  @Test
  void blocksAndChainsCoverEveryRowOnce() {
    for (int rows = 1; rows < 12_000; rows += 1 + rows / 50) {
      requireCover(rows, RowBlocks.of(rows));
      requireCover(rows, RowBlocks.of(rows, 300, 5));
    }
    assertThat(RowBlocks.of(12_000, 300, 5).chains()).isEqualTo(5);
    assertThat(RowBlocks.of(12_000, 300, 500).chains()).isEqualTo(16);
  }

  private static void requireCover(int rows, RowBlocks blocks) {
    int covered = 0;
    for (int block = 0; block < blocks.count(); block++) {
      assertThat(blocks.start(block)).isEqualTo(covered);
      assertThat(blocks.size(block)).isBetween(1, blocks.blockRows());
      covered += blocks.size(block);
    }
    assertThat(covered).isEqualTo(rows);
    assertThat(blocks.firstBlock(0)).isZero();
    assertThat(blocks.firstBlock(blocks.chains())).isEqualTo(blocks.count());
    for (int chain = 0; chain < blocks.chains(); chain++) {
      assertThat(blocks.firstBlock(chain + 1)).isGreaterThan(blocks.firstBlock(chain));
    }
  }
}
