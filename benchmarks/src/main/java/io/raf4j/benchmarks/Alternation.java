package io.raf4j.benchmarks;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Times several works in turn, so that what else the machine does falls on all of them alike and
 * the ratios of their medians hold on a noisy machine.
 */
final class Alternation {

  /** The JIT, ND4J's workspaces and BLAS's buffers. */
  private static final int WARM_UP = 2;

  private final Map<String, double[]> seconds = new LinkedHashMap<>();

  /**
   * Runs every work once a round.
   *
   * @param repetitions rounds that count, after two of warm-up
   */
  Alternation(Map<String, Runnable> works, int repetitions) {
    works.forEach((name, work) -> seconds.put(name, new double[repetitions]));
    for (int round = -WARM_UP; round < repetitions; round++) {
      for (Map.Entry<String, Runnable> work : works.entrySet()) {
        long began = System.nanoTime();
        work.getValue().run();
        if (round >= 0) {
          seconds.get(work.getKey())[round] = (System.nanoTime() - began) / 1e9;
        }
      }
    }
    seconds.values().forEach(Arrays::sort);
  }

  /** Prints the median, minimum and maximum of every work. */
  void print() {
    seconds.forEach(
        (name, times) ->
            System.out.printf(
                "%-24s median %.4f s (%.4f to %.4f)%n",
                name, median(name), times[0], times[times.length - 1]));
  }

  /** Returns whether a work of that name ran. */
  boolean has(String name) {
    return seconds.containsKey(name);
  }

  /** Returns a work's median in seconds. */
  double median(String name) {
    double[] sorted = seconds.get(name);
    return sorted[sorted.length / 2];
  }
}
