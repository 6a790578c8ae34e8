package io.raf4j.spark.schedule;

import java.io.Serializable;
import java.time.LocalDate;

/**
 * What one scheduled evaluation fills: the partition of a day and a job.
 *
 * @param date the day, column {@code date}
 * @param job the job, column {@code job}
 */
public record EvaluationSlot(LocalDate date, String job) implements Serializable {

  /** Returns the partition's folder within the table, as Hive names them. */
  public String folder() {
    return "date=" + date + "/job=" + job;
  }

  @Override
  public String toString() {
    return date + " of " + job;
  }
}
