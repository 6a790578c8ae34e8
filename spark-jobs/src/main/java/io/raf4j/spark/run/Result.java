package io.raf4j.spark.run;

import io.raf4j.spark.page.HtmlPage;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.rows.RowFormat;
import java.util.List;
import java.util.Optional;

/** What a piece of work came to. */
public interface Result {

  /** Returns the final figures, in the order in which people read them; NaN for what is unknown. */
  Record outcome();

  /** Returns why the work ended. */
  RunManifest.Stop stop();

  /** Returns the rows of {@code report}, a table each. */
  default List<Table<?>> tables() {
    return List.of();
  }

  /** Returns further files of the run's folder, such as a reconstruction. */
  default List<Artifact> files() {
    return List.of();
  }

  /**
   * Returns the page, where there is one.
   *
   * @param manifest of the run that has ended
   * @param metrics a row for every round
   */
  default Optional<HtmlPage> page(RunManifest manifest, List<MetricRow> metrics) {
    return Optional.empty();
  }

  /** Lets go of what is not needed once all of it is written down. */
  default void written() {}

  /**
   * Rows of one type.
   *
   * @param folder within {@code report}, empty for that itself
   * @param <T> the record type
   */
  record Table<T>(String folder, RowFormat<T> format, List<T> rows) {}

  /**
   * A file.
   *
   * @param name within the run's folder
   */
  record Artifact(String name, byte[] bytes) {}
}
