package io.raf4j.spark.faults;

import java.util.Random;

/** When something goes wrong. */
enum Moment {
  /** Anywhere between the start of the process and its end, rather more often while it trains. */
  ANY {
    @Override
    boolean await(Trial trial, Random random) throws InterruptedException {
      return random.nextInt(4) == 0
          ? trial.sleep(random.nextDouble() * trial.undisturbed().seconds())
          : TRAINING.await(trial, random);
    }
  },
  /** While rounds are trained, soon after the checkpoint of some step. */
  TRAINING {
    @Override
    boolean await(Trial trial, Random random) throws InterruptedException {
      // By steps and not by the clock: how fast a job is depends on what else the machine does.
      int step = 1 + random.nextInt(SmallJob.STEPS - SmallJob.STEPS_A_ROUND);
      return trial.awaitCheckpoint(step)
          && trial.sleep(random.nextDouble() * MOST_SECONDS_AFTER_CHECKPOINT);
    }
  },
  /** At once: the injection waits for what it needs. */
  START {
    @Override
    boolean await(Trial trial, Random random) {
      return true;
    }
  };

  private static final double MOST_SECONDS_AFTER_CHECKPOINT = 0.3;

  /**
   * Waits for a moment.
   *
   * @return whether the job still runs then
   */
  abstract boolean await(Trial trial, Random random) throws InterruptedException;
}
