package io.raf4j.spark.equation;

import io.raf4j.pde.SlabTimes;
import io.raf4j.solver.TrialLayer;
import io.raf4j.spark.run.Site;
import io.raf4j.spark.training.Checkpoints.Checkpoint;
import io.raf4j.spark.training.Trained;
import io.raf4j.spark.training.TrainingState;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Solves an equation slab by slab of its time, each slab with a network that begins with what the
 * one before ends with.
 *
 * <p>A checkpoint's network knows which slab it is of and what the earlier ones have left, so that
 * a run goes on from any: at the end of a slab the next one is saved in its place. The seconds that
 * are left when a slab begins are shared out among it and those after it.
 */
final class SlabTraining {

  /** Seconds that a slab has at least: one iteration is made however late it is. */
  private static final double LEAST_SECONDS = 1e-3;

  private final SolvePlan plan;
  private final SlabTimes times;
  private final Site site;

  SlabTraining(SolvePlan plan, SlabTimes times, Site site) {
    this.plan = plan;
    this.times = times;
    this.site = site;
  }

  /** Trains all slabs from the last checkpoint or the start. */
  Trained train() {
    Checkpoint at = site.last().orElseGet(this::beginning);
    while (true) {
      int slab = slab(at.network());
      site.audience().say(inWords(slab));
      SolvePlan present = inSlab(slab, at.state());
      Trained trained = new SolveTraining(present, site).train(at.network(), at.state());
      if (slab == times.count()) {
        return trained;
      }
      at = following(slab, trained);
      site.checkpoints().save(at.network(), at.state());
      site.interruption().check();
    }
  }

  private static int slab(MultiLayerNetwork network) {
    return TrialLayer.of(network.getLayerWiseConfigurations()).problem().slabTimes().number();
  }

  private String phase(int slab) {
    return "slab " + slab + " of " + times.count();
  }

  private String inWords(int slab) {
    double first = plan.statement().domain().bounds().low(0);
    SlabTimes one = times.numbered(slab);
    return "S" + phase(slab).substring(1) + ": t from " + one.start(first) + " to " + one.end();
  }

  private SolvePlan inSlab(int slab, TrainingState state) {
    SolvePlan present = plan.inSlab(times.numbered(slab));
    return plan.training().maxSeconds().isEmpty()
        ? present
        : present.within(seconds(slab, state.earlier().seconds()));
  }

  /** Returns the seconds of a slab that began after some. */
  private double seconds(int slab, double before) {
    double left = plan.training().maxSeconds().orElseThrow() - before;
    return Math.max(LEAST_SECONDS, left / (times.count() - slab + 1));
  }

  private Checkpoint beginning() {
    return new Checkpoint(
        plan.inSlab(times.numbered(1)).initial(), TrainingState.startOf(phase(1)));
  }

  /** Returns the beginning of the slab after one. */
  private Checkpoint following(int slab, Trained before) {
    MultiLayerConfiguration configuration = plan.inSlab(times.numbered(slab + 1)).configuration();
    return new Checkpoint(
        TrialLayer.following(configuration, before.network()),
        before.state().followedBy(phase(slab + 1)));
  }
}
