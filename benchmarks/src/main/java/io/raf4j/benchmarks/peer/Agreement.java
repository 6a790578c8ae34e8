package io.raf4j.benchmarks.peer;

import java.util.Arrays;
import java.util.Locale;

/**
 * Whether two processes that started from the same parameters compute the same: the losses of their
 * first steps on the same points. A loss tests the forward pass, the next one the gradient that led
 * to it.
 */
public final class Agreement {

  /** How many steps are compared. */
  public static final int STEPS = 3;

  private Agreement() {}

  /**
   * Compares losses.
   *
   * @param work for the message
   * @param ours the losses here
   * @param theirs the losses there, as many
   * @param tolerance how far apart they may lie, relative to the larger
   * @return the largest relative difference
   * @throws DisagreementException if it is larger than the tolerance, or a loss is not finite
   */
  public static double require(String work, double[] ours, double[] theirs, double tolerance) {
    double largest = 0;
    for (int step = 0; step < ours.length; step++) {
      double scale = Math.max(Math.abs(ours[step]), Math.abs(theirs[step]));
      double difference = scale == 0 ? 0 : Math.abs(ours[step] - theirs[step]) / scale;
      // Written so that NaN does not agree.
      if (!(difference <= tolerance)) {
        throw new DisagreementException(
            String.format(
                Locale.ROOT,
                "%s: RAF4J and PyTorch do not compute the same. Losses of step %d of %s and %s lie"
                    + " %.1e apart, relatively; expected at most %.0e",
                work,
                step + 1,
                Arrays.toString(ours),
                Arrays.toString(theirs),
                difference,
                tolerance));
      }
      largest = Math.max(largest, difference);
    }
    return largest;
  }

  /** The two do not compute the same, so that their times are not to be compared. */
  public static final class DisagreementException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DisagreementException(String message) {
      super(message);
    }
  }
}
