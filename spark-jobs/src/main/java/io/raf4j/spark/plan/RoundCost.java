package io.raf4j.spark.plan;

/**
 * What a round takes, by part, in seconds.
 *
 * @param examples that all workers see in it
 * @param broadcast driver: writing parameters and updater state; network: taking them to executors
 * @param launch starting a job and its tasks
 * @param fetch tasks: reading what was broadcast
 * @param train tasks: the steps
 * @param result tasks: writing results; network and driver: collecting them
 * @param average driver: adding up and dividing
 * @param measure driver: measuring the network
 */
record RoundCost(
    double examples,
    double broadcast,
    double launch,
    double fetch,
    double train,
    double result,
    double average,
    double measure) {

  /** Returns the seconds beyond training and measure: what averaging costs. */
  public double averaging() {
    return broadcast + launch + fetch + result + average;
  }

  /** Returns the seconds of the whole round. */
  public double seconds() {
    return averaging() + train + measure;
  }

  /** Returns the examples of the round over its seconds. */
  public double examplesPerSecond() {
    return examples / seconds();
  }
}
