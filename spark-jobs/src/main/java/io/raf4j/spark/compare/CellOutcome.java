package io.raf4j.spark.compare;

import com.fasterxml.jackson.databind.JsonNode;
import io.raf4j.spark.files.AtomicFile;
import io.raf4j.spark.files.Json;
import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.rows.RowJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * What one cell of a comparison left, as the file {@code outcome.json} in the cell's folder.
 *
 * @param cell how it ended
 * @param metrics its rounds, in order; may be empty
 */
public record CellOutcome(CellRow cell, List<MetricRow> metrics) implements Serializable {

  /** Copies the rounds. */
  public CellOutcome {
    metrics = List.copyOf(metrics);
  }

  /**
   * Writes the file, all of it or nothing.
   *
   * @param target on any Hadoop file system
   * @param hadoop configuration that names the file systems
   * @throws IOException if the file system refuses
   */
  public void write(Path target, Configuration hadoop) throws IOException {
    AtomicFile.write(target, json(), hadoop);
  }

  private String json() {
    return Json.line(
        Fields.NONE
            .with("cell", RowJson.toMap(CellRow.FORMAT, cell))
            .with(
                "metrics",
                metrics.stream().map(row -> RowJson.toMap(MetricRow.FORMAT, row)).toList()));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param source on any Hadoop file system
   * @param hadoop configuration that names the file systems
   * @throws IOException if it cannot be read or is something else
   */
  public static CellOutcome read(Path source, Configuration hadoop) throws IOException {
    try (InputStream in = source.getFileSystem(hadoop).open(source)) {
      Fields root = Fields.of(Json.read(in, JsonNode.class));
      if (!(root.get("cell") instanceof Map<?, ?> cell)
          || !(root.get("metrics") instanceof List<?> rounds)) {
        throw new IOException(source + " has no cell or no metrics; expected an outcome of a cell");
      }
      return new CellOutcome(
          RowJson.fromMap(CellRow.FORMAT, cell),
          rounds.stream()
              .map(round -> RowJson.fromMap(MetricRow.FORMAT, (Map<?, ?>) round))
              .toList());
    } catch (IllegalArgumentException e) {
      throw new IOException(source + " is no outcome of a cell: " + e.getMessage(), e);
    }
  }
}
