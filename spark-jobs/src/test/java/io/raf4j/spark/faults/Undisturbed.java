package io.raf4j.spark.faults;

/**
 * What a job does when nothing is done to it.
 *
 * @param remains what it leaves
 * @param seconds from the start of the process to its end
 */
record Undisturbed(Remains remains, double seconds) {}
