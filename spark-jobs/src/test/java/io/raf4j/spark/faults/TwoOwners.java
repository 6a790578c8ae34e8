package io.raf4j.spark.faults;

import io.raf4j.spark.LauncherProcess;
import io.raf4j.spark.LauncherRun;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/** Two jobs that are started with one output, up to three seconds apart. */
final class TwoOwners implements Fault {

  private static final double MOST_SECONDS_APART = 3;
  private static final Pattern NAMES_THE_OWNER =
      Pattern.compile("belongs to another job|exists and was not given back by");

  @Override
  public String name() {
    return "two-owners";
  }

  @Override
  public String how() {
    return "two jobs with one --output, 0 to 3 s apart";
  }

  @Override
  public String expected() {
    return "one is right, the other exits 2 naming the owner";
  }

  @Override
  public Outcome strike(TestBed bed, Random random) throws InterruptedException {
    SmallJob job = bed.jobs().get(random.nextInt(bed.jobs().size()));
    Place place = random.nextBoolean() ? Place.LOCAL_FILE : Place.LOCAL_HDFS;
    double apart = random.nextDouble() * MOST_SECONDS_APART;
    boolean isResumed = random.nextBoolean();
    bed.undisturbed(job, place);
    try (Trial trial = bed.trial(job, place)) {
      LauncherProcess first = trial.start("");
      trial.sleep(apart);
      long began = System.nanoTime();
      LauncherProcess second = isResumed ? trial.start("", "--resume") : trial.start("");
      String observed = "%.1f s apart%s".formatted(apart, isResumed ? ", --resume" : "");
      Verdict verdict = Verdict.RIGHT;
      try {
        check(List.of(trial.await(first), trial.await(second)));
        trial.requireSame();
      } catch (FaultException e) {
        verdict = e.verdict();
        observed += ": " + e.getMessage();
      }
      double took = (System.nanoTime() - began) / 1e9;
      return new Outcome(name(), trial.where(), verdict, took, observed);
    }
  }

  private static void check(List<LauncherRun> ends) throws FaultException {
    List<LauncherRun> refused = ends.stream().filter(end -> end.exitCode() == 2).toList();
    long done = ends.stream().filter(end -> end.exitCode() == 0).count();
    if (done != 1 || refused.size() != 1) {
      throw new FaultException(
          Verdict.WRONG,
          "exit codes "
              + ends.stream().map(LauncherRun::exitCode).toList()
              + ": "
              + ends.stream().map(Trial::lastWords).toList());
    }
    if (!NAMES_THE_OWNER.matcher(refused.get(0).errors()).find()) {
      throw new FaultException(
          Verdict.WRONG, "the owner is not named: " + Trial.lastWords(refused.get(0)));
    }
  }
}
