package io.raf4j.spark.files;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/**
 * Gives FFmpeg, which seeks in local files alone, a local copy of a clip on any Hadoop file system;
 * one copy a process, deleted when the process ends. A clip that is local already is used as it is.
 */
public final class LocalClip {

  private static final Map<String, Path> COPIES = new ConcurrentHashMap<>();

  private LocalClip() {}

  /**
   * Returns a local file with the clip's bytes.
   *
   * @throws UncheckedIOException if this machine cannot read the clip
   */
  public static Path of(org.apache.hadoop.fs.Path clip, Configuration hadoop) {
    try {
      FileSystem files = clip.getFileSystem(hadoop);
      org.apache.hadoop.fs.Path absolute = files.makeQualified(clip);
      if (absolute.toUri().getScheme().equals("file")) {
        return local(new File(absolute.toUri()));
      }
      return COPIES.computeIfAbsent(absolute.toString(), name -> copy(files, absolute));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + clip, e);
    }
  }

  private static Path local(File file) throws IOException {
    if (!file.isFile()) {
      throw new IOException(
          "no such file on this machine: "
              + file
              + "; executors on other machines need the clip on a shared disk, HDFS or S3");
    }
    return file.toPath();
  }

  private static Path copy(FileSystem files, org.apache.hadoop.fs.Path clip) {
    try {
      Path copy = Files.createTempFile("raf4j-clip-", "-" + clip.getName());
      copy.toFile().deleteOnExit();
      files.copyToLocalFile(false, clip, new org.apache.hadoop.fs.Path(copy.toUri()), true);
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy " + clip + " to this machine", e);
    }
  }
}
