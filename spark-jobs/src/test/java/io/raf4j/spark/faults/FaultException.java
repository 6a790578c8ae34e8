package io.raf4j.spark.faults;

/** Ends a trial that did not go as expected; the message says what was observed. */
final class FaultException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Verdict verdict;

  FaultException(Verdict verdict, String observed) {
    super(observed);
    this.verdict = verdict;
  }

  Verdict verdict() {
    return verdict;
  }
}
