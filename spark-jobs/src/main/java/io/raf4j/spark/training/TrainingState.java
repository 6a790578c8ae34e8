package io.raf4j.spark.training;

/**
 * How far a run is; stored with every checkpoint.
 *
 * @param step optimiser steps of one logical worker
 * @param round averaging rounds
 * @param examples examples that all workers have seen
 * @param seconds of training, over all sessions of the run
 */
public record TrainingState(int step, int round, long examples, double seconds) {

  /** Before the first step. */
  public static final TrainingState START = new TrainingState(0, 0, 0, 0);
}
