package io.raf4j.spark.files;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;

/**
 * Writes a new file whose bytes are on disk once {@link #close} has returned.
 *
 * <p>HDFS is asked before the file is closed, since afterwards there is no way; a local disk
 * afterwards, since Hadoop's own buffer hands over its last bytes as it is closed. An object store
 * has a file safe as soon as it has it.
 */
final class SyncedOutput extends FSDataOutputStream {

  private final FileSystem files;
  private final Path file;
  private boolean closed;

  /** Creates a file that is not there yet. */
  SyncedOutput(FileSystem files, Path file) throws IOException {
    super(files.create(file, false), null);
    this.files = files;
    this.file = file;
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (hasCapability(StreamCapabilities.HSYNC)) {
        hsync();
      }
    } finally {
      super.close();
    }
    AtomicFile.sync(files, file);
  }
}
