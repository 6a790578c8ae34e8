package io.raf4j.spark.training;

/**
 * How long steps take in rounds one after the other, over all of them but the first: that one
 * builds networks, compiles and reads files. Not thread-safe.
 */
final class Pace {

  private TrainingState from;
  private TrainingState before;
  private TrainingState last;
  private int rounds;

  /**
   * Begins to measure.
   *
   * @param begin the state before the first round
   */
  Pace(TrainingState begin) {
    from = begin;
    before = begin;
    last = begin;
  }

  /** Takes note of a round. */
  void after(TrainingState state) {
    if (rounds == 1) {
      from = last;
    }
    before = last;
    last = state;
    rounds++;
  }

  /** Returns whether there has been a round beside the first one. */
  boolean isWarm() {
    return rounds > 1;
  }

  /** Returns the seconds of a step, those of the first round before there is a second. */
  double perStep() {
    return (last.seconds() - from.seconds()) / (last.step() - from.step());
  }

  /** Returns the seconds of a step in the latest round. */
  double latest() {
    return (last.seconds() - before.seconds()) / (last.step() - before.step());
  }
}
