package io.raf4j.spark.files;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The local disk under the scheme {@code readonly:}, which refuses to write and to delete, a path
 * that is missing included, as HDFS does in safe mode. Folders that exist may be made.
 */
public final class ReadOnlyFileSystem extends RefusingDisk {

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
  void change(Path path, String how) throws IOException {
    throw new IOException("in safe mode nothing is " + how + ": " + path.getName());
  }
}
