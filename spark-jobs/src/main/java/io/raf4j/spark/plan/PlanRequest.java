package io.raf4j.spark.plan;

import io.raf4j.spark.conf.Key;
import io.raf4j.spark.run.JobRequest;
import io.raf4j.spark.run.Kind;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What {@code raf plan} is asked.
 *
 * @param kind of the job
 * @param job its settings, its command line and master
 * @param given settings that the user gave; what they fix is not chosen
 * @param decided settings that were decided because nothing else can be planned
 * @param executors most executors
 * @param cores of an executor, or nothing for those of this machine
 * @param bandwidth of a machine's link in bytes a second, or nothing for Gigabit Ethernet
 * @param memory bytes of a machine for an executor or the driver, or nothing
 * @param constants file of the model's constants, or empty for RAF4J's own
 * @param calibrate whether to measure this machine and the master first
 */
public record PlanRequest(
    Kind kind,
    JobRequest job,
    Set<Key> given,
    Set<Key> decided,
    int executors,
    OptionalInt cores,
    OptionalDouble bandwidth,
    OptionalLong memory,
    String constants,
    boolean calibrate) {}
