package io.raf4j.linalg;

import io.raf4j.random.Purpose;
import io.raf4j.random.RandomStream;
import java.util.Arrays;

/**
 * Orthonormal directions P that no column of J stands out in: random signs, a random order, a
 * cosine transform, and of it the first numbers.
 *
 * <pre>
 *   P: [size, kept],   P^T P = I
 * </pre>
 *
 * <p>With as many directions as there are columns P is the identity, since nothing is lost that
 * would have to be spread.
 */
final class ColumnMixing {

  /** Not a point's: those have shard 0. */
  private static final int SHARD = 1;

  private final int kept;
  private final int[] order;
  private final boolean[] isNegative;
  private final CosineTransform transform;

  ColumnMixing(int size, int kept, long seed) {
    this.kept = kept;
    this.order = new int[size];
    this.isNegative = new boolean[size];
    this.transform = kept < size ? new CosineTransform(size) : null;
    RandomStream random = RandomStream.of(seed, Purpose.SKETCH, 0, SHARD);
    for (int i = 0; i < size; i++) {
      isNegative[i] = random.nextLong() < 0;
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
  }

  /** Returns what one thread's products work in; null where there is nothing to do. */
  CosineTransform.Work work() {
    return transform == null ? null : transform.new Work();
  }

  /** Returns {@code P^T x}. */
  double[] project(double[] x, CosineTransform.Work work) {
    if (transform == null) {
      return x.clone();
    }
    double[] mixed = new double[x.length];
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = isNegative[i] ? -x[order[i]] : x[order[i]];
    }
    transform.apply(mixed, work);
    return Arrays.copyOf(mixed, kept);
  }

  /** Returns {@code P y}. */
  double[] expand(double[] y) {
    if (transform == null) {
      return y.clone();
    }
    double[] mixed = Arrays.copyOf(y, order.length);
    transform.invert(mixed, work());
    double[] x = new double[order.length];
    for (int i = 0; i < x.length; i++) {
      x[order[i]] = isNegative[i] ? -mixed[i] : mixed[i];
    }
    return x;
  }
}
