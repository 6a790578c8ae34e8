package io.raf4j.spark.equation;

import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.equation.SolveOptions.Optimizer;
import org.nd4j.linalg.api.buffer.DataType;

/** How the settings of a solution have to fit one another. */
record SolveRequirements(SolvePlan plan) {

  /**
   * Checks all of it.
   *
   * @throws SettingsException naming the setting, what it is and what was expected
   */
  void require() {
    requireSecondOrder();
    requireEnough();
    requireShares();
  }

  private void requireSecondOrder() {
    if (!plan.options().optimizer().hasSecondOrder()) {
      return;
    }
    if (plan.options().optimizer() == Optimizer.FEATURES && !plan.kind().takesFeatures()) {
      throw new SettingsException(
          "--optimizer is features; expected another for eigenvalues, whose equations features do"
              + " not solve");
    }
    plan.secondOrder().require();
    if (plan.secondOrder().isOfSmallNetworks()
        && plan.unknowns() > plan.options().maxParameters()) {
      throw new SettingsException(
          (plan.options().optimizer() == Optimizer.FEATURES
                  ? "the output layer has "
                  : "the network has ")
              + plan.unknowns()
              + " parameters; expected at most "
              + plan.options().maxParameters()
              + " for second order by "
              + plan.secondOrder().inWords()
              + ", whose work grows with their cube: give --linear-solver sketch or residual-space,"
              + " lower --width or --depth, give --optimizer adam, or raise"
              + " max-parameters-second-order by --set");
    }
    if (plan.type() != DataType.DOUBLE) {
      throw new SettingsException(
          "--dtype is float; expected double for second order, whose equations need the digits:"
              + " give --dtype double or --optimizer adam");
    }
  }

  private void requireEnough() {
    int count = plan.options().count();
    requireAtLeast("--batch", plan.training().batch(), count);
    requireAtLeast("--points", plan.options().points(), count);
    requireAtLeast("--test-points", plan.options().testPoints(), count);
    // The output's bias counts as one more function.
    requireAtLeast("--width", plan.size().width(), count - 1);
    if (plan.options().optimizer().hasSecondOrder()
        && plan.options().linearIterations() > 0
        && plan.options().iterations() <= plan.options().linearIterations()) {
      throw new SettingsException(
          "--iterations is "
              + plan.options().iterations()
              + "; expected more than the "
              + plan.options().linearIterations()
              + " --linear-iterations, which solve a nearly linear equation first");
    }
  }

  private void requireAtLeast(String option, int value, int least) {
    if (value < least) {
      throw new SettingsException(
          option
              + " is "
              + value
              + "; expected at least "
              + least
              + " for --count "
              + plan.options().count()
              + " independent functions");
    }
  }

  private void requireShares() {
    if (plan.options().points() < plan.training().workers()) {
      throw new SettingsException(
          "--points is "
              + plan.options().points()
              + "; expected at least one for each of the "
              + plan.training().workers()
              + " --workers");
    }
    plan.kind().require(plan);
  }
}
