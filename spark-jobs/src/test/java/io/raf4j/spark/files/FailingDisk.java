package io.raf4j.spark.files;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

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

  private static final class Raw extends RefusingDisk {

    @Override
    void change(Path path, String how) throws IOException {
      left = Math.max(-1, left - 1);
      if (left < 0) {
        throw new IOException("the disk has failed");
      }
    }
  }
}
