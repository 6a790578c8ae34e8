package io.raf4j.spark.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Lets faults happen one after the other, in turn, at moments that come from a seed, until there
 * were enough of them or the time is over. A job that ended before its fault does not count.
 */
final class SelfTest {

  private final TestBed bed;
  private final List<Fault> faults;
  private final Consumer<String> say;

  /**
   * Creates one.
   *
   * @param say hears how far it is
   */
  SelfTest(TestBed bed, List<Fault> faults, Consumer<String> say) {
    this.bed = bed;
    this.faults = faults;
    this.say = say;
  }

  /**
   * Lets faults happen.
   *
   * @param wanted how many, of all kinds together
   * @param seed of all that is random
   * @param longest no fault is begun after this time
   * @return a tally of each
   */
  List<Tally> run(int wanted, long seed, Duration longest) throws InterruptedException {
    Map<Fault, List<Outcome>> outcomes = new LinkedHashMap<>();
    faults.forEach(fault -> outcomes.put(fault, new ArrayList<>()));
    Random random = new Random(seed);
    long began = System.nanoTime();
    int struck = 0;
    for (int turn = 0; struck < wanted && since(began) < longest.toNanos(); turn++) {
      Fault fault = faults.get(turn % faults.size());
      // A fault of its own seed is the same again whatever came before it.
      Outcome outcome = fault.strike(bed, new Random(random.nextLong()));
      outcomes.get(fault).add(outcome);
      struck += outcome.verdict() == Verdict.MISSED ? 0 : 1;
      say.accept(told(outcome, struck, wanted, began, longest));
    }
    return outcomes.entrySet().stream()
        .map(entry -> Tally.of(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static long since(long began) {
    return System.nanoTime() - began;
  }

  private static String told(
      Outcome outcome, int struck, int wanted, long began, Duration longest) {
    double passed = since(began) / 1e9;
    double byCount = struck == 0 ? Double.POSITIVE_INFINITY : passed / struck * (wanted - struck);
    double left = Math.min(byCount, Math.max(0, longest.toSeconds() - passed));
    return String.format(
        Locale.ROOT,
        "%d of %d: %s (%s): %s after %.1f s, %s; %.0f min left",
        struck,
        wanted,
        outcome.fault(),
        outcome.where(),
        outcome.verdict().name().toLowerCase(Locale.ROOT),
        outcome.seconds(),
        outcome.observed(),
        Math.ceil(left / 60));
  }
}
