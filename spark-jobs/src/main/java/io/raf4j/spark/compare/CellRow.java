package io.raf4j.spark.compare;

import io.raf4j.spark.rows.Figure;
import io.raf4j.spark.rows.RowFormat;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * One cell of a comparison: one activation on one subject with one seed.
 *
 * @param runId the comparison, as in {@code run.json}
 * @param index of the cell within the comparison, from 0; the key
 * @param experiment name of the experiment
 * @param size of the experiment
 * @param kind of job, such as {@code pde}
 * @param subject name of the data set or equation
 * @param activation name of the activation
 * @param seed of everything random
 * @param status whether it ended with figures
 * @param error why it did not; empty if it did
 * @param figures final figures by name: numbers, lists of numbers and texts; those that are no
 *     columns are dropped, unknown ones absent
 * @param settings all settings of the cell, as JSON
 * @param commit of RAF4J
 */
public record CellRow(
    String runId,
    long index,
    String experiment,
    String size,
    String kind,
    String subject,
    String activation,
    long seed,
    Status status,
    String error,
    Map<String, Object> figures,
    String settings,
    String commit)
    implements Serializable {

  /** Version of the columns, written into each row. */
  public static final int SCHEMA_VERSION = 1;

  /** What the column {@code item} holds. */
  public static final String ITEM = "cell";

  /** The folder of these rows within {@code OUT/report}. */
  public static final String FOLDER = "cells";

  /** Figures that are numbers. */
  private static final List<String> NUMBERS =
      List.of(
          "psnr",
          "ssim",
          "mse",
          "snr",
          "log_spectral_distance",
          "psnr_mean",
          "psnr_min",
          "ssim_mean",
          "relative_l2",
          "relative_h1",
          "max_error",
          "condition_number",
          "effective_rank",
          "loss",
          "seconds");

  private static final List<String> COUNTS =
      List.of("steps", "iterations", "examples", "parameters");

  private static final List<String> LISTS =
      List.of("eigenvalues", "exact", "relative_errors", "absolute_errors");

  private static final List<String> TEXTS = List.of("stop_reason", "params_sha256");

  private static final int BEFORE_FIGURES = 12;

  /** The Parquet layout of these rows, keyed by index. */
  public static final RowFormat<CellRow> FORMAT =
      new RowFormat<>(schema(), CellRow::toRow, CellRow::fromRow, CellRow::index);

  /** How a cell ended. */
  public enum Status {
    /** With figures. */
    DONE,
    /** With an error; the other cells are not concerned. */
    FAILED;

    /** Returns the name in the table. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Keeps the figures that are columns, and checks that a failed cell says why. */
  public CellRow {
    if ((status == Status.DONE) != error.isEmpty()) {
      throw new IllegalArgumentException(
          "status is " + status + " with the error '" + error + "'; expected one but for DONE");
    }
    figures = Collections.unmodifiableMap(columns(figures));
  }

  private static Map<String, Object> columns(Map<String, Object> figures) {
    Map<String, Object> columns = new LinkedHashMap<>();
    for (String name : NUMBERS) {
      double value = Figure.number(figures.get(name));
      if (!Double.isNaN(value)) {
        columns.put(name, value);
      }
    }
    for (String name : COUNTS) {
      if (figures.get(name) instanceof Number count) {
        columns.put(name, count.longValue());
      }
    }
    for (String name : LISTS) {
      if (figures.get(name) instanceof Collection<?> list && !list.isEmpty()) {
        columns.put(name, list.stream().map(Figure::number).toList());
      }
    }
    for (String name : TEXTS) {
      if (figures.get(name) instanceof String text) {
        columns.put(name, text);
      }
    }
    return columns;
  }

  /** Returns a figure, the first of a list; NaN where it is unknown. */
  public double figure(String name) {
    return Figure.number(figures.get(name));
  }

  /** Returns whether the cell ended with figures. */
  public boolean isDone() {
    return status == Status.DONE;
  }

  /** Returns the row as part of another comparison, at a place of its own. */
  public CellRow in(String comparison, long place) {
    return new CellRow(
        comparison,
        place,
        experiment,
        size,
        kind,
        subject,
        activation,
        seed,
        status,
        error,
        figures,
        settings,
        commit);
  }

  private static StructType schema() {
    StructType schema =
        new StructType()
            .add("run_id", DataTypes.StringType, false, "the comparison, as in run.json")
            .add("schema_version", DataTypes.IntegerType, false, "version of these columns")
            .add("item", DataTypes.StringType, false, "kind of row: cell")
            .add("index", DataTypes.LongType, false, "of the cell, from 0")
            .add("experiment", DataTypes.StringType, false, "its name")
            .add("size", DataTypes.StringType, false, "of the experiment")
            .add("kind", DataTypes.StringType, false, "image, audio, video, pde, eigen or ntk")
            .add("subject", DataTypes.StringType, false, "data set or equation")
            .add("activation", DataTypes.StringType, false, "its name in the experiment")
            .add("seed", DataTypes.LongType, false, "of everything random")
            .add("status", DataTypes.StringType, false, "done or failed")
            .add("error", DataTypes.StringType, true, "why it failed, or NULL");
    for (String name : NUMBERS) {
      schema = schema.add(name, DataTypes.DoubleType, true, "final figure, or NULL");
    }
    for (String name : COUNTS) {
      schema = schema.add(name, DataTypes.LongType, true, "final figure, or NULL");
    }
    for (String name : LISTS) {
      schema =
          schema.add(
              name,
              DataTypes.createArrayType(DataTypes.DoubleType, false),
              true,
              "final figures from the lowest eigenvalue on, or NULL");
    }
    for (String name : TEXTS) {
      schema = schema.add(name, DataTypes.StringType, true, "of the end of training, or NULL");
    }
    return schema
        .add("settings", DataTypes.StringType, false, "all settings of the cell, JSON")
        .add("commit", DataTypes.StringType, false, "of RAF4J");
  }

  private static List<String> figureColumns() {
    List<String> names = new ArrayList<>(NUMBERS);
    names.addAll(COUNTS);
    names.addAll(LISTS);
    names.addAll(TEXTS);
    return names;
  }

  private Row toRow() {
    List<Object> values = new ArrayList<>();
    Collections.addAll(
        values, runId, SCHEMA_VERSION, ITEM, index, experiment, size, kind, subject, activation);
    Collections.addAll(values, seed, status.label(), error.isEmpty() ? null : error);
    figureColumns().forEach(name -> values.add(figures.get(name)));
    Collections.addAll(values, settings, commit);
    return RowFactory.create(values.toArray());
  }

  private static CellRow fromRow(Row row) {
    RowFormat.checkVersion("cell row", row, SCHEMA_VERSION);
    List<String> names = figureColumns();
    Map<String, Object> figures = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      int column = BEFORE_FIGURES + i;
      if (!row.isNullAt(column)) {
        boolean isList = LISTS.contains(names.get(i));
        figures.put(names.get(i), isList ? list(row, column) : row.get(column));
      }
    }
    return new CellRow(
        row.getString(0),
        row.getLong(3),
        row.getString(4),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        row.getLong(9),
        Status.valueOf(row.getString(10).toUpperCase(Locale.ROOT)),
        row.isNullAt(11) ? "" : row.getString(11),
        figures,
        row.getString(BEFORE_FIGURES + names.size()),
        row.getString(BEFORE_FIGURES + names.size() + 1));
  }

  /** Spark gives Scala's sequences, JSON gives lists. */
  private static List<?> list(Row row, int column) {
    return row.get(column) instanceof List<?> list ? list : List.copyOf(row.getList(column));
  }
}
