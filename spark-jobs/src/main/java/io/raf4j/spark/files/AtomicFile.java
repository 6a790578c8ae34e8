package io.raf4j.spark.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
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
    FileSystem files = target.getFileSystem(hadoop);
    Path absolute = files.makeQualified(target);
    Path temporary = new Path(absolute.getParent(), "." + UUID.randomUUID() + ".tmp");
    files.mkdirs(absolute.getParent());
    // Where nothing is written, nothing is deleted either, and that is the lesser news.
    try (Closeable deleted = () -> files.delete(temporary, false)) {
      try (FSDataOutputStream out = files.create(temporary, false)) {
        out.write(content);
      }
      replace(files, temporary, absolute);
    }
  }

  /** Writes a text as UTF-8, see {@link #write(Path, byte[], Configuration)}. */
  public static void write(Path target, String content, Configuration hadoop) throws IOException {
    write(target, content.getBytes(StandardCharsets.UTF_8), hadoop);
  }

  /**
   * Gives a finished file its final name, replacing the file that has it.
   *
   * @param files the file system of both names
   * @param finished the file to rename
   * @param target its final name
   * @throws IOException if the file system refuses
   */
  public static void replace(FileSystem files, Path finished, Path target) throws IOException {
    if (files.getUri().getScheme().equals("file")) {
      // FileContext deletes a local target first; the plain local rename replaces it in one step.
      if (!files.rename(finished, target)) {
        throw new IOException("cannot rename " + finished + " to " + target);
      }
      return;
    }
    FileContext.getFileContext(files.getUri(), files.getConf())
        .rename(finished, target, Options.Rename.OVERWRITE);
  }
}
