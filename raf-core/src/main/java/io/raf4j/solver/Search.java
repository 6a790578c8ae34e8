package io.raf4j.solver;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which dampings an iteration of {@link LevenbergMarquardt} tries, and which of the steps it takes.
 *
 * <p>A step is never taken that does not lower both losses, on the training points and on the fresh
 * ones: a loss that is not a number fails every comparison.
 */
public sealed interface Search {

  /** Returns what lambda is multiplied by for each trial of an iteration, ascending. */
  double[] factors();

  /** Returns the step to take, if any may be taken. */
  Optional<Trial> choose(List<Trial> trials);

  /**
   * A step that was evaluated.
   *
   * @param index its place among those of the iteration
   * @param damping lambda
   * @param gain reduction of the training loss as a share of the predicted one
   * @param training training loss after it, relative to the one before
   * @param fresh fresh loss after it, relative to the one before
   */
  record Trial(int index, double damping, double gain, double training, double fresh) {

    boolean lowersBoth() {
      return training < 1 && fresh < 1;
    }

    /** Returns whether it fits the training points alone. */
    boolean overfits() {
      return training < 1 && fresh >= 1;
    }

    double worse() {
      return Math.max(training, fresh);
    }
  }

  /**
   * Takes the step whose two losses fell most, by the worse of the two: the greediest rule.
   *
   * @param factors of lambda, ascending
   * @param gainRatio the smallest gain of a step that may be taken
   * @param mostLeft what a step may leave of the losses at most: 1, or less where smaller
   *     improvements are rounding and say that the end is reached
   */
  @SuppressWarnings("ArrayRecordComponent")
  record LowestLoss(double[] factors, double gainRatio, double mostLeft) implements Search {

    /** Checks the numbers. */
    public LowestLoss {
      factors = required(factors);
      requireShare("gainRatio", gainRatio);
      if (!(mostLeft > 0 && mostLeft <= 1)) {
        throw new IllegalArgumentException("mostLeft is " + mostLeft + "; expected 0 to 1");
      }
    }

    /** Makes the rule that takes any improvement. */
    public LowestLoss(double[] factors, double gainRatio) {
      this(factors, gainRatio, 1);
    }

    @Override
    public Optional<Trial> choose(List<Trial> trials) {
      return trials.stream()
          .filter(trial -> trial.lowersBoth() && trial.worse() <= mostLeft)
          .filter(trial -> trial.gain() >= gainRatio)
          .min(Comparator.comparingDouble(Trial::worse));
    }
  }

  /**
   * Takes the step of the smallest damping whose gain reaches a target: the damping is driven down
   * before the loss is. The step that lowers the loss most keeps lambda where the model is good,
   * far above where it is still good enough, and so keeps to the directions that are already
   * learnt.
   *
   * <p>Of several steps with the same damping, as with and without momentum, the one whose losses
   * fell most.
   *
   * <p>Source of the rule: Webb, Jerad, Cartis, arXiv 2607.02194, 2026.
   *
   * @param factors of lambda, ascending
   * @param target the gain, in [0, 1)
   */
  @SuppressWarnings("ArrayRecordComponent")
  record TargetRatio(double[] factors, double target) implements Search {

    /** Checks the numbers. */
    public TargetRatio {
      factors = required(factors);
      requireShare("target", target);
    }

    @Override
    public Optional<Trial> choose(List<Trial> trials) {
      return trials.stream()
          .filter(trial -> trial.lowersBoth() && trial.gain() >= target)
          .min(Comparator.comparingDouble(Trial::damping).thenComparingDouble(Trial::worse));
    }
  }

  private static double[] required(double[] factors) {
    if (factors.length == 0) {
      throw new IllegalArgumentException("factors are none; expected one or more");
    }
    for (double factor : factors) {
      if (!(factor > 0) || Double.isInfinite(factor)) {
        throw new IllegalArgumentException("factor is " + factor + "; expected positive, finite");
      }
    }
    return factors.clone();
  }

  private static void requireShare(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " is " + value + "; expected 0 to 1");
    }
  }
}
