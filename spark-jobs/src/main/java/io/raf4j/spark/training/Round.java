package io.raf4j.spark.training;

/**
 * How training is cut into rounds.
 *
 * @param workers w: logical workers, one task each
 * @param batch b: examples of a step of one worker
 * @param frequency f: steps between two averages
 * @param measured examples on which the driver measures the network after a round, 0 for none
 */
public record Round(int workers, int batch, int frequency, int measured) {

  /** Checks the numbers. */
  public Round {
    if (workers < 1 || batch < 1 || frequency < 1 || measured < 0) {
      throw new IllegalArgumentException(
          String.format(
              "a round has %d workers, batches of %d, %d steps and %d examples measured; expected 1"
                  + " or more, and 0 or more measured",
              workers, batch, frequency, measured));
    }
  }

  /** Returns the examples that all workers see. */
  public double examples() {
    return (double) workers * batch * frequency;
  }

  /** Returns this round with other workers. */
  public Round with(int otherWorkers) {
    return new Round(otherWorkers, batch, frequency, measured);
  }
}
