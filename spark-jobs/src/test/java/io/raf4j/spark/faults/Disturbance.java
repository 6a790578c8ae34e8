package io.raf4j.spark.faults;

import io.raf4j.spark.LauncherProcess;
import io.raf4j.spark.LauncherRun;
import java.util.List;
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
    long began = System.nanoTime();
    String observed = "gone on";
    Verdict verdict = Verdict.RIGHT;
    try {
      if (moment.await(trial, random)) {
        began = System.nanoTime();
        Runnable mended = injection.inject(trial, random);
        LauncherRun end;
        try {
          end = trial.await(process);
        } finally {
          mended.run();
        }
        double took = seconds(began);
        expectation.check(end, took);
        if (end.exitCode() != 0) {
          observed = "exit code %d after %.1f s, resumed".formatted(end.exitCode(), took);
          trial.resume();
        }
      } else {
        observed = "over before";
        verdict = Verdict.MISSED;
      }
      trial.requireSame();
    } catch (FaultException e) {
      verdict = e.verdict();
      observed = e.getMessage();
    }
    return new Outcome(name, trial.where(), verdict, seconds(began), observed);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
