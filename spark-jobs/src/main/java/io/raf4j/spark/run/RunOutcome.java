package io.raf4j.spark.run;

import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.rows.MetricRow;
import java.io.Serializable;
import java.util.List;

/**
 * What a run without a folder gives back; it travels from a Spark task to the driver.
 *
 * @param figures by name, as {@code --json} prints those of a run with a folder; texts, numbers and
 *     lists of numbers, null where unknown
 * @param metrics a row for every round, in order
 */
public record RunOutcome(Fields figures, List<MetricRow> metrics) implements Serializable {

  /** Copies the rows. */
  public RunOutcome {
    metrics = List.copyOf(metrics);
  }
}
