package io.raf4j.spark.faults;

import io.raf4j.spark.LauncherProcess;
import io.raf4j.spark.LauncherRun;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A fault that happens once to one job: an injection at a moment, and an expectation.
 *
 * @param jobs names of the kinds that it may happen to
 * @param places where
 * @param submitOptions what the job needs to be told for it
 */
record Disturbance(
    String name,
    String how,
    String expected,
    List<String> jobs,
    Set<Place> places,
    String submitOptions,
    Moment moment,
    Injection injection,
    Expectation expectation)
    implements Fault {

  @Override
  public Outcome strike(TestBed bed, Random random) throws InterruptedException {
    SmallJob job = bed.job(one(jobs, random));
    Place place = one(places.stream().sorted().toList(), random);
    bed.undisturbed(job, place);
    try (Trial trial = bed.trial(job, place)) {
      return strike(trial, random);
    }
  }

  private static <T> T one(List<T> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }

  private Outcome strike(Trial trial, Random random) throws InterruptedException {
    LauncherProcess process = trial.start(submitOptions);
    boolean isInTime = moment.await(trial, random);
    long began = System.nanoTime();
    try {
      Optional<Runnable> mend = isInTime ? injection.inject(trial, random) : Injection.TOO_LATE;
      LauncherRun end;
      try {
        end = trial.await(process);
      } finally {
        mend.ifPresent(Runnable::run);
      }
      double took = seconds(began);
      (mend.isPresent() ? expectation : Expectation.goesOn()).check(end, took);
      String observed = mend.isPresent() ? "gone on" : "over before";
      if (end.exitCode() != 0) {
        observed = "exit code %d after %.1f s, resumed".formatted(end.exitCode(), took);
        trial.resume();
      }
      trial.requireSame();
      Verdict verdict = mend.isPresent() ? Verdict.RIGHT : Verdict.MISSED;
      return new Outcome(name, trial.where(), verdict, seconds(began), observed);
    } catch (FaultException e) {
      return new Outcome(name, trial.where(), e.verdict(), seconds(began), e.getMessage());
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
