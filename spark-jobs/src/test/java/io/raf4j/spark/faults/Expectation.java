package io.raf4j.spark.faults;

import io.raf4j.spark.LauncherRun;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a job is to end that something was done to. What must hold besides is always the same: it is
 * brought to its end by {@code --resume}, and its bits are those of the undisturbed job.
 *
 * @param exitCodes one of these
 * @param said a pattern that is found in what it said on standard error, if its exit code is not 0
 * @param seconds within which it has ended after the fault; infinite where it may go on
 */
record Expectation(Set<Integer> exitCodes, Pattern said, double seconds) {

  private static final Pattern ANYTHING = Pattern.compile("");

  /** The job goes on to its end. */
  static Expectation goesOn() {
    return new Expectation(Set.of(0), ANYTHING, Double.POSITIVE_INFINITY);
  }

  /** The job ends with one of some exit codes. */
  static Expectation ends(Integer... codes) {
    return new Expectation(Set.of(codes), ANYTHING, Double.POSITIVE_INFINITY);
  }

  /** The job also says something. */
  Expectation saying(String pattern) {
    return new Expectation(exitCodes, Pattern.compile(pattern), seconds);
  }

  /** The job also ends soon. */
  Expectation within(double most) {
    return new Expectation(exitCodes, said, most);
  }

  /** Checks how a job ended. */
  void check(LauncherRun end, double took) throws FaultException {
    if (!exitCodes.contains(end.exitCode())) {
      throw new FaultException(
          Verdict.WRONG, "exit code " + end.exitCode() + ": " + Trial.lastWords(end));
    }
    if (end.exitCode() != 0 && !said.matcher(end.errors()).find()) {
      throw new FaultException(
          Verdict.WRONG, "nothing like '" + said + "' was said: " + Trial.lastWords(end));
    }
    if (took > seconds) {
      throw new FaultException(
          Verdict.WRONG, "%.1f s to the end instead of %.0f".formatted(took, seconds));
    }
  }
}
