package io.raf4j.spark.faults;

import java.util.Optional;
import java.util.Random;

/** Breaks something while a job runs. */
@FunctionalInterface
interface Injection {

  /** Something was broken that nobody has to mend afterwards. */
  Optional<Runnable> DONE = Optional.of(() -> {});

  /** There was nothing to be broken. */
  Optional<Runnable> TOO_LATE = Optional.empty();

  /**
   * Breaks it.
   *
   * @return mends it once the job has ended; nothing if there was nothing to be broken
   * @throws InterruptedException if this program is to end
   */
  Optional<Runnable> inject(Trial trial, Random random) throws InterruptedException;
}
