package io.raf4j.spark.files;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** A disk without room: what Hadoop makes of it is an error, not an exception. */
public final class FullDisk {

  private FullDisk() {}

  /** Writes to the device that is always full. */
  public static void write() throws IOException {
    try (RawLocalFileSystem files = new RawLocalFileSystem()) {
      files.initialize(URI.create("file:///"), new Configuration(false));
      try (FSDataOutputStream raw = files.create(new Path("/dev/full"), true);
          OutputStream out = raw) {
        out.write(new byte[1 << 16]);
      }
    }
  }
}
