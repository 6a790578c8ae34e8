package io.raf4j.spark.rows;

import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Says how one record type is laid out as Parquet rows.
 *
 * <p>Every format starts with the columns {@code run_id} (string) and {@code schema_version} (int).
 * Within one report the key of the rows increases strictly; it is what a resumed run cuts by.
 * Instances are immutable.
 *
 * @param schema the columns, snake_case, with a comment each
 * @param toRow turns a record into a row of that schema; timestamps are {@link java.time.Instant}
 * @param fromRow the inverse; throws {@link IllegalStateException} for another schema version
 * @param key the non-negative number that orders the rows of one report
 * @param <T> the record type
 */
public record RowFormat<T>(
    StructType schema, Function<T, Row> toRow, Function<Row, T> fromRow, ToLongFunction<T> key) {

  /** Checks that every part is there. */
  public RowFormat {
    Objects.requireNonNull(schema, "schema");
    Objects.requireNonNull(toRow, "toRow");
    Objects.requireNonNull(fromRow, "fromRow");
    Objects.requireNonNull(key, "key");
  }

  /** Refuses a row that another version of a schema wrote. */
  public static void checkVersion(String type, Row row, int expected) {
    checkVersion(type, row, expected, expected);
  }

  /** Refuses a row whose schema version is not one of those from the oldest to the newest. */
  public static void checkVersion(String type, Row row, int oldest, int newest) {
    int found = row.getInt(row.fieldIndex("schema_version"));
    if (found < oldest || found > newest) {
      String readable = oldest == newest ? "" + newest : oldest + " to " + newest;
      throw new IllegalStateException(
          type + " has schema_version " + found + "; this version of RAF4J reads " + readable);
    }
  }

  /** Returns what Parquet stores for a number that may be unknown: null for NaN. */
  public static Object nullable(double value) {
    return Double.isNaN(value) ? null : (Object) value;
  }

  /** Returns a number of a row, NaN where it is NULL. */
  public static double orNaN(Row row, int column) {
    return row.isNullAt(column) ? Double.NaN : row.getDouble(column);
  }
}
