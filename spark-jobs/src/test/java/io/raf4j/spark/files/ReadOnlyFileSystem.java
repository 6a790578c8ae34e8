package io.raf4j.spark.files;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * The local disk under the scheme {@code readonly:}, which refuses to write and to delete, a path
 * that is missing included, as HDFS does in safe mode. Folders that exist may be made.
 */
public final class ReadOnlyFileSystem extends RawLocalFileSystem {

  private static final URI NAME = URI.create("readonly:///");

  /** Makes the scheme known to a configuration. */
  public static Configuration register(Configuration hadoop) {
    hadoop.set("fs.readonly.impl", ReadOnlyFileSystem.class.getName());
    return hadoop;
  }

  /** Returns a local folder's path under this scheme. */
  public static Path path(java.nio.file.Path local) {
    return new Path("readonly", null, local.toString());
  }

  @Override
  public URI getUri() {
    return NAME;
  }

  @Override
  public String getScheme() {
    return "readonly";
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    throw new IOException("in safe mode nothing is created: " + file.getName());
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    throw new IOException("in safe mode nothing is created: " + file.getName());
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    throw new IOException("in safe mode nothing is deleted: " + path.getName());
  }
}
