package io.raf4j.spark.files;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A file that a run read, with what identifies its content.
 *
 * @param path where it was, qualified with its file system
 * @param bytes its length
 * @param sha256 hash of its content, 64 lower-case hexadecimal digits
 */
public record InputFile(String path, long bytes, String sha256) implements Serializable {

  private static final int CHUNK = 1 << 16;

  /**
   * Reads a file once, from beginning to end, and describes it.
   *
   * @param path a file on any Hadoop file system
   * @param hadoop configuration that names the file systems
   * @throws IOException if it cannot be read
   */
  public static InputFile of(Path path, Configuration hadoop) throws IOException {
    FileSystem files = path.getFileSystem(hadoop);
    MessageDigest digest = sha256Digest();
    long bytes = 0;
    byte[] chunk = new byte[CHUNK];
    Path absolute = files.makeQualified(path);
    try (InputStream in = open(files, absolute)) {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        digest.update(chunk, 0, read);
        bytes += read;
      }
    }
    String hash = HexFormat.of().formatHex(digest.digest());
    return new InputFile(absolute.toString(), bytes, hash);
  }

  /** Hadoop looks for checksums beside a local file, by a name that may hold no colon. */
  private static InputStream open(FileSystem files, Path path) throws IOException {
    if (!path.toUri().getScheme().equals("file")) {
      return files.open(path);
    }
    File local = new File(path.toUri());
    if (local.isDirectory()) {
      throw new IOException(local + " is a folder");
    }
    return new FileInputStream(local);
  }

  private static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
