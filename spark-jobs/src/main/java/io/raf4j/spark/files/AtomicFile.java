package io.raf4j.spark.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/**
 * Writes files on any Hadoop file system so that a reader sees the old file or the new one, never
 * half of one.
 *
 * <p>The bytes go to a hidden temporary name in the same directory, which is then renamed. On local
 * disks and HDFS the rename replaces the old file in one step; on object stores, whose renames are
 * copies, there is a moment without the file. A process that dies in between leaves a file whose
 * name starts with a dot, which Spark and Hadoop do not list. Safe to call from several threads.
 *
 * <p>A file is on disk before it gets its name, so that a machine which loses its power never comes
 * back with the name of a file and without its bytes.
 */
public final class AtomicFile {

  private AtomicFile() {}

  /**
   * Writes a file, replacing the one that is there, and makes its directory where it is missing.
   *
   * @param target where the file goes
   * @param content all of its bytes
   * @param hadoop configuration that names the file systems
   * @throws IOException if the file system refuses; the old file is then still there
   */
  public static void write(Path target, byte[] content, Configuration hadoop) throws IOException {
    write(
        target,
        hadoop,
        (files, temporary) -> {
          try (FSDataOutputStream out = create(files, temporary)) {
            out.write(content);
          }
        });
  }

  /** Makes a file that is not there yet, and whose bytes are on disk once it returns. */
  @FunctionalInterface
  public interface Content {
    /**
     * Makes the file.
     *
     * @throws IOException if the file system refuses
     */
    void write(FileSystem files, Path file) throws IOException;
  }

  /**
   * Writes a file that is too long to be held, see {@link #write(Path, byte[], Configuration)}.
   *
   * @param content makes the file under its temporary name, by {@link #create}
   * @throws IOException if the file system refuses; the old file is then still there
   */
  public static void write(Path target, Configuration hadoop, Content content) throws IOException {
    FileSystem files = target.getFileSystem(hadoop);
    Path absolute = files.makeQualified(target);
    Path temporary = new Path(absolute.getParent(), "." + UUID.randomUUID() + ".tmp");
    files.mkdirs(absolute.getParent());
    // Where nothing is written, nothing is deleted either, and that is the lesser news.
    try (Closeable deleted = () -> files.delete(temporary, false)) {
      content.write(files, temporary);
      replace(files, temporary, absolute);
    }
  }

  /**
   * Writes a file that nobody needs once the work is over or was cut off, replacing the one that is
   * there. On a local disk nothing waits for the disk, and Hadoop is passed by, which starts a
   * program for the rights of every file and of its checksums: a tenth of the time for half a
   * megabyte.
   *
   * @throws IOException if the file system refuses; the old file is then still there
   */
  public static void writeForNow(Path target, byte[] content, Configuration hadoop)
      throws IOException {
    FileSystem files = target.getFileSystem(hadoop);
    if (!isLocal(files)) {
      write(target, content, hadoop);
      return;
    }
    java.nio.file.Path local = local(files.makeQualified(target));
    java.nio.file.Path temporary = local.resolveSibling("." + UUID.randomUUID() + ".tmp");
    Files.createDirectories(local.getParent());
    try (Closeable deleted = () -> Files.deleteIfExists(temporary)) {
      Files.write(temporary, content);
      Files.deleteIfExists(local.resolveSibling("." + local.getFileName() + ".crc"));
      Files.move(temporary, local, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Writes a text as UTF-8, see {@link #write(Path, byte[], Configuration)}. */
  public static void write(Path target, String content, Configuration hadoop) throws IOException {
    write(target, content.getBytes(StandardCharsets.UTF_8), hadoop);
  }

  /**
   * Creates a file that is not there yet, and whose bytes are on disk once its stream is closed.
   *
   * @throws IOException if the file system refuses
   */
  public static FSDataOutputStream create(FileSystem files, Path file) throws IOException {
    return new SyncedOutput(files, file);
  }

  /**
   * Sees to it that a finished file, or a folder with all that is in it, is on a local disk and not
   * in memory alone: to be called before anything is renamed into its place.
   *
   * <p>Other file systems are left alone: HDFS keeps names safe by itself, and the bytes of a file
   * only while it is open, which is what {@link #create} is for.
   *
   * @throws IOException if the file system refuses, or there is nothing of that name
   */
  public static void sync(FileSystem files, Path finished) throws IOException {
    if (isLocal(files)) {
      java.nio.file.Path local = local(finished);
      try (Stream<java.nio.file.Path> all = Files.walk(local)) {
        for (java.nio.file.Path each : (Iterable<java.nio.file.Path>) all::iterator) {
          force(each);
        }
      }
      java.nio.file.Path checksums = local.resolveSibling("." + finished.getName() + ".crc");
      if (Files.isRegularFile(checksums)) {
        force(checksums);
      }
    }
  }

  /** Forces a file's bytes, or the names in a folder, to the disk. */
  private static void force(java.nio.file.Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /**
   * Gives a finished file its final name, replacing the file that has it. On a local disk the file
   * is forced to the disk before, and its new name afterwards.
   *
   * @param files the file system of both names
   * @param finished the file to rename, written by {@link #create} where it lies on HDFS
   * @param target its final name, in the same folder
   * @throws IOException if the file system refuses
   */
  public static void replace(FileSystem files, Path finished, Path target) throws IOException {
    if (isLocal(files)) {
      sync(files, finished);
      replaceLocally(files, finished, target);
      force(local(target.getParent()));
      return;
    }
    FileContext.getFileContext(files.getUri(), files.getConf())
        .rename(finished, target, Options.Rename.OVERWRITE);
  }

  /**
   * Gives a finished folder its final name, which nothing has; on a local disk all that is in it is
   * forced to the disk before, and its new name afterwards.
   *
   * @throws IOException if there is something of that name, or the file system refuses
   */
  public static void place(FileSystem files, Path finished, Path target) throws IOException {
    sync(files, finished);
    FileContext.getFileContext(files.getUri(), files.getConf()).rename(finished, target);
    if (isLocal(files)) {
      force(local(target.getParent()));
    }
  }

  /**
   * Renames on a local disk. FileContext would delete the target first, and Hadoop's own rename
   * leaves a moment in which the new file has the old one's checksums, which no reader gets past;
   * here there is a moment in which a file has none and is read without.
   */
  private static void replaceLocally(FileSystem files, Path finished, Path target)
      throws IOException {
    if (files instanceof ChecksumFileSystem checked) {
      FileSystem raw = checked.getRawFileSystem();
      Path before = checked.getChecksumFile(finished);
      Path after = checked.getChecksumFile(target);
      raw.delete(after, false);
      rename(raw, finished, target);
      if (raw.exists(before)) {
        rename(raw, before, after);
      }
    } else {
      rename(files, finished, target);
    }
  }

  private static void rename(FileSystem files, Path from, Path to) throws IOException {
    if (!files.rename(from, to)) {
      throw new IOException("cannot rename " + from + " to " + to);
    }
  }

  private static java.nio.file.Path local(Path path) {
    return java.nio.file.Path.of(path.toUri().getPath());
  }

  private static boolean isLocal(FileSystem files) {
    return files.getUri().getScheme().equals("file");
  }
}
