package io.raf4j.spark.compare;

import io.raf4j.spark.rows.Figure;
import io.raf4j.spark.rows.RowFormat;
import io.raf4j.spark.rows.RowFormat.Column;
import io.raf4j.spark.rows.RowFormat.Key;
import io.raf4j.spark.rows.RowFormat.Rows;
import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
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
@Rows(item = "cell", version = 2)
public record CellRow(
    @Column("the comparison, as in run.json") String runId,
    @Key @Column("of the cell, from 0") long index,
    @Column("its name") String experiment,
    @Column("of the experiment") String size,
    @Column("image, audio, video, pde, eigen or ntk") String kind,
    @Column("data set or equation") String subject,
    @Column("its name in the experiment") String activation,
    @Column("of everything random") long seed,
    @Column("done or failed") Status status,
    @Column(value = "why it failed, or NULL", optional = true) String error,
    Map<String, Object> figures,
    @Column("all settings of the cell, JSON") String settings,
    @Column("of RAF4J") String commit)
    implements Serializable {

  /** The folder of these rows within {@code OUT/report}. */
  public static final String FOLDER = "cells";

  /** The stated errors of eigenvalues, a list. */
  static final String STANDARD_ERRORS = "standard_errors";

  /** How far eigenvalues are from the exact ones, a list. */
  static final String ABSOLUTE_ERRORS = Figure.ABSOLUTE_ERRORS.label();

  /** The columns of figures. */
  private static final StructType FIGURES = figureColumns();

  /** The Parquet layout of these rows, keyed by index. */
  public static final RowFormat<CellRow> FORMAT = RowFormat.of(CellRow.class, FIGURES);

  /** How a cell ended. */
  public enum Status {
    /** With figures. */
    DONE,
    /** With an error; the other cells are not concerned. */
    FAILED
  }

  /** Keeps the figures that are columns, and checks that a failed cell says why. */
  public CellRow {
    if ((status == Status.DONE) != error.isEmpty()) {
      throw new IllegalArgumentException(
          "status is " + status + " with the error '" + error + "'; expected one but for DONE");
    }
    figures = Collections.unmodifiableMap(columns(figures));
  }

  private static StructType figureColumns() {
    DataType list = DataTypes.createArrayType(DataTypes.DoubleType, false);
    StructType columns = new StructType();
    for (String name :
        List.of(
            "psnr",
            "ssim",
            "mse",
            "snr",
            "log_spectral_distance",
            "psnr_mean",
            "psnr_min",
            "ssim_mean",
            "ms_ssim_mean",
            "relative_l2",
            "relative_h1",
            "max_error",
            "condition_number",
            "effective_rank",
            "loss",
            "seconds")) {
      columns = columns.add(name, DataTypes.DoubleType, true, "final figure, or NULL");
    }
    for (String name : List.of("steps", "iterations", "examples", "parameters")) {
      columns = columns.add(name, DataTypes.LongType, true, "final figure, or NULL");
    }
    for (String name :
        List.of("eigenvalues", STANDARD_ERRORS, "exact", "relative_errors", ABSOLUTE_ERRORS)) {
      columns =
          columns.add(name, list, true, "final figures from the lowest eigenvalue on, or NULL");
    }
    for (String name : List.of("stop_reason", "params_sha256")) {
      columns = columns.add(name, DataTypes.StringType, true, "of the end of training, or NULL");
    }
    return columns;
  }

  private static Map<String, Object> columns(Map<String, Object> figures) {
    Map<String, Object> columns = new LinkedHashMap<>();
    for (StructField column : FIGURES.fields()) {
      column(column.dataType(), figures.get(column.name()))
          .ifPresent(value -> columns.put(column.name(), value));
    }
    return columns;
  }

  private static Optional<Object> column(DataType type, Object figure) {
    if (type.equals(DataTypes.DoubleType)) {
      return Optional.<Object>of(Figure.number(figure)).filter(value -> !value.equals(Double.NaN));
    }
    if (type.equals(DataTypes.LongType)) {
      return figure instanceof Number count ? Optional.of(count.longValue()) : Optional.empty();
    }
    if (type.equals(DataTypes.StringType)) {
      return Optional.ofNullable(figure).filter(String.class::isInstance);
    }
    return figure instanceof Collection<?> list && !list.isEmpty()
        ? Optional.of(list.stream().map(Figure::number).toList())
        : Optional.empty();
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
}
