package io.raf4j.host;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs the independent parts of a computation on a bounded number of threads.
 *
 * <p>The number is a property of the machine and never of the result: callers cut their work into
 * parts by its size alone, and this class only decides who runs which part. The default is one
 * thread per processor; a Spark task sets it to {@code spark.task.cpus}.
 *
 * <p>While parts run, BLAS is limited to one thread a call, since the parts are the parallelism;
 * the caller's setting is put back afterwards.
 *
 * <p>Thread safety: all methods may be called from any thread, and at the same time.
 */
public final class ComputeThreads {

  private static final ExecutorService POOL =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "raf4j-compute");
            thread.setDaemon(true);
            return thread;
          });

  private static volatile int threads = Runtime.getRuntime().availableProcessors();
  private static int sections;
  private static int callersBlasThreads;

  private ComputeThreads() {}

  /** Returns how many threads one call may use. */
  public static int count() {
    return threads;
  }

  /**
   * Sets how many threads one call may use.
   *
   * @param count at least 1
   * @throws IllegalArgumentException if it is not
   */
  public static void setCount(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("threads is " + count + "; expected at least 1");
    }
    threads = count;
  }

  /**
   * Runs {@code part(0)} to {@code part(parts - 1)}, each once, and returns when all have ended.
   *
   * @throws RuntimeException or Error: what a part threw, this thread's own first
   */
  public static void run(int parts, IntConsumer part) {
    int helpers = Math.min(threads, parts) - 1;
    enterSection();
    try {
      if (helpers < 1) {
        for (int i = 0; i < parts; i++) {
          part.accept(i);
        }
      } else {
        runShared(parts, part, helpers);
      }
    } finally {
      leaveSection();
    }
  }

  /**
   * Does something that calls {@link #run} several times, with BLAS limited all the while: changing
   * the limit takes longer than a small part.
   */
  public static <R> R inOneSection(Supplier<R> calls) {
    enterSection();
    try {
      return calls.get();
    } finally {
      leaveSection();
    }
  }

  private static void runShared(int parts, IntConsumer part, int helpers) {
    AtomicInteger next = new AtomicInteger();
    Runnable takeParts =
        () -> {
          for (int i = next.getAndIncrement(); i < parts; i = next.getAndIncrement()) {
            part.accept(i);
          }
        };
    List<Future<?>> running = new ArrayList<>(helpers);
    for (int i = 0; i < helpers; i++) {
      running.add(POOL.submit(takeParts));
    }
    Throwable failure = null;
    try {
      takeParts.run();
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    // All of them, even after a failure: the others still write into the caller's memory.
    for (Future<?> helper : running) {
      Throwable other = join(helper);
      failure = failure == null ? other : failure;
    }
    rethrow(failure);
  }

  /** Waits for a helper to end, whatever interrupts this thread, and returns what it threw. */
  private static Throwable join(Future<?> helper) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          helper.get();
          return null;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          return e.getCause();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Parts throw nothing that is checked. */
  private static void rethrow(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
  }

  private static synchronized void enterSection() {
    if (sections++ == 0) {
      callersBlasThreads = Nd4j.factory().blas().getMaxThreads();
      if (callersBlasThreads != 1) {
        Nd4j.factory().blas().setMaxThreads(1);
      }
    }
  }

  private static synchronized void leaveSection() {
    if (--sections == 0 && callersBlasThreads != 1) {
      Nd4j.factory().blas().setMaxThreads(callersBlasThreads);
    }
  }
}
