package io.raf4j.spark.equation;

import io.raf4j.solver.LevenbergMarquardt;
import io.raf4j.solver.Search;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;

/**
 * Which step a second-order iteration takes, see {@link Search}.
 *
 * @param isLowestLoss whether the step that lowers the loss most, else the least damped one that
 *     gains enough
 * @param momentum mu of {@link LevenbergMarquardt}, 0 to 1
 */
record StepRule(boolean isLowestLoss, double momentum) {

  /** The rule and dampings of before {@link Search.TargetRatio}, to measure what that is worth. */
  private static final Search LOWEST_LOSS = new Search.LowestLoss(new double[] {0.25, 1, 4}, 1e-3);

  /** Checks the momentum. */
  StepRule {
    Key.MOMENTUM.require(momentum);
  }

  /**
   * Reads the rule from settings.
   *
   * @throws SettingsException for an unknown name or a momentum out of range
   */
  static StepRule of(Settings settings) {
    String name = settings.text(Key.SEARCH);
    boolean isLowestLoss =
        switch (name) {
          case "lowest-loss" -> true;
          case "target-ratio" -> false;
          default ->
              throw new SettingsException(
                  "--search is " + name + "; expected lowest-loss or target-ratio");
        };
    return new StepRule(isLowestLoss, settings.decimal(Key.MOMENTUM));
  }

  /** Returns options with this rule, given those that try many dampings for a target ratio. */
  LevenbergMarquardt.Options of(LevenbergMarquardt.Options usual) {
    return usual.searching(isLowestLoss ? LOWEST_LOSS : usual.search(), momentum);
  }
}
