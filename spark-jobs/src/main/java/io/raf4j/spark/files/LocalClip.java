package io.raf4j.spark.files;

import java.io.IOException;
import java.io.UncheckedIOException;
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

  private static final String CLIP = "clip";

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
        return LocalCopy.of(absolute, CLIP, hadoop).path();
      }
      return COPIES.computeIfAbsent(absolute.toString(), name -> copy(absolute, hadoop));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + clip, e);
    }
  }

  private static Path copy(org.apache.hadoop.fs.Path clip, Configuration hadoop) {
    try {
      return LocalCopy.of(clip, CLIP, hadoop).kept().path();
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}
