package io.raf4j.spark.files;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * The local disk, on which some operation that changes it is the last that works: what is there
 * afterwards is what a process leaves that is killed at this point. For one test at a time.
 */
public final class FailingDisk extends LocalFileSystem {

  private static int left = Integer.MAX_VALUE;

  /** Called by Hadoop. */
  public FailingDisk() {
    super(new Raw());
  }

  /** Returns a configuration whose local disk is this one. */
  public static Configuration configuration() {
    Configuration hadoop = new Configuration();
    hadoop.set("fs.file.impl", FailingDisk.class.getName());
    hadoop.setBoolean("fs.file.impl.disable.cache", true);
    return hadoop;
  }

  /** Lets this many changes happen and none after them. */
  public static void after(int changes) {
    left = changes;
  }

  /** Lets all changes happen again; returns whether some were refused. */
  public static boolean recovered() {
    boolean refused = left < 0;
    left = Integer.MAX_VALUE;
    return refused;
  }

  private static void change() throws IOException {
    left = Math.max(-1, left - 1);
    if (left < 0) {
      throw new IOException("the disk has failed");
    }
  }

  private static final class Raw extends RawLocalFileSystem {

    @Override
    public FSDataOutputStream create(
        Path file,
        boolean overwrite,
        int bufferSize,
        short replication,
        long blockSize,
        Progressable progress)
        throws IOException {
      change();
      return super.create(file, overwrite, bufferSize, replication, blockSize, progress);
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
      change();
      return super.create(
          file, permission, overwrite, bufferSize, replication, blockSize, progress);
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
      change();
      return super.rename(from, to);
    }

    @Override
    public boolean delete(Path file, boolean recursive) throws IOException {
      change();
      return super.delete(file, recursive);
    }
  }
}
