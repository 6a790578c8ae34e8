package io.raf4j.benchmarks.yardstick;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Says on standard error how far a session has come and how long the rest will take, by the
 * floating-point operations done and to do.
 */
final class Progress {

  private final PrintWriter out;
  private final LongSupplier clock;
  private final long began;
  private final double all;
  private double done;

  /**
   * Starts the clock.
   *
   * @param all the operations of the session, in any unit
   * @param clock nanoseconds
   */
  Progress(PrintWriter out, double all, LongSupplier clock) {
    this.out = out;
    this.all = all;
    this.clock = clock;
    this.began = clock.getAsLong();
  }

  /** Says something. */
  void say(String line) {
    out.println(line);
    out.flush();
  }

  /** Notes that a part is done, and says so with the time left. */
  void done(double part, String what) {
    done += part;
    say(what + left());
  }

  private String left() {
    double passed = (clock.getAsLong() - began) / 1e9;
    if (done <= 0) {
      return "";
    }
    Duration left = Duration.ofSeconds(Math.round(passed * Math.max(0, all - done) / done));
    return left.toMinutes() > 0
        ? ", about " + left.plusSeconds(30).toMinutes() + " min left"
        : ", about " + left.toSeconds() + " s left";
  }
}
