package io.raf4j.spark.equation;

import io.raf4j.solver.LevenbergMarquardt;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A start that competes with others, and how far it has come.
 *
 * @param index its place among them, from 0
 * @param seed of its network and its points
 * @param width neurons of a hidden layer
 * @param depth hidden layers
 * @param theta unknowns, empty before the first iteration
 * @param state of its iterations
 * @param points that they have seen
 * @param losses on fresh points after each round; NaN where it has come to a residual that is not
 *     finite
 */
@SuppressWarnings("ArrayRecordComponent") // Numbers to compute with, never compared.
record Contender(
    int index,
    long seed,
    int width,
    int depth,
    double[] theta,
    LevenbergMarquardt.State state,
    long points,
    List<Double> losses)
    implements Serializable {

  /** Copies the losses. */
  Contender {
    losses = List.copyOf(losses);
  }

  /** Returns a contender before its first round; its first damping is for the policy to say. */
  static Contender before(int index, long seed, int width, int depth) {
    LevenbergMarquardt.State start = new LevenbergMarquardt.State(0, 0, new double[0]);
    return new Contender(index, seed, width, depth, new double[0], start, 0, List.of());
  }

  /** Returns whether it has had no iteration. */
  boolean isNew() {
    return theta.length == 0;
  }

  /** Returns the loss of the last round, NaN before the first. */
  double loss() {
    return losses.isEmpty() ? Double.NaN : losses.get(losses.size() - 1);
  }

  /** Returns the plan of a run of its seed and shape. */
  SolvePlan plan(SolvePlan all) {
    return all.startedAs(seed, width, depth);
  }

  /** Returns where it is after one more round. */
  Contender at(double[] reached, LevenbergMarquardt.State then, long seen, double loss) {
    List<Double> all = new ArrayList<>(losses);
    all.add(loss);
    return new Contender(index, seed, width, depth, reached, then, points + seen, all);
  }

  /** Returns it as one that has come to a residual that is not finite. */
  Contender lost() {
    return at(theta, state, 0, Double.NaN);
  }
}
