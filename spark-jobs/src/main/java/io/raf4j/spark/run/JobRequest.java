package io.raf4j.spark.run;

import io.raf4j.spark.conf.Settings;

/**
 * What the command line asks of a job.
 *
 * @param settings resolved settings
 * @param command the command line, for {@code run.json}
 * @param master Spark's master, or an empty text for that of {@code spark-submit}
 * @param resume whether an interrupted run may be gone on with
 * @param audience who is told of it
 */
public record JobRequest(
    Settings settings, String command, String master, boolean resume, Audience audience) {}
