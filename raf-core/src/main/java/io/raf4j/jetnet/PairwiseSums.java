package io.raf4j.jetnet;

import io.raf4j.host.ComputeThreads;
import java.util.List;
import java.util.function.BiConsumer;

/** Adds partial sums in pairs: the same tree for any number of threads. */
final class PairwiseSums {

  private PairwiseSums() {}

  /**
   * Adds sum i + stride to sum i for strides 1, 2, 4, ...; the first then holds all.
   *
   * @param add adds its second argument to its first
   */
  static <S> S combine(List<S> sums, BiConsumer<S, S> add) {
    for (int stride = 1; stride < sums.size(); stride *= 2) {
      int step = stride;
      int pairs = (sums.size() + stride - 1) / (2 * stride);
      ComputeThreads.run(
          pairs, pair -> add.accept(sums.get(2 * pair * step), sums.get((2 * pair + 1) * step)));
    }
    return sums.get(0);
  }
}
