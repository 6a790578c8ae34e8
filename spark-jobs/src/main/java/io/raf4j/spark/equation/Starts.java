package io.raf4j.spark.equation;

import io.raf4j.random.Purpose;
import io.raf4j.random.RandomStream;
import io.raf4j.solver.SolverNetwork;
import io.raf4j.solver.TrialLayer;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.run.Progress;
import io.raf4j.spark.run.Site;
import io.raf4j.spark.training.Checkpoints.Checkpoint;
import io.raf4j.spark.training.DivergedException;
import io.raf4j.spark.training.TrainingState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Lets starts of second order compete, by successive halving of {@link StartOptions}: each is the
 * task of a worker, which iterates alone on a whole problem; what counts is the loss on points on
 * which none of them takes a step. The best goes on, exactly as a run of its seed and shape alone
 * would.
 *
 * <p>How long a round is, is a number of iterations and no time, so who wins depends on the plan
 * alone. It is kept as the run's decision, with all losses.
 */
final class Starts {

  private static final String SEED = "start_seed";
  private static final String WIDTH = "start_width";
  private static final String DEPTH = "start_depth";

  /** Seeds of 31 bits can be typed again. */
  private static final int SEED_SHIFT = 33;

  /** A start that a residual without a number has ended comes last, in the order of the field. */
  private static final Comparator<Contender> BEST_FIRST =
      Comparator.comparingDouble(
              (Contender one) ->
                  Double.isFinite(one.loss()) ? one.loss() : Double.POSITIVE_INFINITY)
          .thenComparingInt(Contender::index);

  /** What is kept of the competition. */
  private record Decision(
      long startSeed, int startWidth, int startDepth, List<Candidate> startCandidates) {}

  /**
   * What is kept of one that competed.
   *
   * @param losses on fresh points after each of its rounds
   */
  private record Candidate(long seed, int width, int depth, int iterations, List<Double> losses) {

    static Candidate of(Contender one) {
      return new Candidate(
          one.seed(), one.width(), one.depth(), one.state().iteration(), one.losses());
    }
  }

  private final SolvePlan plan;
  private final Site site;

  Starts(SolvePlan plan, Site site) {
    this.plan = plan;
    this.site = site;
  }

  /**
   * Returns the plan with the seed and the shape that the run has decided for.
   *
   * @throws SettingsException if starts compete and it is not known who has won
   */
  static SolvePlan decided(SolvePlan plan, Site site) {
    Fields decisions = site.decisions();
    if (!plan.lettingStartsCompete()) {
      return plan;
    }
    if (decisions.get(SEED) == null) {
      throw new SettingsException(
          "--resume: run.json does not have the "
              + SEED
              + " that the run went on with; start anew in another --output");
    }
    return plan.startedAs(
        decisions.count(SEED),
        Math.toIntExact(decisions.count(WIDTH)),
        Math.toIntExact(decisions.count(DEPTH)));
  }

  /**
   * Returns the best start where the competition has left it.
   *
   * @throws DivergedException if all of them end with a residual that is not finite
   */
  Checkpoint best() {
    long began = System.nanoTime();
    List<Contender> field = contenders();
    List<Contender> gone = new ArrayList<>();
    try (Progress progress = site.progress("starts", plan.options().starts().allIterations())) {
      for (int round = 0; field.size() > 1; round++) {
        List<Contender> ranked =
            ranked(new StartRound(plan, field, round, site.pool().threads()).run(site.pool()));
        int finite = (int) ranked.stream().filter(one -> Double.isFinite(one.loss())).count();
        if (finite == 0) {
          throw DivergedException.ofStarts(plan.options().starts().count());
        }
        int stay = Math.min(finite, StartOptions.staying(field.size()));
        field = ranked.subList(0, stay);
        gone.addAll(ranked.subList(stay, ranked.size()));
        site.audience().say(inWords(ranked, stay));
        progress.at(field.get(0).state().iteration(), "iterations of the best");
        site.interruption().check();
      }
    }
    Contender winner = field.get(0);
    gone.add(winner);
    decide(winner, gone);
    Checkpoint start = start(winner, (System.nanoTime() - began) * 1e-9);
    site.checkpoints().save(start.network(), start.state());
    return start;
  }

  /** Returns contenders, the best first. */
  static List<Contender> ranked(List<Contender> field) {
    return field.stream().sorted(BEST_FIRST).toList();
  }

  private void decide(Contender winner, List<Contender> all) {
    List<Candidate> candidates =
        all.stream().sorted(Comparator.comparingInt(Contender::index)).map(Candidate::of).toList();
    site.decide(Fields.of(new Decision(winner.seed(), winner.width(), winner.depth(), candidates)));
  }

  private Checkpoint start(Contender winner, double seconds) {
    SolvePlan chosen = winner.plan(plan);
    MultiLayerNetwork network = chosen.initial();
    TrialLayer layer = TrialLayer.of(network.getLayerWiseConfigurations());
    network.setParameters(
        chosen.kind().form(chosen, TrainingState.START).of(layer, 0).parameters(winner.theta()));
    return new Checkpoint(
        network, TrainingState.START.goingOn(winner.state(), winner.points(), seconds));
  }

  private static String inWords(List<Contender> ranked, int stay) {
    return "Starts: "
        + ranked.stream()
            .map(
                one ->
                    String.format(
                        Locale.ROOT,
                        "seed %d, %d x %d: %.3g",
                        one.seed(),
                        one.depth(),
                        one.width(),
                        one.loss()))
            .collect(Collectors.joining("; "))
        + "; "
        + (stay == 1 ? "the first goes on" : "the first " + stay + " go on");
  }

  /** The given seed and shape first; every start has a seed of its own, shapes take turns. */
  private List<Contender> contenders() {
    List<SolverNetwork.Size> shapes = shapes();
    List<Contender> all = new ArrayList<>();
    for (int i = 0; i < plan.options().starts().count(); i++) {
      long seed =
          i == 0
              ? plan.seed()
              : RandomStream.of(plan.seed(), Purpose.STARTS, i, 0).nextLong() >>> SEED_SHIFT;
      SolverNetwork.Size shape = shapes.get(i % shapes.size());
      all.add(Contender.before(i, seed, shape.width(), shape.depth()));
    }
    return all;
  }

  private List<SolverNetwork.Size> shapes() {
    SolverNetwork.Size given = plan.size();
    List<SolverNetwork.Size> shapes = new ArrayList<>(List.of(given));
    if (plan.options().starts().hasShapes()) {
      // Half of a residual block is none.
      int step = given.architecture() == SolverNetwork.Architecture.RESIDUAL ? 2 : 1;
      for (int depth : new int[] {given.depth() - step, given.depth() + step}) {
        int width = depth < 1 ? 0 : widest(depth);
        if (width >= 1) {
          shapes.add(new SolverNetwork.Size(given.architecture(), width, depth));
        }
      }
    }
    return shapes;
  }

  /** Returns the most neurons of a layer with no more parameters than given, 0 for none. */
  private int widest(int depth) {
    long most = plan.parameters();
    int width = 0;
    // Networks grow with their width; the biggest of one hidden layer has fewer neurons than that.
    for (int bit = Integer.highestOneBit(Math.toIntExact(most)); bit > 0; bit >>= 1) {
      if (plan.startedAs(plan.seed(), width + bit, depth).parameters() <= most) {
        width += bit;
      }
    }
    return width;
  }
}
