package io.raf4j.spark.rows;

import io.raf4j.spark.conf.SettingsException;
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
 * again are written again, so that no row is lost or doubled wherever the run was cut off. {@link
 * #replace} puts other rows in the place of all that are there.
 *
 * <p>This process writes and reads the files itself, without a Spark job (an append took 50 ms on
 * two cores); Spark and other readers find files as Spark would have written them. One writer at a
 * time; not safe for use by several threads.
 *
 * @param <T> the record type of the rows
 */
public final class ParquetReport<T> {

  private static final String STAGING = "_writing-";

  /** Holds all rows while the files that they replace go away; hidden from Spark. */
  private static final String REPLACEMENT = "_replacement.parquet";

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
    finishReplacement();
    long last =
        requireOrder(rows, appended.isPresent() ? appended.getAsLong() : lastKey().orElse(-1));
    if (!rows.isEmpty()) {
      commit(rows, file(format.key(rows.get(0))));
      appended = OptionalLong.of(last);
    }
  }

  /**
   * Puts rows in the place of all that are there. {@link #read} gives the old rows up to some
   * moment and the new ones from then on, wherever this process is cut off.
   *
   * <p>So do Spark and other readers, where the old rows are one file that begins with the same
   * key, as those of an evaluation are. Where they are several files these readers find only the
   * first of the old rows until the new ones are in place, which the next change to this report
   * sees to if this one is cut off.
   *
   * @param rows in strictly increasing order of keys; none is allowed and leaves a file without any
   * @throws IllegalArgumentException if the keys are not in that order
   * @throws UncheckedIOException if the file system refuses
   */
  public void replace(List<T> rows) {
    long last = requireOrder(rows, -1);
    clearLeftovers();
    finishReplacement();
    Path target = file(rows.isEmpty() ? 0 : format.key(rows.get(0)));
    try {
      List<Path> there = filesLastFirst();
      if (there.isEmpty() || there.equals(List.of(target))) {
        commit(rows, target);
      } else {
        commit(rows, replacement());
        finishReplacement();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot replace the rows of " + directory, e);
    }
    appended = OptionalLong.of(last);
  }

  private long requireOrder(List<T> rows, long before) {
    long last = before;
    for (T row : rows) {
      long key = format.key(row);
      if (key <= last) {
        throw new IllegalArgumentException(
            "key is " + key + " after " + last + " in " + directory + "; expected a higher one");
      }
      last = key;
    }
    return last;
  }

  /** Does the rest of a {@link #replace} that was cut off after its new rows were written. */
  private void finishReplacement() {
    try {
      if (!files.exists(replacement())) {
        return;
      }
      appended = OptionalLong.empty();
      List<T> rows = records(replacement());
      for (Path file : filesLastFirst()) {
        files.delete(file, false);
      }
      Path target = file(rows.isEmpty() ? 0 : format.key(rows.get(0)));
      AtomicFile.replace(files, replacement(), target);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot finish replacing the rows of " + directory, e);
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
    clearLeftovers();
    finishReplacement();
    appended = OptionalLong.empty();
    try {
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

  private void clearLeftovers() {
    try {
      for (Path leftover : named(directory, LEFTOVER)) {
        files.delete(leftover, true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clear " + directory, e);
    }
  }

  /** Returns the highest key that is there. */
  public OptionalLong lastKey() {
    try {
      List<Path> newest = shown();
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
   * @throws SettingsException if a file is damaged
   * @throws SettingsException if another version of the schema wrote them
   * @throws UncheckedIOException if the file system refuses
   */
  public List<T> read() {
    List<T> rows = new ArrayList<>();
    try {
      for (Path file : shown()) {
        rows.addAll(records(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + directory, e);
    }
    return rows.stream().sorted(Comparator.comparingLong(format::key)).toList();
  }

  /**
   * Reads all rows of a run, in the order of their keys.
   *
   * @param runId as in the run's {@code run.json}
   * @throws SettingsException if rows of another run are among them, or a file is damaged
   * @throws SettingsException if another version of the schema wrote them
   * @throws UncheckedIOException if the file system refuses
   */
  public List<T> readOf(String runId) {
    List<T> rows = read();
    for (T row : rows) {
      String found = format.runId(row);
      if (!found.equals(runId)) {
        throw new SettingsException(
            directory
                + " has rows of the run "
                + found
                + "; expected those of "
                + runId
                + ", as run.json says: bring back the files that this run wrote, or do the work"
                + " again into another folder");
      }
    }
    return rows;
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

  /** Returns the files whose rows are read: those that are replaced count no longer. */
  private List<Path> shown() throws IOException {
    return files.exists(replacement()) ? List.of(replacement()) : filesLastFirst();
  }

  private Path replacement() {
    return new Path(directory, REPLACEMENT);
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
