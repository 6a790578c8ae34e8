package io.raf4j.spark.compare;

import io.raf4j.spark.run.Audience;

/**
 * What the command line asks of a comparison.
 *
 * @param experiment the cells and what they are compared by
 * @param output folder that the comparison creates
 * @param command the command line, for {@code run.json}
 * @param master Spark's master, or an empty text for that of {@code spark-submit}
 * @param audience who is told of it
 * @param resume whether an interrupted comparison may be gone on with
 */
public record CompareRequest(
    Experiment experiment,
    String output,
    String command,
    String master,
    boolean resume,
    Audience audience) {}
