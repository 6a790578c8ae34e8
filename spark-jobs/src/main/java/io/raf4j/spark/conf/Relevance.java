package io.raf4j.spark.conf;

import io.raf4j.eigen.EigenCatalogue;
import io.raf4j.eigen.EigenEntry;
import io.raf4j.pde.PdeCatalogue;
import io.raf4j.pde.PdeEntry;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which settings of a kind of job have no effect on one run of it, because of others.
 *
 * <p>Which settings a kind has at all is said by {@link JobKind} and {@link JobType}.
 */
public final class Relevance {

  private static final Set<JobKind> ALL = EnumSet.allOf(JobKind.class);
  private static final Set<JobKind> EQUATIONS = EnumSet.of(JobKind.PDE, JobKind.EIGEN);
  private static final Set<JobKind> KERNELS = EnumSet.of(JobKind.NTK);

  private static final Set<Key> OF_STEPS = EnumSet.of(Key.DECAY_FACTOR, Key.DECAY_EVERY);
  private static final Set<Key> FIRST_ORDER =
      EnumSet.of(
          Key.STEPS,
          Key.BATCH,
          Key.LEARNING_RATE,
          Key.SCHEDULE,
          Key.DECAY_FACTOR,
          Key.DECAY_EVERY,
          Key.AVERAGING_FREQUENCY,
          Key.WEIGHT_DECAY,
          Key.ADAPTIVE);
  private static final Set<Key> SECOND_ORDER =
      EnumSet.of(
          Key.POINTS,
          Key.DOUBLINGS,
          Key.ITERATIONS,
          Key.LINEAR_ITERATIONS,
          Key.DAMPING,
          Key.MAX_PARAMETERS_SECOND_ORDER);
  private static final Set<Key> UNTRAINED =
      EnumSet.of(
          Key.ACTIVATION,
          Key.WIDTH,
          Key.DEPTH,
          Key.DTYPE,
          Key.OUTPUTS,
          Key.INITIAL_WEIGHTS,
          Key.SCALES);
  private static final Set<Key> CHECKPOINTS =
      EnumSet.of(Key.CHECKPOINT_SECONDS, Key.CHECKPOINTS_KEPT);

