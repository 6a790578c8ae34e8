package io.raf4j.benchmarks.timing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * Times several works in turn, so that what else the machine does falls on all of them alike and
 * the ratios of their medians hold on a noisy machine.
 */
public final class Alternation {

  /**
   * Seconds of warm-up that times of long trainings need: Java compiles the code of a short step
   * for some seconds, a step of a differential equation took 0.28 s in its first twenty and 0.08 s
   * after two hundred.
   */
  public static final int WARM_UP_SECONDS = 10;

  private static final int WARM_UP_RUNS = 2;

  private final Map<String, double[]> seconds = new LinkedHashMap<>();

  /** Who is told that a round has ended. */
  @FunctionalInterface
  public interface Listener {
    /** Takes the number of rounds that have ended, 0 after the warm-up, and of all rounds. */
    void ended(int rounds, int all);
  }

  /**
   * Warms every work up and runs each once a round.
   *
   * @param works each returns the seconds that it took, as its own process measured them
   * @param warmUpSeconds for which each work runs before it counts, and twice at least
   * @param repetitions rounds that count; 1 or more
   * @param listener told after the warm-up and every round
   */
  public Alternation(
      Map<String, DoubleSupplier> works, double warmUpSeconds, int repetitions, Listener listener) {
    if (repetitions < 1) {
      throw new IllegalArgumentException("repetitions is " + repetitions + "; expected at least 1");
    }
    works.keySet().forEach(name -> seconds.put(name, new double[repetitions]));
    works.values().forEach(work -> warmUp(work, warmUpSeconds));
    listener.ended(0, repetitions);
    for (int round = 0; round < repetitions; round++) {
      for (Map.Entry<String, DoubleSupplier> work : works.entrySet()) {
        seconds.get(work.getKey())[round] = work.getValue().getAsDouble();
      }
      listener.ended(round + 1, repetitions);
    }
  }

  private static void warmUp(DoubleSupplier work, double seconds) {
    long began = System.nanoTime();
    for (int runs = 0; runs < WARM_UP_RUNS || System.nanoTime() - began < seconds * 1e9; runs++) {
      var unused = work.getAsDouble();
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
