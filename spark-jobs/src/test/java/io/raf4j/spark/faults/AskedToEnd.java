package io.raf4j.spark.faults;

import io.raf4j.spark.LauncherProcess;
import io.raf4j.spark.LauncherRun;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.record.RunManifest.Status;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;

/**
 * A signal that asks a job to end, which keeps no checkpoint by itself: what it has trained is
 * there afterwards only if it ends in order.
 *
 * @param signal such as {@code TERM}
 * @param exitCode that is due
 */
record AskedToEnd(String name, String signal, int exitCode) implements Fault {

  /** A cluster manager kills 30 s after it has asked; the job should not need that long. */
  private static final double SECONDS_TO_STOP = 20;

  private static final int MOST_ROUNDS_LOST = 1;
  private static final double MOST_SECONDS_AFTER_ROUND = 0.3;

  /** One in so many comes at any moment from the start of the process on. */
  private static final int ANY_MOMENT = 4;

  private static final int ROUNDS = SmallJob.STEPS / SmallJob.STEPS_A_ROUND;

  /** A job that had just ended is done, one that is asked to end is not. */
  private static final Set<Status> ENDED = EnumSet.of(Status.INTERRUPTED, Status.DONE);

  @Override
  public String how() {
    return "SIG" + signal + ", no checkpoints before";
  }

  @Override
  public String expected() {
    return "exit code %d within %.0f s, one round lost at most; --resume gives the same bits"
        .formatted(exitCode, SECONDS_TO_STOP);
  }

  @Override
  public Outcome strike(TestBed bed, Random random) throws InterruptedException {
    SmallJob job = bed.jobs().get(random.nextInt(bed.jobs().size()));
    Place place = Place.values()[random.nextInt(Place.values().length)];
    bed.undisturbed(job, place);
    try (Trial trial = bed.trial(job.withoutCheckpoints(), place)) {
      EventLog events = bed.eventLog();
      LauncherProcess process = trial.start(events.submitOptions());
      awaitMoment(trial, events, random);
      long began = System.nanoTime();
      try {
        process.signal(signal);
        LauncherRun end = trial.await(process);
        double took = (System.nanoTime() - began) / 1e9;
        return end.exitCode() == 0 ? missed(trial, took) : ended(trial, events, end, took);
      } catch (FaultException e) {
        double took = (System.nanoTime() - began) / 1e9;
        return new Outcome(name, trial.where(), e.verdict(), took, e.getMessage());
      }
    }
  }

  private static void awaitMoment(Trial trial, EventLog events, Random random)
      throws InterruptedException {
    if (random.nextInt(ANY_MOMENT) == 0) {
      trial.sleep(random.nextDouble() * trial.undisturbed().seconds());
    } else {
      int round = 1 + random.nextInt(ROUNDS - 1);
      trial.await(() -> events.finishedRounds() >= round);
      trial.sleep(random.nextDouble() * MOST_SECONDS_AFTER_ROUND);
    }
  }

  /** What is nearly done when the signal comes is brought to its end. */
  private Outcome missed(Trial trial, double took) throws FaultException {
    trial.requireSame();
    return new Outcome(name, trial.where(), Verdict.MISSED, took, "done all the same");
  }

  private Outcome ended(Trial trial, EventLog events, LauncherRun end, double took)
      throws FaultException, InterruptedException {
    Expectation.ends(exitCode).within(SECONDS_TO_STOP).check(end, took);
    requireRecorded(trial);
    int trained = events.finishedRounds();
    int lost = Math.max(0, trained - trial.newestStep() / SmallJob.STEPS_A_ROUND);
    if (lost > MOST_ROUNDS_LOST) {
      throw new FaultException(Verdict.LOST, lost + " of " + trained + " rounds");
    }
    trial.resume();
    trial.requireSame();
    String observed =
        "exit code %d after %.1f s, %d of %d rounds lost, resumed"
            .formatted(exitCode, took, lost, trained);
    return new Outcome(name, trial.where(), Verdict.RIGHT, took, observed);
  }

  /** A job that was asked before it had a record has none. */
  private static void requireRecorded(Trial trial) throws FaultException {
    if (trial.folder().has(trial.folder().runJson())) {
      Status status;
      try {
        status = RunManifest.read(trial.folder().runJson(), trial.folder().hadoop()).status();
      } catch (IOException e) {
        throw new FaultException(Verdict.LOST, "cannot read what is left: " + e);
      }
      if (!ENDED.contains(status)) {
        throw new FaultException(Verdict.WRONG, "status " + status);
      }
    }
  }
}
