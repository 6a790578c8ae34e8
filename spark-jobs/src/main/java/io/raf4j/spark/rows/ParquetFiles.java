package io.raf4j.spark.rows;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.SparkSession;

/**
 * Finds and reads Parquet files by the very paths that are given: a folder that a user has called
 * {@code run*} is one folder, never a pattern that matches its neighbours too.
 */
public final class ParquetFiles {

  /** The names of files of rows. */
  public static final Pattern ROWS = Pattern.compile("rows-\\d+\\.parquet");

  /** Spark's own key, by which it reads the paths of its catalogue without expanding them. */
  private static final String EXPANDS_PATTERNS = "__globPaths__";

  private static final Map<String, String> SETTINGS =
      Map.of(
          "spark.sql.datetime.java8API.enabled", "true",
          // A row that cannot be read is an error.
          "spark.sql.files.ignoreCorruptFiles", "false",
          "spark.sql.files.ignoreMissingFiles", "false",
          // The other implementation would expand patterns.
          "spark.sql.sources.useV1SourceList", "parquet");

  private ParquetFiles() {}

  /**
   * Returns a session with the settings that rows need, whatever is set in the one given, which is
   * left as it is.
   */
  public static SparkSession session(SparkSession given) {
    SparkSession own = given.newSession();
    SETTINGS.forEach(own.conf()::set);
    return own;
  }

  /** Returns a reader that takes paths as they are. */
  public static DataFrameReader read(SparkSession session) {
    return session.read().option(EXPANDS_PATTERNS, "false");
  }

  /**
   * Returns what lies in a folder and has a name of some form, in no particular order; nothing
   * where there is no such folder.
   *
   * @throws IOException if the file system refuses
   */
  public static List<Path> named(FileSystem files, Path folder, Pattern names) throws IOException {
    try {
      return Arrays.stream(files.listStatus(folder))
          .map(FileStatus::getPath)
          .filter(path -> names.matcher(path.getName()).matches())
          .toList();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }
}
