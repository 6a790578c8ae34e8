package io.raf4j.spark.job;

import io.raf4j.spark.conf.SettingsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A file, a folder or a glob of such, on any Hadoop file system: {@code *} and {@code ?} within a
 * name, {@code [a-c]}, <code>{a,b}</code>. Names that begin with a dot or an underscore match no
 * glob, and a glob finds files or folders, as is asked.
 *
 * @param key the setting, for messages
 * @param text the pattern
 */
record PathPattern(String key, String text) {

  /** Returns whether the pattern may match several paths. */
  boolean isGlob() {
    return text.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
  }

  /**
   * Returns the folders that match, in the order of their names.
   *
   * @throws SettingsException if none does
   */
  List<Path> folders(Configuration hadoop) {
    return matches(hadoop, true);
  }

  /**
   * Returns the files that match, in the order of their names.
   *
   * @throws SettingsException if none does
   */
  List<Path> files(Configuration hadoop) {
    return matches(hadoop, false);
  }

  private List<Path> matches(Configuration hadoop, boolean wantsFolders) {
    List<Path> found = new ArrayList<>();
    try {
      Path pattern = new Path(text);
      FileSystem files = pattern.getFileSystem(hadoop);
      FileStatus[] statuses = files.globStatus(pattern);
      for (FileStatus status : statuses == null ? new FileStatus[0] : statuses) {
        String name = status.getPath().getName();
        boolean isHidden = isGlob() && (name.startsWith(".") || name.startsWith("_"));
        if (status.isDirectory() == wantsFolders && !isHidden) {
          found.add(files.makeQualified(status.getPath()));
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new SettingsException(key + ": " + text + ": " + e.getMessage(), e);
    }
    if (found.isEmpty()) {
      throw new SettingsException(
          key + ": no " + (wantsFolders ? "folder" : "file") + " matches " + text);
    }
    found.sort(null);
    return found;
  }
}
