package io.raf4j.spark.faults;

import java.util.Random;

/** Breaks something while a job runs. */
@FunctionalInterface
interface Injection {

  /** Nothing to be mended afterwards. */
  Runnable NOTHING = () -> {};

  /**
   * Breaks it.
   *
   * @return mends it once the job has ended
   * @throws FaultException if there was nothing to be broken, as {@link Verdict#MISSED}
   * @throws InterruptedException if this program is to end
   */
  Runnable inject(Trial trial, Random random) throws FaultException, InterruptedException;
}
