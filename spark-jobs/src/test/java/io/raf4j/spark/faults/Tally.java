package io.raf4j.spark.faults;

import java.util.List;

/**
 * What came of all strikes of one fault.
 *
 * @param times that it struck a job
 * @param missed jobs that had ended before
 * @param medianSeconds from the fault to the job's end, or NaN
 * @param worstSeconds likewise
 * @param observed the first thing that was not right, if there was one
 */
record Tally(
    String fault,
    String how,
    String expected,
    int times,
    int missed,
    int lost,
    int wrong,
    int hung,
    double medianSeconds,
    double worstSeconds,
    String observed) {

  /** Adds up the outcomes of one fault. */
  static Tally of(Fault fault, List<Outcome> outcomes) {
    double[] seconds =
        outcomes.stream()
            .filter(outcome -> outcome.verdict() != Verdict.MISSED)
            .mapToDouble(Outcome::seconds)
            .sorted()
            .toArray();
    int missed = count(outcomes, Verdict.MISSED);
    return new Tally(
        fault.name(),
        fault.how(),
        fault.expected(),
        seconds.length,
        missed,
        count(outcomes, Verdict.LOST),
        count(outcomes, Verdict.WRONG),
        count(outcomes, Verdict.HUNG),
        seconds.length == 0 ? Double.NaN : seconds[seconds.length / 2],
        seconds.length == 0 ? Double.NaN : seconds[seconds.length - 1],
        observed(outcomes, seconds.length));
  }

  private static String observed(List<Outcome> outcomes, int times) {
    return outcomes.stream()
        .filter(outcome -> !outcome.isGood())
        .map(Outcome::observed)
        .findFirst()
        .orElse(times == 0 ? "nothing: it did not strike" : "as expected");
  }

  private static int count(List<Outcome> outcomes, Verdict verdict) {
    return (int) outcomes.stream().filter(outcome -> outcome.verdict() == verdict).count();
  }

  /** Returns whether nothing was lost, wrong or hung. */
  boolean isGood() {
    return lost + wrong + hung == 0;
  }
}