  /**
   * Why some settings do nothing.
   *
   * @param kinds of jobs
   * @param keys the settings
   * @param isIdle whether they do nothing
   * @param why the reason and what would give them an effect
   */
  private record Rule(Set<JobKind> kinds, Set<Key> keys, Predicate<Settings> isIdle, String why) {}

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              EQUATIONS,
              FIRST_ORDER,
              settings -> settings.text(Key.OPTIMIZER).equals("levenberg-marquardt"),
              "the second order alone trains; give --optimizer adam or adam+levenberg-marquardt"),
          new Rule(
              EQUATIONS,
              SECOND_ORDER,
              settings -> settings.text(Key.OPTIMIZER).equals("adam"),
              "Adam alone trains; give --optimizer levenberg-marquardt or"
                  + " adam+levenberg-marquardt"),
          new Rule(
              ALL,
              OF_STEPS,
              settings -> !settings.text(Key.SCHEDULE).equals("step"),
              "the schedule is not step; give --schedule step"),
          new Rule(
              EnumSet.of(JobKind.PDE),
              EnumSet.of(Key.DIM),
              settings -> settings.text(Key.DIM).equals(fixed(pde(settings.text(Key.PROBLEM)))),
              "the problem has this dimension alone; leave it out"),
          new Rule(
              EnumSet.of(JobKind.EIGEN),
              EnumSet.of(Key.DIM),
              settings -> settings.text(Key.DIM).equals(fixed(eigen(settings.text(Key.PROBLEM)))),
              "the problem has this dimension alone; leave it out"),
          new Rule(
              KERNELS,
              UNTRAINED,
              settings -> isGiven(settings, Key.CHECKPOINTS),
              "the networks are those of --checkpoints; leave one of the two out"),
          new Rule(
              KERNELS,
              EnumSet.of(Key.OUTPUTS),
              settings -> isGiven(settings, Key.INPUT),
              "the network has the channels of --input; leave one of the two out"),
          new Rule(
              KERNELS,
              EnumSet.of(Key.DIM, Key.SAMPLER),
              settings -> isGiven(settings, Key.INPUT),
              "the points are samples of --input; leave one of the two out"),
          new Rule(
              KERNELS,
              EnumSet.of(Key.SIZE, Key.GREY),
              settings -> !isOf(settings, EnumSet.of(JobKind.IMAGE)),
              "there is no image; give one by --input"),
          new Rule(
              KERNELS,
              EnumSet.of(Key.FROM_SECOND, Key.SECONDS),
              settings -> !isOf(settings, EnumSet.of(JobKind.AUDIO)),
              "there is no sound; give one by --input"),
          new Rule(
              KERNELS,
              EnumSet.of(Key.ORIENTATION),
              settings -> !isOf(settings, EnumSet.of(JobKind.IMAGE, JobKind.VIDEO)),
              "there is no picture; give an image or a clip by --input"),
          new Rule(
              KERNELS,
              EnumSet.of(Key.ALLOW_DAMAGED),
              settings -> !isOf(settings, EnumSet.of(JobKind.AUDIO, JobKind.VIDEO)),
              "there is no clip or sound; give one by --input"),
          new Rule(
              KERNELS,
              EnumSet.of(Key.SCALES),
              settings -> !isOf(settings, EnumSet.of(JobKind.IMAGE, JobKind.AUDIO)),
              "there is no signal to fit scales to; give an image or a sound by --input"),
          new Rule(
              KERNELS,
              EnumSet.of(Key.SCALES),
              settings -> settings.text(Key.INITIAL_WEIGHTS).equals("pytorch"),
              "weights of --initial-weights pytorch are fitted to nothing; leave one of the two"
                  + " out"));

  private Relevance() {}

  /**
   * Returns why a setting of a kind has no effect on a run with all of these settings, and what
   * would give it one; nothing where it has an effect.
   */
  static Optional<String> whyIdle(JobKind kind, Key key, Settings settings) {
    return RULES.stream()
        .filter(rule -> rule.kinds().contains(kind) && rule.keys().contains(key))
        .filter(rule -> rule.isIdle().test(settings))
        .map(Rule::why)
        .findFirst();
  }

  /** Returns why a setting has no effect on cells of a comparison, see {@link #whyIdle}. */
  static Optional<String> whyIdle(JobKind kind, Experiment.Mode mode, Key key, Settings settings) {
    return mode == Experiment.Mode.SIDE_BY_SIDE && CHECKPOINTS.contains(key)
        ? Optional.of("cells side by side leave no checkpoints; they do with run = one-by-one")
        : whyIdle(kind, key, settings);
  }

  private static boolean isGiven(Settings settings, Key key) {
    return !settings.text(key).isBlank();
  }

  private static boolean isOf(Settings settings, Set<JobKind> kinds) {
    String input = settings.text(Key.INPUT);
    return !input.isBlank() && kinds.contains(FileEnding.kind(input));
  }

  private static Optional<int[]> pde(String name) {
    return PdeCatalogue.all().stream()
        .filter(entry -> entry.name().equals(name))
        .map((PdeEntry entry) -> new int[] {entry.smallestDimension(), entry.largestDimension()})
        .findFirst();
  }

  private static Optional<int[]> eigen(String name) {
    return EigenCatalogue.all().stream()
        .filter(entry -> entry.name().equals(name))
        .map((EigenEntry entry) -> new int[] {entry.smallestDimension(), entry.largestDimension()})
        .findFirst();
  }

  /** Returns the only dimension of a range, or a text that no dimension has. */
  private static String fixed(Optional<int[]> range) {
    return range.filter(r -> r[0] == r[1]).map(r -> Integer.toString(r[0])).orElse("none");
  }
}
