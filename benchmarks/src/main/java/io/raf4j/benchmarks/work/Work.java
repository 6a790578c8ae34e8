package io.raf4j.benchmarks.work;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** One training step that is measured here and in PyTorch. */
public sealed interface Work permits CoordinateWork, EquationWork, GridWork {

  /** Returns the name on the command line. */
  String name();

  /** Returns network, activation, precision and points in a line. */
  String description();

  /** Returns the points of a step. */
  int points();

  /** Returns what a step consists of. */
  StepCost cost();

  /** Returns what a step reads and writes of an encoding's tables, nothing without one. */
  default Optional<TableCost> tables() {
    return Optional.empty();
  }

  /** Returns the file name of PyTorch's script in {@code benchmarks/peers}. */
  String peerScript();

  /**
   * Returns how far the losses of the first steps may lie apart, relative to the loss: what single
   * or double precision leave of the same sums in another order, after updates by Adam.
   */
  default double tolerance() {
    return cost().isDouble() ? 1e-8 : 1e-4;
  }

  /** Returns the same work on a share of its points. */
  Work scaled(double share);

  /**
   * Starts a network and writes what a peer needs to start the same.
   *
   * @param exchange the file to write, see {@link Exchange}
   */
  Training start(Path exchange) throws IOException;

  /** A network in training. */
  interface Training {
    /**
     * Trains a step on the points of the exchange file.
     *
     * @return the loss before the step, with the penalty of weight decay where there is one
     */
    double check();

    /** Trains a step on the step's own points and returns the loss before it. */
    double step();
  }

  /** Returns how many points a share is, at least 64. */
  static int share(int points, double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "the share of the points is " + share + "; expected above 0 and at most 1");
    }
    return (int) Math.max(Math.min(points, 64), Math.round(points * share));
  }
}
