package io.raf4j.spark.files;

import io.raf4j.spark.conf.SettingsException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.GlobExpander;
import org.apache.hadoop.fs.GlobFilter;
import org.apache.hadoop.fs.Path;

/**
 * A file, a folder or a glob of such, on any Hadoop file system: {@code *} and {@code ?} within a
 * name, {@code [a-c]}, <code>{a,b}</code>. Names that begin with a dot or an underscore match no
 * glob, and a glob finds files or folders, as is asked. A text that is the name of what is there
 * means that alone, whatever signs are in it.
 *
 * @param key the setting, for messages
 * @param text the pattern
 */
public record PathPattern(String key, String text) {

  /** Patterns that one text may stand for. */
  static final int MOST_ALTERNATIVES = 10_000;

  /** Returns whether the pattern may match several paths. */
  public boolean isGlob() {
    return text.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
  }

  /**
   * Returns the folders that match, in the order of their names.
   *
   * @throws SettingsException if none does
   */
  public List<Path> folders(Configuration hadoop) {
    return matches(hadoop, true);
  }

  /**
   * Returns the files that match, in the order of their names.
   *
   * @throws SettingsException if none does
   */
  public List<Path> files(Configuration hadoop) {
    return matches(hadoop, false);
  }

  private List<Path> matches(Configuration hadoop, boolean wantsFolders) {
    requireFew();
    List<Path> found = new ArrayList<>();
    try {
      for (String single : isGlob() ? GlobExpander.expand(text) : List.of(text)) {
        found.addAll(matches(TypedPath.of(key, single, hadoop), hadoop, wantsFolders));
      }
    } catch (IOException e) {
      throw new SettingsException(key + ": " + text + ": " + e.getMessage(), e);
    }
    if (found.isEmpty()) {
      throw new SettingsException(
          key + ": no " + (wantsFolders ? "folder" : "file") + " matches " + text);
    }
    return found.stream().distinct().sorted().toList();
  }

  /** Alternatives with slashes are written out, each with each of the others. */
  private void requireFew() {
    double all = 1;
    Deque<Integer> open = new ArrayDeque<>();
    for (char c : text.toCharArray()) {
      if (c == '{') {
        open.push(1);
      } else if (c == ',' && !open.isEmpty()) {
        open.push(open.pop() + 1);
      } else if (c == '}' && !open.isEmpty()) {
        all *= open.pop();
      }
    }
    if (all > MOST_ALTERNATIVES) {
      throw new SettingsException(
          "%s: %.40s... stands for more than %d patterns; name fewer at once"
              .formatted(key, text, MOST_ALTERNATIVES));
    }
  }

  /** A path that is there is itself, whatever its name looks like. */
  private static List<Path> matches(Path pattern, Configuration hadoop, boolean wantsFolders)
      throws IOException {
    FileSystem files = pattern.getFileSystem(hadoop);
    if (files.exists(pattern)) {
      boolean isWanted = files.getFileStatus(pattern).isDirectory() == wantsFolders;
      return isWanted ? List.of(pattern) : List.of();
    }
    List<Path> found = new ArrayList<>();
    for (Path match : walk(files, pattern)) {
      if (files.getFileStatus(match).isDirectory() == wantsFolders) {
        found.add(match);
      }
    }
    return found;
  }

  /** Hadoop's own walk fails at the first name with a colon, be it one that does not match. */
  private static List<Path> walk(FileSystem files, Path pattern) throws IOException {
    if (pattern.isRoot()) {
      return List.of(pattern);
    }
    List<Path> found = new ArrayList<>();
    GlobFilter names = filter(pattern.getName());
    for (Path folder : walk(files, pattern.getParent())) {
      if (!names.hasPattern()) {
        addIfThere(files, new Path(folder, new Path(null, null, pattern.getName())), found);
      } else if (files.getFileStatus(folder).isDirectory()) {
        for (FileStatus child : files.listStatus(folder)) {
          if (!isHidden(child.getPath().getName()) && names.accept(child.getPath())) {
            found.add(child.getPath());
          }
        }
      }
    }
    return found;
  }

  private static GlobFilter filter(String name) throws IOException {
    try {
      return new GlobFilter(name);
    } catch (IndexOutOfBoundsException e) {
      // What makes expressions of patterns looks beyond the end of some.
      throw new IOException("\"" + name + "\" is no pattern", e);
    }
  }

  private static void addIfThere(FileSystem files, Path path, List<Path> found) throws IOException {
    if (files.exists(path)) {
      found.add(path);
    }
  }

  private static boolean isHidden(String name) {
    return name.startsWith(".") || name.startsWith("_");
  }
}
