package io.raf4j.benchmarks.limit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** A fixed number of threads, the caller's among them, that do something at the same time. */
final class Team {

  private final ExecutorService helpers;
  private final int threads;

  Team(int threads) {
    this.threads = threads;
    this.helpers =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "raf4j-limit");
              thread.setDaemon(true);
              return thread;
            });
  }

  int threads() {
    return threads;
  }

  /** Runs {@code part(0)} to {@code part(threads - 1)} at once and returns the seconds it took. */
  double seconds(IntConsumer part) {
    long began = System.nanoTime();
    List<Future<?>> running = new ArrayList<>();
    for (int i = 1; i < threads; i++) {
      int number = i;
      running.add(helpers.submit(() -> part.accept(number)));
    }
    part.accept(0);
    for (Future<?> helper : running) {
      join(helper);
    }
    return (System.nanoTime() - began) / 1e9;
  }

  private static void join(Future<?> helper) {
    try {
      helper.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a thread failed while measuring", e.getCause());
    }
  }
}
