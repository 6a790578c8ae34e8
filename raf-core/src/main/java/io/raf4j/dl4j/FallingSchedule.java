package io.raf4j.dl4j;

import org.nd4j.linalg.schedule.ISchedule;

/** A schedule that falls over a number of steps, which may turn out to be another one. */
public interface FallingSchedule extends ISchedule {

  /**
   * Returns the schedule that falls in the same way over another number of steps, counted from the
   * first one on.
   *
   * @param steps optimiser steps, at least 1
   */
  ISchedule over(int steps);
}
