package io.raf4j.spark.files;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/**
 * A file of any Hadoop file system as a file of this machine: itself where it is local, else a
 * temporary copy, which is deleted when this is closed.
 *
 * <p>On Linux whoever has the file open or mapped by then keeps its bytes, and a process that is
 * killed leaves nothing behind.
 */
public final class LocalCopy implements Closeable {

  private final Path path;
  private final boolean isCopy;

  private LocalCopy(Path path, boolean isCopy) {
    this.path = path;
    this.isCopy = isCopy;
  }

  /**
   * Finds or copies a file.
   *
   * @param what it is in one word, for messages
   * @throws IOException if this machine cannot read it or has no room for a copy
   */
  public static LocalCopy of(org.apache.hadoop.fs.Path file, String what, Configuration hadoop)
      throws IOException {
    FileSystem files = file.getFileSystem(hadoop);
    org.apache.hadoop.fs.Path absolute = files.makeQualified(file);
    if (absolute.toUri().getScheme().equals("file")) {
      return new LocalCopy(local(new File(absolute.toUri()), what), false);
    }
    Path copy = Files.createTempFile("raf4j-" + what + "-", "-" + absolute.getName());
    try {
      // Raw: no checksums are left beside the copy.
      org.apache.hadoop.fs.Path target = new org.apache.hadoop.fs.Path(copy.toUri());
      files.copyToLocalFile(false, absolute, target, true);
      return new LocalCopy(copy, true);
    } catch (IOException | RuntimeException e) {
      Files.delete(copy);
      throw new IOException("cannot copy " + absolute + " to this machine", e);
    }
  }

  private static Path local(File file, String what) throws IOException {
    if (!file.isFile()) {
      throw new IOException(
          "no such file on this machine: "
              + file
              + "; executors on other machines need the "
              + what
              + " on a shared disk, HDFS or S3");
    }
    return file.toPath();
  }

  /** Returns the local file. */
  public Path path() {
    return path;
  }

  /** Has a copy stay until the process ends. */
  LocalCopy kept() {
    if (isCopy) {
      path.toFile().deleteOnExit();
    }
    return this;
  }

  /** Deletes a copy; where a system does not delete files in use, as the process ends. */
  @Override
  public void close() {
    if (isCopy && !path.toFile().delete()) {
      path.toFile().deleteOnExit();
    }
  }
}
