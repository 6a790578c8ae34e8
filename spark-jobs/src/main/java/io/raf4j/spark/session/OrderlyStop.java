package io.raf4j.spark.session;

import io.raf4j.spark.training.Interruption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;
import org.slf4j.LoggerFactory;
import scala.Option;

/**
 * Ends the process in order when SIGINT or SIGTERM comes, ahead of Spark, which would stop its
 * executors at once: work is asked to end; what does not end by itself soon is cut; what is not cut
 * either is given up. All of it takes {@value #ALL_SECONDS} s at most, for cluster managers kill
 * after 30 s. A second signal ends the process at once.
 *
 * <p>The exit code is 128 and the number of the signal, as shells have it: {@value #INTERRUPTED} or
 * {@value #TERMINATED}.
 */
public final class OrderlyStop {

  /** Exit code after SIGINT. */
  public static final int INTERRUPTED = 130;

  /** Exit code after SIGTERM. */
  public static final int TERMINATED = 143;

  private static final int ALL_SECONDS = 18;

  /** What a round may still take before it is cut. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  /** What is left after the cut for checkpoint, record and the end of Spark. */
  private static final Duration AFTER_CUT = Duration.ofSeconds(ALL_SECONDS).minus(PATIENCE);

  private static final Duration BETWEEN_CUTS = Duration.ofMillis(500);

  private final Interruption interruption;
  private final Consumer<String> say;
  private final AtomicBoolean came = new AtomicBoolean();

  private OrderlyStop(Interruption interruption, Consumer<String> say) {
    this.interruption = interruption;
    this.say = say;
  }

  /**
   * Ends this process in order when signals come, from now on.
   *
   * @param say tells people
   */
  public static void install(Consumer<String> say) {
    OrderlyStop stop = new OrderlyStop(Interruption.ofProcess(), say);
    stop.handle("INT");
    stop.handle("TERM");
  }

  /** Java has no other way to hear of signals before shutdown hooks run. */
  private void handle(String name) {
    sun.misc.Signal.handle(new sun.misc.Signal(name), signal -> onSignal("SIG" + name));
  }

  /** Returns the exit code of a process that a signal ended. */
  public static int exitCode(String signal) {
    return signal.equals("SIGINT") ? INTERRUPTED : TERMINATED;
  }

  private void onSignal(String name) {
    int code = exitCode(name);
    if (!came.compareAndSet(false, true)) {
      Runtime.getRuntime().halt(code);
    }
    if (!interruption.isAtWork()) {
      say.accept("raf: ended by " + name);
      System.exit(code);
    }
    interruption.request(name);
    say.accept(
        "raf: "
            + name
            + " came; ending in order, which takes up to "
            + ALL_SECONDS
            + " s (a second signal ends at once)");
    try {
      endWork(code);
      // The thread that works says what is left and leaves with the code.
      Thread.sleep(AFTER_CUT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(code);
  }

  private void endWork(int code) throws InterruptedException {
    if (interruption.endsByItself() && interruption.awaitEnd(PATIENCE)) {
      return;
    }
    long until = System.nanoTime() + AFTER_CUT.toNanos();
    while (System.nanoTime() < until) {
      interruption.cut(OrderlyStop::cancelJobs, BETWEEN_CUTS);
      if (interruption.awaitEnd(BETWEEN_CUTS)) {
        return;
      }
    }
    say.accept("raf: the work did not end and is given up; --resume goes on from what there is");
    giveUp(code);
  }

  private void giveUp(int code) {
    try {
      interruption.abandon();
    } catch (RuntimeException e) {
      LoggerFactory.getLogger(OrderlyStop.class).warn("cannot record that work is given up", e);
    }
    Runtime.getRuntime().halt(code);
  }

  private static void cancelJobs() {
    Option<SparkSession> session = SparkSession.getDefaultSession();
    if (session.isDefined() && !session.get().sparkContext().isStopped()) {
      session.get().sparkContext().cancelAllJobs();
    }
  }
}
