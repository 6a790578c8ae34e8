package io.raf4j.datasets.fuzz;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a parser may do with any input: give a value, or refuse it by its own kind of exception. */
public final class Parsing {

  private static final int MOST_SECONDS = 20;

  /** The parsing of one input. */
  @FunctionalInterface
  public interface Attempt {
    /** Parses, and checks what comes of it. */
    void run() throws Exception;
  }

  /**
   * One for each test; a thread that is lost in an endless loop does not keep the process alive.
   */
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread made = new Thread(task, "parser");
            made.setDaemon(true);
            return made;
          });

  private final List<Class<? extends Exception>> refusals;
  private long attempts;
  private long accepted;

  /** Creates the rule of a parser whose refusals are exactly of these classes. */
  @SafeVarargs
  public Parsing(Class<? extends Exception>... refusals) {
    this.refusals = List.of(refusals);
  }

  /**
   * Lets a parser have an input.
   *
   * @throws AssertionError if it takes too long, or fails by anything but a refusal that says
   *     something
   */
  public void require(Attempt attempt) {
    attempts++;
    Future<?> running =
        thread.submit(
            () -> {
              attempt.run();
              return null;
            });
    try {
      running.get(MOST_SECONDS, TimeUnit.SECONDS);
      accepted++;
    } catch (ExecutionException e) {
      requireRefusal(e.getCause());
    } catch (TimeoutException e) {
      running.cancel(true);
      throw new AssertionError("still parsing after " + MOST_SECONDS + " seconds", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /**
   * Checks that the inputs that mutants were made of were not all refused as well, which would
   * leave most of the parser untouched.
   */
  public void requireSomeAccepted() {
    if (attempts > 0 && accepted == 0) {
      throw new AssertionError("all of " + attempts + " inputs were refused, sound ones too");
    }
  }

  private void requireRefusal(Throwable error) {
    String message = error.getMessage();
    if (refusals.stream().noneMatch(kind -> kind == error.getClass())
        || message == null
        || message.length() < 10) {
      throw new AssertionError("no refusal of the parser's own: " + error, error);
    }
  }
}
