package io.raf4j.jetnet;

import java.util.Arrays;
import java.util.List;

/**
 * The memory outside the heap that a {@link JetNetwork} works in, by its sizes alone.
 *
 * <pre>
 *   block(points)      z rows points (in_1 + 2 sum_l out_l + 3 max_l out_l)     X; Z and Y; adjoints
 *   gradient           threads block(rows of a block) + (chains - 1) z p        one chain's sums are the result
 * </pre>
 *
 * <p>The network cuts points into blocks and chains by this object, so what it says is what is
 * allocated: z bytes a number, p parameters, and as many blocks at a time as there are threads.
 *
 * @param widths in_1, out_1, out_2, ...: neurons from the input to the output, two or more
 * @param rows numbers that travel for a point: 1 for a value, the rows of the jet for derivatives
 * @param bytes z: of a number, 4 or 8
 * @param parameters p: length of the flat parameter vector
 */
public record BlockMemory(List<Integer> widths, int rows, int bytes, long parameters) {

  /** Z and Y of all layers and three adjoints of a block; 256 KiB were 25 % slower at width 100. */
  private static final int BLOCK_BYTES = 2 << 20;

  /** A product of fewer rows pays too much for copying the weights into BLAS's own layout. */
  private static final int LEAST_ROWS = 256;

  /** What the gradients of all chains may take: wide networks get fewer chains. */
  private static final long GRADIENT_BYTES = 512L << 20;

  /** Adjoints of a layer's output, its input, and the input of the layer below it. */
  static final int ADJOINTS = 3;

  private static final int CACHE_LINE = 64;

  /** Copies the widths and checks the numbers. */
  public BlockMemory {
    widths = List.copyOf(widths);
    if (widths.size() < 2 || widths.stream().anyMatch(width -> width < 1)) {
      throw new IllegalArgumentException(
          "widths are " + widths + "; expected two or more, each at least 1");
    }
    if (rows < 1 || parameters < 1 || (bytes != 4 && bytes != 8)) {
      throw new IllegalArgumentException(
          String.format(
              "a network has %d rows, %d parameters and numbers of %d bytes; expected 1 or more, and"
                  + " 4 or 8 bytes",
              rows, parameters, bytes));
    }
  }

  /** Returns the memory of layers that follow one another. */
  static BlockMemory of(
      List<? extends DenseBlock<?>> layers, int rows, int bytes, long parameters) {
    int[] widths = new int[layers.size() + 1];
    widths[0] = layers.get(0).in();
    for (int l = 0; l < layers.size(); l++) {
      widths[l + 1] = layers.get(l).out();
    }
    return new BlockMemory(Arrays.stream(widths).boxed().toList(), rows, bytes, parameters);
  }

  /**
   * Returns the bytes that a gradient over points takes beside parameters and gradient.
   *
   * @param points 1 or more
   * @param threads that work at it at a time, 1 or more
   */
  public long gradientBytes(int points, int threads) {
    RowBlocks blocks = blocks(points);
    long working = Math.min(threads, blocks.chains()) * blockBytes(blocks.blockRows());
    return working + partialBytes(blocks);
  }

  /** Cuts points into blocks whose jets stay in the second-level cache where they can. */
  RowBlocks blocks(int points) {
    long fitting = BLOCK_BYTES / blockBytes(1);
    int least = (LEAST_ROWS + rows - 1) / rows;
    return RowBlocks.of(points, (int) Math.max(least, fitting), mostChains());
  }

  /** A property of the network alone, as the bits of sums depend on it. */
  private int mostChains() {
    return (int) Math.max(1, GRADIENT_BYTES / (parameters * bytes));
  }

  /**
   * Returns the bytes of all chains' sums but those of the first, which are the gradient itself.
   */
  long partialBytes(RowBlocks blocks) {
    return (blocks.chains() - 1) * parameters * bytes;
  }

  /** Returns the bytes that a block of points takes. */
  long blockBytes(int points) {
    long layers = 0;
    for (int l = 1; l < widths.size(); l++) {
      layers += 2 * jetBytes(widths.get(l), points);
    }
    return jetBytes(widths.get(0), points) + layers + ADJOINTS * widestBytes(points);
  }

  /** Returns the bytes of the widest layer's jets. */
  long widestBytes(int points) {
    int widest = widths.stream().skip(1).mapToInt(Integer::intValue).max().orElseThrow();
    return jetBytes(widest, points);
  }

  /** Returns the bytes of jets of some functions, in whole cache lines. */
  long jetBytes(int functions, int points) {
    long exact = (long) points * rows * functions * bytes;
    return (exact + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE;
  }
}
