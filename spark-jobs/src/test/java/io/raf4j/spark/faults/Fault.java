package io.raf4j.spark.faults;

import java.util.Random;

/** Something that can go wrong while jobs run. */
interface Fault {

  /** Returns its name, as a person types it. */
  String name();

  /** Returns how it is brought about, in a clause. */
  String how();

  /** Returns what is expected of a job that it happens to, in a clause. */
  String expected();

  /**
   * Lets it happen to one job and sees what comes of it.
   *
   * @param random chooses the job, its place and the moment
   * @throws InterruptedException if this program is to end
   */
  Outcome strike(TestBed bed, Random random) throws InterruptedException;
}
