package io.raf4j.benchmarks.timing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * Times several works in turn, so that what else the machine does falls on all of them alike and
 * the ratios of their medians hold on a noisy machine.
 */
public final class Alternation {

  /** Rounds that do not count: the JIT, ND4J's workspaces and BLAS's buffers. */
  public static final int WARM_UP = 2;

  private final Map<String, double[]> seconds = new LinkedHashMap<>();

  /** Who is told that a round has ended. */
  @FunctionalInterface
  public interface Listener {
    /** Takes the number of rounds that have ended, the warm-up included, and of all rounds. */
    void ended(int rounds, int all);
  }

  /**
   * Runs every work once a round.
   *
   * @param works each returns the seconds that it took, as its own process measured them
   * @param repetitions rounds that count, after two of warm-up; 1 or more
   * @param listener told after every round
   */
  public Alternation(Map<String, DoubleSupplier> works, int repetitions, Listener listener) {
    if (repetitions < 1) {
      throw new IllegalArgumentException("repetitions is " + repetitions + "; expected at least 1");
    }
    works.keySet().forEach(name -> seconds.put(name, new double[repetitions]));
    for (int round = -WARM_UP; round < repetitions; round++) {
      for (Map.Entry<String, DoubleSupplier> work : works.entrySet()) {
        double taken = work.getValue().getAsDouble();
        if (round >= 0) {
          seconds.get(work.getKey())[round] = taken;
        }
      }
      listener.ended(round + WARM_UP + 1, repetitions + WARM_UP);
    }
  }

  /** Returns a work of this process as one that says how long it took. */
  public static DoubleSupplier timed(Runnable work) {
    return () -> {
      long began = System.nanoTime();
      work.run();
      return (System.nanoTime() - began) / 1e9;
    };
  }

  /** Prints the median, minimum and maximum of every work. */
  public void print() {
    seconds.forEach(
        (name, times) -> {
          Spread spread = Spread.of(times);
          System.out.printf(
              "%-24s median %.4f s (%.4f to %.4f)%n",
              name, spread.median(), spread.least(), spread.most());
        });
  }

  /** Returns whether a work of that name ran. */
  public boolean has(String name) {
    return seconds.containsKey(name);
  }

  /** Returns a work's times in seconds. */
  public Spread spread(String name) {
    double[] times = seconds.get(name);
    if (times == null) {
      throw new IllegalArgumentException(
          "no work is named " + name + "; expected one of " + seconds.keySet());
    }
    return Spread.of(times);
  }

  /** Returns a work's median in seconds. */
  public double median(String name) {
    return spread(name).median();
  }
}
