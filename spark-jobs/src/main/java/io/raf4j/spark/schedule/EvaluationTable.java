package io.raf4j.spark.schedule;

import io.raf4j.spark.files.AtomicFile;
import io.raf4j.spark.record.Claim;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.rows.ParquetFiles;
import io.raf4j.spark.rows.ParquetReport;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * The table of scheduled evaluations: Parquet in folders {@code date=DAY/job=NAME}, which Spark and
 * DuckDB read as one table with these two columns added.
 *
 * <pre>
 *   date=2026-01-31/job=nightly/rows-000000000000.parquet    the rows, see {@link EvaluationRow}
 *   date=2026-01-31/job=nightly/_run.json                    what was asked and read, see {@link RunManifest}
 *   _staging/date=2026-01-31/job=nightly/KEY.json            one finished evaluation of an unfinished slot
 *   _solved/date=2026-01-31/job=nightly/KEY/                 run of an equation that the slot solves
 *   _claims/date=2026-01-31/job=nightly/_owner/              who fills the slot, see {@link Claim}
 * </pre>
 *
 * <p>Every task leaves its row as a file of its own, so that a slot that was cut off is completed
 * and not begun anew. A complete slot appears by the rename of one folder: readers see all of it or
 * nothing. On object stores, whose renames are copies, a folder counts as complete only when both
 * of its files are there. One writer a slot at a time, who holds its {@link Claim}.
 */
public final class EvaluationTable {

  private static final String STAGING = "_staging";
  private static final String CLAIMS = "_claims";
  private static final String SOLVED = "_solved";
  private static final Pattern DATES = Pattern.compile("date=.*");
  private static final String MANIFEST = "_run.json";
  private static final String ENDING = ".json";

  private final Path root;
  private final Configuration hadoop;
  private final FileSystem files;

  private EvaluationTable(Path root, Configuration hadoop, FileSystem files) {
    this.root = root;
    this.hadoop = hadoop;
    this.files = files;
  }

  /**
   * Opens a table; writes nothing.
   *
   * @param root its folder, on any Hadoop file system
   * @param hadoop configuration that names the file systems
   * @throws IOException if there is no such file system
   */
  public static EvaluationTable open(Path root, Configuration hadoop) throws IOException {
    FileSystem files = root.getFileSystem(hadoop);
    return new EvaluationTable(files.makeQualified(root), hadoop, files);
  }

  /**
   * Returns whether a folder is a table that has a date.
   *
   * @throws IOException if the file system refuses
   */
  public static boolean isIn(Path root, Configuration hadoop) throws IOException {
    return !ParquetFiles.named(root.getFileSystem(hadoop), root, DATES).isEmpty();
  }

  /** Returns the folder of a slot's rows. */
  public Path partition(EvaluationSlot slot) {
    return new Path(root, slot.folder());
  }

  /** Returns the folder of the runs of a slot's equations. */
  public Path solved(EvaluationSlot slot) {
    return new Path(new Path(root, SOLVED), slot.folder());
  }

  /** Returns the folder in which it is written down who fills a slot. */
  public Path claims(EvaluationSlot slot) {
    return new Path(new Path(root, CLAIMS), slot.folder());
  }

  /** Returns the folder of a slot's finished evaluations, until all are there. */
  public Path staging(EvaluationSlot slot) {
    return new Path(new Path(root, STAGING), slot.folder());
  }

  /**
   * Returns the manifest of a complete slot, or nothing if the slot is not complete.
   *
   * @throws UncheckedIOException if the file system refuses, or the manifest is none
   */
  public Optional<RunManifest> complete(EvaluationSlot slot) {
    Path partition = partition(slot);
    try {
      Path manifest = new Path(partition, MANIFEST);
      boolean hasRows = !ParquetFiles.named(files, partition, ParquetFiles.ROWS).isEmpty();
      return hasRows && files.exists(manifest)
          ? Optional.of(RunManifest.read(manifest, hadoop))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look into " + partition, e);
    }
  }

  /** Returns the rows of a complete slot, in the order of their index. */
  public List<EvaluationRow> read(SparkSession spark, EvaluationSlot slot) {
    return ParquetReport.open(spark, partition(slot), EvaluationRow.FORMAT).read();
  }

  /**
   * Keeps one finished evaluation; called by tasks.
   *
   * @param staging see {@link #staging}
   * @param key name of the evaluation within the slot
   * @throws UncheckedIOException if the file system refuses
   */
  public static void keep(Path staging, String key, EvaluationRow row, Configuration hadoop) {
    Path piece = new Path(staging, key + ENDING);
    try {
      AtomicFile.write(piece, row.json(), hadoop);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + piece, e);
    }
  }

  /**
   * Returns the finished evaluations of an unfinished slot, by key.
   *
   * @throws UncheckedIOException if the file system refuses, or a file is not such a row
   */
  public Map<String, EvaluationRow> kept(EvaluationSlot slot) {
    Map<String, EvaluationRow> rows = new LinkedHashMap<>();
    try {
      for (FileStatus piece : files.listStatus(staging(slot))) {
        String name = piece.getPath().getName();
        if (piece.isFile() && name.endsWith(ENDING) && !name.startsWith("_")) {
          String key = name.substring(0, name.length() - ENDING.length());
          rows.put(key, row(piece.getPath()));
        }
      }
      return rows;
    } catch (FileNotFoundException e) {
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read what is kept in " + staging(slot), e);
    }
  }

  private EvaluationRow row(Path piece) throws IOException {
    try (InputStream in = files.open(piece)) {
      return EvaluationRow.parse(in);
    } catch (FileNotFoundException e) {
      throw new IOException(piece + " has gone; does another process fill the same slot?", e);
    }
  }

  /**
   * Puts all rows of a slot in their place, instead of those that are there, and removes what was
   * kept. Being cut off at any point leaves a slot that the next evaluation completes.
   *
   * @param rows with indices from 0
   * @throws UncheckedIOException if the file system refuses, or another process was first
   */
  public void commit(
      SparkSession spark, EvaluationSlot slot, List<EvaluationRow> rows, RunManifest manifest) {
    Path staging = staging(slot);
    Path finished = new Path(staging, "_finished");
    Path replaced = new Path(staging, "_replaced");
    Path target = partition(slot);
    try {
      files.delete(finished, true);
      files.delete(replaced, true);
      ParquetReport.open(spark, finished, EvaluationRow.FORMAT).append(rows);
      manifest.write(new Path(finished, MANIFEST), hadoop);
      if (files.exists(target)) {
        AtomicFile.place(files, target, replaced);
      }
      files.mkdirs(target.getParent());
      AtomicFile.place(files, finished, target);
      discard(slot);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot put the rows of " + slot + " into " + target, e);
    }
  }

  /** Removes what an unfinished slot kept, with the folders that are empty then. */
  public void discard(EvaluationSlot slot) {
    Path staging = staging(slot);
    try {
      files.delete(staging, true);
      for (Path folder = staging.getParent();
          !folder.equals(root) && files.exists(folder) && files.listStatus(folder).length == 0;
          folder = folder.getParent()) {
        files.delete(folder, false);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + staging, e);
    }
  }

  /**
   * Returns the fingerprint by which two slots are compared: SHA-256 over one line of JSON for each
   * row, 64 hexadecimal digits.
   */
  public static String sha256(List<EvaluationRow> rows) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (EvaluationRow row : rows) {
        digest.update((row.json() + "\n").getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
