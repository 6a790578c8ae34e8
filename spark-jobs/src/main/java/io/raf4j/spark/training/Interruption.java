package io.raf4j.spark.training;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.spark.SparkException;

/**
 * The wish that work ends in order, which a signal brings: SIGINT of a person, or SIGTERM of a
 * cluster manager that takes the machine back.
 *
 * <p>Work notices it between two rounds, leaves a checkpoint and ends by an {@link
 * InterruptedWorkException}. A round that takes too long is cut: its Spark jobs are cancelled, and
 * the checkpoint is that of the round before. Safe for use by several threads.
 */
public final class Interruption {

  private static final Interruption OF_PROCESS = new Interruption();
  private static final long LOOK_MILLIS = 20;

  private final ReentrantLock uncut = new ReentrantLock();
  private final ConcurrentLinkedDeque<Work> atWork = new ConcurrentLinkedDeque<>();
  private volatile String signal;

  /** Work that is lost, at least in part, where the process just ends. */
  public final class Work implements AutoCloseable {
    private final boolean endsByItself;
    private final Runnable abandoned;

    private Work(boolean endsByItself, Runnable abandoned) {
      this.endsByItself = endsByItself;
      this.abandoned = abandoned;
    }

    /** Says that the work has ended, well or not. */
    @Override
    public void close() {
      atWork.remove(this);
    }
  }

  /** Returns the one that signals to this process bring. */
  public static Interruption ofProcess() {
    return OF_PROCESS;
  }

  /**
   * Asks that work ends.
   *
   * @param name of the signal, such as SIGTERM
   */
  public void request(String name) {
    signal = name;
  }

  /** Forgets a wish that was fulfilled. */
  public void fulfilled() {
    signal = null;
  }

  /** Returns the signal that came, or nothing. */
  public Optional<String> signal() {
    return Optional.ofNullable(signal);
  }

  /**
   * Ends work where that is asked for.
   *
   * @throws InterruptedWorkException if so
   */
  public void check() {
    String came = signal;
    if (came != null) {
      throw new InterruptedWorkException(came);
    }
  }

  /**
   * Says that there is work that looks at times whether it is to end, until what is returned is
   * closed.
   *
   * @param abandoned writes down that the work was abandoned, from another thread, as the last
   *     thing that the process does
   */
  public Work begin(Runnable abandoned) {
    return begin(new Work(true, abandoned));
  }

  /**
   * Says that there is work of which nothing is lost by cutting it at once, for each of its parts
   * is kept or made anew as a whole.
   */
  public Work beginCuttable() {
    return begin(new Work(false, () -> {}));
  }

  private Work begin(Work work) {
    atWork.addFirst(work);
    return work;
  }

  /** Returns whether there is work that looks at times whether it is to end. */
  public boolean endsByItself() {
    return atWork.stream().anyMatch(work -> work.endsByItself);
  }

  /** Returns whether there is work that would be lost if the process just ended. */
  public boolean isAtWork() {
    return !atWork.isEmpty();
  }

  /**
   * Waits until there is no work any more.
   *
   * @return whether that came true in the given time
   */
  public boolean awaitEnd(Duration longest) throws InterruptedException {
    long until = System.nanoTime() + longest.toNanos();
    while (isAtWork() && System.nanoTime() < until) {
      Thread.sleep(LOOK_MILLIS);
    }
    return !isAtWork();
  }

  /** Writes down that work was abandoned, the innermost first. */
  public void abandon() {
    atWork.forEach(work -> work.abandoned.run());
  }

  /** Does what {@link #cut} waits for: parameters are ahead of what is known of them. */
  <T> T uncut(Supplier<T> work) {
    uncut.lock();
    try {
      return work.get();
    } finally {
      uncut.unlock();
    }
  }

  /**
   * Cuts what goes on, as soon as it may be cut.
   *
   * @param cancel ends the work of other threads
   * @param longest to wait for
   * @return whether it was cut in that time
   */
  public boolean cut(Runnable cancel, Duration longest) throws InterruptedException {
    if (!uncut.tryLock(longest.toMillis(), TimeUnit.MILLISECONDS)) {
      return false;
    }
    try {
      cancel.run();
      return true;
    } finally {
      uncut.unlock();
    }
  }

  /** Returns whether an error is what the wish has led to, and nothing else that went wrong. */
  public boolean isCauseOf(Throwable error) {
    if (signal().isEmpty()) {
      return false;
    }
    for (Throwable t = error; t != null; t = t.getCause()) {
      if (t instanceof InterruptedWorkException || isCancelled(t)) {
        return true;
      }
    }
    return false;
  }

  /** Spark has no type of its own for jobs that were cancelled. */
  private static boolean isCancelled(Throwable error) {
    return error instanceof SparkException
        && String.valueOf(error.getMessage()).contains("cancelled");
  }
}
