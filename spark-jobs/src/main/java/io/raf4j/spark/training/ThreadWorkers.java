package io.raf4j.spark.training;

import java.util.ArrayList;
import java.util.List;

/**
 * Workers that take turns in the calling thread; nothing is copied.
 *
 * @param threads that each of them may use
 */
record ThreadWorkers(TaskThreads threads) implements WorkerPool {

  @Override
  public <S, R> List<R> run(S shared, int workers, Work<S, R> work) {
    threads.enter();
    List<R> results = new ArrayList<>(workers);
    for (int worker = 0; worker < workers; worker++) {
      results.add(work.of(shared, worker));
    }
    return results;
  }
}
