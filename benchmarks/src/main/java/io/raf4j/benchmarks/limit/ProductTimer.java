package io.raf4j.benchmarks.limit;

import io.raf4j.benchmarks.work.DenseSize;
import io.raf4j.benchmarks.work.StepCost;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Times exactly the matrix products of a step: single-threaded BLAS calls over blocks of rows, the
 * blocks shared out among all threads.
 *
 * <p>How many rows a block has is tried out once, so that the limit is none of our own cut: blocks
 * stay in a thread's cache, which reads and writes no more than a program could that never leaves
 * it.
 */
final class ProductTimer {

  private static final int[] HEIGHTS = {128, 256, 512, 1024, 2048};

  private final StepCost cost;
  private final Team team;
  private final int blockRows;
  private final List<List<ProductBlock>> blocks;

  ProductTimer(StepCost cost, Team team) {
    this(cost, team, fastest(cost, team));
  }

  private ProductTimer(StepCost cost, Team team, int blockRows) {
    this.cost = cost;
    this.team = team;
    this.blockRows = blockRows;
    this.blocks = new ArrayList<>();
    for (int thread = 0; thread < team.threads(); thread++) {
      List<ProductBlock> ofThread = new ArrayList<>();
      for (DenseSize layer : cost.layers()) {
        ofThread.add(ProductBlock.of(blockRows, layer.in(), layer.out(), cost.isDouble()));
      }
      blocks.add(ofThread);
    }
  }

  private static int fastest(StepCost cost, Team team) {
    int best = HEIGHTS[0];
    double least = Double.POSITIVE_INFINITY;
    for (int height : HEIGHTS) {
      ProductTimer timer = new ProductTimer(cost, team, height);
      // As many rows for each height, and enough for every thread to have the tallest block.
      long rows = Math.min(cost.rows(), 4L * team.threads() * HEIGHTS[HEIGHTS.length - 1]);
      timer.seconds(rows);
      double seconds = timer.seconds(rows);
      if (seconds < least) {
        least = seconds;
        best = height;
      }
    }
    return best;
  }

  /** Runs the products of a step and returns the seconds that they took. */
  double seconds() {
    return seconds(cost.rows());
  }

  private double seconds(long rows) {
    AtomicLong next = new AtomicLong();
    return team.seconds(
        thread -> {
          for (long start = next.getAndAdd(blockRows);
              start < rows;
              start = next.getAndAdd(blockRows)) {
            run(blocks.get(thread), (int) Math.min(blockRows, rows - start));
          }
        });
  }

  private static void run(List<ProductBlock> layers, int rows) {
    for (int l = 0; l < layers.size(); l++) {
      layers.get(l).run(rows, l > 0);
    }
  }
}
