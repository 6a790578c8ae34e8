package io.raf4j.spark.rows;

import io.raf4j.spark.files.AtomicFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * A directory of Parquet files that holds the rows of one run, in the order of their keys.
 *
 * <p>Each {@link #append} adds one file, {@code rows-<first key>.parquet}, which is written under a
 * hidden name first and then renamed: a reader sees all rows of an append or none. A resumed run
 * calls {@link #dropAfter} with its checkpoint's round before it appends anything; rows of later
 * rounds go away, a file that holds both is rewritten under its own name, and the rounds trained
 * again are written again, so that no row is lost or doubled wherever the run was cut off.
 *
 * <p>This process writes and reads the files itself, without a Spark job (an append took 50 ms on
 * two cores); Spark and other readers find files as Spark would have written them. One writer at a
 * time; not safe for use by several threads.
 *
 * @param <T> the record type of the rows
 */
public final class ParquetReport<T> {

  private static final String STAGING = "_writing-";
  private static final Pattern LEFTOVER = Pattern.compile(STAGING + ".*");

  private final Configuration hadoop;
  private final FileSystem files;
  private final Path directory;
  private final RowFormat<T> format;

  /** The key that this object appended last: saves reading it back before the next append. */
  private OptionalLong appended = OptionalLong.empty();

  private ParquetReport(
      Configuration hadoop, FileSystem files, Path directory, RowFormat<T> format) {
    this.hadoop = hadoop;
    this.files = files;
    this.directory = directory;
    this.format = format;
  }

  /**
   * Opens the report in a directory, which is made where it is missing.
   *
   * @param session whose configuration names the file systems
   * @param directory a path of any Hadoop file system
   * @param format the layout of the rows
   * @param <T> the record type of the rows
   * @throws UncheckedIOException if the file system refuses
   */
  public static <T> ParquetReport<T> open(
      SparkSession session, Path directory, RowFormat<T> format) {
    return open(session.sparkContext().hadoopConfiguration(), directory, format);
  }

  /**
   * Opens the report in a directory where no Spark runs, see {@link #open(SparkSession, Path,
   * RowFormat)}.
   *
   * @param hadoop configuration that names the file systems
   */
  public static <T> ParquetReport<T> open(
      Configuration hadoop, Path directory, RowFormat<T> format) {
    Objects.requireNonNull(format, "format");
    try {
      FileSystem files = directory.getFileSystem(hadoop);
      Path absolute = files.makeQualified(directory);
      files.mkdirs(absolute);
      return new ParquetReport<>(hadoop, files, absolute, format);
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
      long key = format.key(row);
      if (key <= last) {
        throw new IllegalArgumentException(
            "key is " + key + " after " + last + " in " + directory + "; expected a higher one");
      }
      last = key;
    }
    if (!rows.isEmpty()) {
      commit(rows, file(format.key(rows.get(0))));
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
          : records(newest.get(0)).stream().mapToLong(format::key).max();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + directory, e);
    }
  }

  /**
   * Reads all rows, in the order of their keys.
   *
   * @throws IllegalStateException if another version of the schema wrote them
   * @throws UncheckedIOException if the file system refuses
   */
  public List<T> read() {
    List<T> rows = new ArrayList<>();
    try {
      for (Path file : filesLastFirst()) {
        rows.addAll(records(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + directory, e);
    }
    return rows.stream().sorted(Comparator.comparingLong(format::key)).toList();
  }

  private List<T> records(Path file) throws IOException {
    return RowFile.read(file, format, hadoop);
  }

  private void cut(Path file, long key) throws IOException {
    List<T> rows = records(file);
    List<T> kept = rows.stream().filter(row -> format.key(row) <= key).toList();
    if (kept.size() < rows.size()) {
      commit(kept, file);
    }
  }

  private void commit(List<T> rows, Path target) {
    Path staging = new Path(directory, STAGING + UUID.randomUUID());
    // Where nothing is written, nothing is deleted either, and that is the lesser news.
    try (Closeable deleted = () -> files.delete(staging, false)) {
      RowFile.write(staging, format, rows, hadoop);
      AtomicFile.replace(files, staging, target);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + target, e);
    }
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
