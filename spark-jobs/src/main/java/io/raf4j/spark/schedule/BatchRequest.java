package io.raf4j.spark.schedule;

import io.raf4j.spark.run.Audience;
import io.raf4j.spark.run.Kinds;
import java.time.LocalDate;

/**
 * What the command line asks of a scheduled evaluation.
 *
 * @param job models, data sets and the table
 * @param date the day of the slot
 * @param replace whether a complete slot is evaluated anew
 * @param keepFailed whether failed evaluations are final
 * @param command the command line, for {@code _run.json}
 * @param kinds of models and data sets
 * @param audience who is told of it
 * @param master Spark's master, or an empty text for that of {@code spark-submit}
 */
public record BatchRequest(
    BatchJob job,
    LocalDate date,
    boolean replace,
    boolean keepFailed,
    String command,
    String master,
    Kinds kinds,
    Audience audience) {}
