package io.raf4j.spark.rows;

import io.raf4j.spark.files.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A directory of Parquet files that holds the rows of one run, in the order of their keys.
 *
 * <p>Each {@link #append} adds one file, {@code rows-<first key>.parquet}, which Spark writes under
 * a hidden name first and which is then renamed: a reader sees all rows of an append or none. A
 * resumed run calls {@link #dropAfter} with its checkpoint's round before it appends anything; rows
 * of later rounds go away, a file that holds both is rewritten under its own name, and the rounds
 * trained again are written again, so that no row is lost or doubled wherever the run was cut off.
 *
 * <p>One append costs one Spark task (0.3 to 0.7 s were measured on two cores that were busy
 * otherwise), so append at checkpoints, not after each round. On a cluster the directory must be
 * one that every executor sees, as with any Spark output. One writer at a time; not safe for use by
 * several threads.
 *
 * @param <T> the record type of the rows
 */
public final class ParquetReport<T> {

  private static final String STAGING = "_writing-";
  private static final Pattern LEFTOVER = Pattern.compile(STAGING + ".*");
  private static final Pattern PART = Pattern.compile("part-.*");

  private final SparkSession session;
  private final FileSystem files;
  private final Path directory;
  private final RowFormat<T> format;

  /** The key that this object appended last: saves reading it back before the next append. */
  private OptionalLong appended = OptionalLong.empty();

  private ParquetReport(
      SparkSession session, FileSystem files, Path directory, RowFormat<T> format) {
    this.session = session;
    this.files = files;
    this.directory = directory;
    this.format = format;
  }

  /**
   * Opens the report in a directory, which is made where it is missing.
   *
   * @param session whose executors write and read; its settings are not changed
   * @param directory a path of any Hadoop file system
   * @param format the layout of the rows
   * @param <T> the record type of the rows
   * @throws UncheckedIOException if the file system refuses
   */
  public static <T> ParquetReport<T> open(
      SparkSession session, Path directory, RowFormat<T> format) {
    Objects.requireNonNull(format, "format");
    try {
      FileSystem files = directory.getFileSystem(session.sparkContext().hadoopConfiguration());
      Path absolute = files.makeQualified(directory);
      files.mkdirs(absolute);
      return new ParquetReport<>(ParquetFiles.session(session), files, absolute, format);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the report " + directory, e);
    }
  }

  /**
   * Adds rows after those that are there.
   *
   * @param rows in strictly increasing order of keys, all above {@link #lastKey}; none is allowed
   * @throws IllegalArgumentException if the keys are not in that order
   * @throws UncheckedIOException if the file system refuses; none of the rows is then visible
   */
  public void append(List<T> rows) {
    long last = appended.isPresent() ? appended.getAsLong() : lastKey().orElse(-1);
    for (T row : rows) {
      long key = format.key().applyAsLong(row);
      if (key <= last) {
        throw new IllegalArgumentException(
            "key is " + key + " after " + last + " in " + directory + "; expected a higher one");
      }
      last = key;
    }
    if (!rows.isEmpty()) {
      commit(rows, file(format.key().applyAsLong(rows.get(0))));
      appended = OptionalLong.of(last);
    }
  }

  /**
   * Drops the rows whose key is higher than the one given, and whatever an interrupted append left.
   *
   * <p>Files go from the last to the first, so an interrupted call leaves the rows up to some key
   * and may be repeated.
   *
   * @param key the last key to keep: a checkpoint's round, or -1 to drop every row
   * @throws UncheckedIOException if the file system refuses
   */
  public void dropAfter(long key) {
    appended = OptionalLong.empty();
    try {
      for (Path leftover : named(directory, LEFTOVER)) {
        files.delete(leftover, true);
      }
      for (Path file : filesLastFirst()) {
        if (firstKey(file) > key) {
          files.delete(file, false);
        } else {
          cut(file, key);
          return;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot drop rows of " + directory, e);
    }
  }

  /** Returns the highest key that is there. */
  public OptionalLong lastKey() {
    try {
      List<Path> newest = filesLastFirst();
      return newest.isEmpty()
          ? OptionalLong.empty()
          : records(newest.get(0)).stream().mapToLong(format.key()).max();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + directory, e);
    }
  }

  /**
   * Reads all rows, in the order of their keys.
   *
   * @throws IllegalStateException if another version of the schema wrote them
   */
  public List<T> read() {
    return records(directory).stream().sorted(Comparator.comparingLong(format.key())).toList();
  }

  /** Returns all rows as a data frame, in no particular order. */
  public Dataset<Row> dataset() {
    return ParquetFiles.read(session).schema(format.schema()).parquet(directory.toString());
  }

  private List<T> records(Path path) {
    List<Row> rows =
        ParquetFiles.read(session).schema(format.schema()).parquet(path.toString()).collectAsList();
    return rows.stream().map(format.fromRow()).toList();
  }

  private void cut(Path file, long key) {
    List<T> rows = records(file);
    List<T> kept = rows.stream().filter(row -> format.key().applyAsLong(row) <= key).toList();
    if (kept.size() < rows.size()) {
      commit(kept, file);
    }
  }

  private void commit(List<T> records, Path target) {
    Path staging = new Path(directory, STAGING + UUID.randomUUID());
    List<Row> rows = records.stream().map(format.toRow()).toList();
    try {
      try {
        session
            .createDataFrame(rows, format.schema())
            .coalesce(1)
            .write()
            .parquet(staging.toString());
        AtomicFile.replace(files, onlyPart(staging), target);
      } finally {
        files.delete(staging, true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + target, e);
    }
  }

  private Path onlyPart(Path staging) throws IOException {
    List<Path> parts = named(staging, PART);
    if (parts.size() != 1) {
      throw new IOException(
          "Spark left "
              + parts.size()
              + " files in "
              + staging
              + "; expected 1: is the directory one that every executor and the driver see?");
    }
    return parts.get(0);
  }

  private List<Path> filesLastFirst() throws IOException {
    return named(directory, ParquetFiles.ROWS).stream()
        .sorted(Comparator.<Path>comparingLong(ParquetReport::firstKey).reversed())
        .toList();
  }

  private List<Path> named(Path folder, Pattern names) throws IOException {
    return ParquetFiles.named(files, folder, names);
  }

  private Path file(long firstKey) {
    return new Path(directory, String.format(Locale.ROOT, "rows-%012d.parquet", firstKey));
  }

  private static long firstKey(Path file) {
    String name = file.getName();
    return Long.parseLong(name.substring("rows-".length(), name.length() - ".parquet".length()));
  }
}
