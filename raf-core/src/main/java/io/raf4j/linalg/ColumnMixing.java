package io.raf4j.linalg;

import io.raf4j.random.Purpose;
import io.raf4j.random.RandomStream;

/**
 * Orthonormal directions P that no column of J stands out in: random signs, a random order,
 * Hadamard's transform of blocks, and of each block some numbers at random.
 *
 * <pre>
 *   P: [size, kept],   P^T P = I
 *   H: elements of 1 / sqrt(length) or its negative, symmetric and orthogonal; length a power of two
 * </pre>
 *
 * <p>The blocks are the powers of two that make up the size, each of which keeps its share. With as
 * many directions as there are columns P is the identity, since nothing is lost that would have to
 * be spread. {@code size log2(size)} additions. Immutable and thread-safe.
 *
 * <p>Source: Ailon, Chazelle, "The fast Johnson-Lindenstrauss transform and approximate nearest
 * neighbors", SIAM Journal on Computing 39 (2009), for blocks of which there is one.
 */
final class ColumnMixing {

  /** Not a point's: those have shard 0. */
  private static final int SHARD = 1;

  private final int size;
  private final int kept;
  private final int[] order;
  private final boolean[] isNegative;

  /** Where the kept numbers are among those that are mixed. */
  private final int[] places;

  ColumnMixing(int size, int kept, long seed) {
    this.size = size;
    this.kept = kept;
    this.order = new int[size];
    this.isNegative = new boolean[size];
    this.places = new int[kept];
    RandomStream random = RandomStream.of(seed, Purpose.SKETCH, 0, SHARD);
    for (int i = 0; i < size; i++) {
      isNegative[i] = random.nextLong() < 0;
      insert(order, i, i, random);
    }
    int next = 0;
    for (int start = 0; start < size; ) {
      int end = start + block(start);
      int[] places = new int[end - start];
      for (int i = 0; i < places.length; i++) {
        insert(places, i, start + i, random);
      }
      int share = (int) ((long) end * kept / size - (long) start * kept / size);
      System.arraycopy(places, 0, this.places, next, share);
      next += share;
      start = end;
    }
  }

  /** Puts a number among the first ones of a random order. */
  private static void insert(int[] order, int count, int number, RandomStream random) {
    int other = random.nextInt(count + 1);
    order[count] = order[other];
    order[other] = number;
  }

  /** Returns the length of the block that starts somewhere: the largest that fits. */
  private int block(int start) {
    return Integer.highestOneBit(size - start);
  }

  private void transform(double[] mixed) {
    for (int start = 0; start < size; start += block(start)) {
      hadamard(mixed, start, block(start));
    }
  }

  /** Transforms a block in place; the transform is its own inverse. */
  private static void hadamard(double[] x, int start, int length) {
    for (int half = 1; half < length; half *= 2) {
      for (int pair = start; pair < start + length; pair += 2 * half) {
        for (int i = pair; i < pair + half; i++) {
          double sum = x[i] + x[i + half];
          x[i + half] = x[i] - x[i + half];
          x[i] = sum;
        }
      }
    }
    double weight = Math.sqrt(1.0 / length);
    for (int i = start; i < start + length; i++) {
      x[i] *= weight;
    }
  }

  /** Returns {@code P^T x}. */
  double[] project(double[] x) {
    if (kept == size) {
      return x.clone();
    }
    double[] mixed = new double[size];
    for (int i = 0; i < size; i++) {
      mixed[i] = isNegative[i] ? -x[order[i]] : x[order[i]];
    }
    transform(mixed);
    double[] y = new double[kept];
    for (int k = 0; k < kept; k++) {
      y[k] = mixed[places[k]];
    }
    return y;
  }

  /** Returns {@code P y}. */
  double[] expand(double[] y) {
    if (kept == size) {
      return y.clone();
    }
    double[] mixed = new double[size];
    for (int k = 0; k < kept; k++) {
      mixed[places[k]] = y[k];
    }
    transform(mixed);
    double[] x = new double[size];
    for (int i = 0; i < size; i++) {
      x[order[i]] = isNegative[i] ? -mixed[i] : mixed[i];
    }
    return x;
  }
}
