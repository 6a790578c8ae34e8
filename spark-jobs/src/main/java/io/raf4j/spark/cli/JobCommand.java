package io.raf4j.spark.cli;

import io.raf4j.spark.conf.JobType;
import java.util.concurrent.Callable;

/** A command that runs one job and takes its settings as options. */
interface JobCommand extends Callable<Integer> {

  /** The job, whose settings are options of this command. */
  JobType type();

  /** Whether a run that was cut off can be gone on with. */
  default boolean canResume() {
    return true;
  }
}
