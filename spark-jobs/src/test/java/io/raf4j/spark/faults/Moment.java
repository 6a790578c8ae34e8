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
  /** While rounds are trained, with a checkpoint there. */
  TRAINING {
    @Override
    boolean await(Trial trial, Random random) throws InterruptedException {
      return trial.awaitCheckpoint()
          && trial.sleep(random.nextDouble() * trial.undisturbed().secondsOfTraining());
    }
  },
  /** At once: the injection waits for what it needs. */
  START {
    @Override
    boolean await(Trial trial, Random random) {
      return true;
    }
  };

  /**
   * Waits for a moment.
   *
   * @return whether the job still runs then
   */
  abstract boolean await(Trial trial, Random random) throws InterruptedException;
}
