package io.raf4j.jetnet;

/**
 * The cut of a batch into row blocks, and of the blocks into chains.
 *
 * <p>A block is what one matrix product and its activation handle while it is in cache; a chain is
 * a run of neighbouring blocks whose weight gradients are summed one after the other. Chains are
 * independent, their sums are combined in pairs, and the cut depends on the number of rows alone:
 * that fixes the order of every addition whatever the number of threads.
 *
 * @param rows rows of the batch
 * @param blockRows rows of every block but perhaps the last
 * @param mostChains chains that there may be at most
 */
record RowBlocks(int rows, int blockRows, int mostChains) {

  /** Enough chains for 16 threads; more would cost memory for partial gradients. */
  private static final int MAX_CHAINS = 16;

  /** A block of 256 floats a row is a megabyte; 512 rows were 3 % slower a step, 2048 no faster. */
  private static final int MAX_BLOCK_ROWS = 1024;

  private static final int MIN_BLOCK_ROWS = 64;

  static RowBlocks of(int rows) {
    int share = (rows + MAX_CHAINS - 1) / MAX_CHAINS;
    int wholeTiles = (share + 15) / 16 * 16;
    int height = Math.max(MIN_BLOCK_ROWS, Math.min(MAX_BLOCK_ROWS, wholeTiles));
    return new RowBlocks(rows, height, MAX_CHAINS);
  }

  /**
   * Cuts points into blocks of at most so many points, fewer where that gives more chains.
   *
   * @param mostChains chains that there may be at most, 1 or more; never more than 16
   */
  static RowBlocks of(int points, int most, int mostChains) {
    int share = (points + MAX_CHAINS - 1) / MAX_CHAINS;
    int wholeTiles = (share + 7) / 8 * 8;
    int height = Math.max(1, Math.min(most, wholeTiles));
    return new RowBlocks(points, height, Math.min(MAX_CHAINS, mostChains));
  }

  int count() {
    return (rows + blockRows - 1) / blockRows;
  }

  int start(int block) {
    return block * blockRows;
  }

  int size(int block) {
    return Math.min(blockRows, rows - start(block));
  }

  int chains() {
    return Math.min(mostChains, count());
  }

  int firstBlock(int chain) {
    return (int) ((long) chain * count() / chains());
  }

  /** What is done with a block: the number of its first row and of its rows. */
  @FunctionalInterface
  interface Block {
    void accept(int first, int count);
  }

  /** Goes through the blocks of a chain in order. */
  void forEachOfChain(int chain, Block action) {
    for (int block = firstBlock(chain); block < firstBlock(chain + 1); block++) {
      action.accept(start(block), size(block));
    }
  }
}
