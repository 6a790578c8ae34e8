package io.raf4j.spark.files;

import io.raf4j.spark.conf.SettingsException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Turns what a person typed into a path of a Hadoop file system, or says in one sentence why there
 * can be no such file.
 *
 * <p>A text is a name, never a pattern, and taken as it is: {@code %20} is no blank. What begins
 * with a scheme and a slash, {@code hdfs://host/x} or {@code file:/x}, is on that file system;
 * anything else is on the usual one, so that the file {@code 12:30.mp4} may be called by its name.
 */
public final class TypedPath {

  private static final Pattern WITH_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/.*");
  private static final Pattern HDFS = Pattern.compile("(?:hdfs|webhdfs|swebhdfs|viewfs)");
  private static final char UNKNOWN = '\uFFFD';

  /** What file systems take for one name and for a whole path, less the longest names of a run. */
  private static final int LONGEST_NAME = 255;

  private static final int LONGEST_PATH = 4096 - 256;

  /** HDFS takes the longest paths. */
  static final int LONGEST_TEXT = 8000;

  /** What Hadoop adds to the name of a file while it writes it, and for its checksums. */
  private static final int ADDED_TO_FILES = ".".length() + ".crc".length();

  private TypedPath() {}

  /**
   * Returns the path of a text, with its file system.
   *
   * @param option where it was typed, for messages
   * @throws SettingsException if there can be no such path
   */
  public static Path of(String option, String text, Configuration hadoop) {
    requireName(option, text);
    try {
      Path path = parsed(text, hadoop);
      requireHeld(option, text, path.toUri());
      return path.getFileSystem(hadoop).makeQualified(path);
    } catch (IOException | IllegalArgumentException e) {
      throw new SettingsException(
          option + " " + text + " is on no file system that Hadoop knows: " + e.getMessage(), e);
    }
  }

  /**
   * Returns the path of a file that is to be written.
   *
   * @throws SettingsException if it cannot be
   */
  public static Path file(String option, String text, Configuration hadoop) {
    Path path = of(option, text, hadoop);
    if (isLocal(path)) {
      if (path.getName().contains(":")) {
        throw new SettingsException(
            option + " " + text + ": Hadoop writes no local file with a colon in its name");
      }
      requireLength(option, path.getName(), LONGEST_NAME - ADDED_TO_FILES);
      if (Files.isDirectory(local(path))) {
        throw new SettingsException(option + " " + text + " is a folder; name a file in it");
      }
    }
    requireWritable(option, path);
    return path;
  }

  /**
   * Refuses a place where this machine can see already that nothing can be made.
   *
   * @throws SettingsException if the names are too long, or what is there is no folder or one
   *     without the right to write
   */
  public static void requireWritable(String option, Path path) {
    if (!isLocal(path)) {
      return;
    }
    java.nio.file.Path local = local(path);
    local.forEach(name -> requireLength(option, name.toString(), LONGEST_NAME));
    requireLength(option, local.toString(), LONGEST_PATH);
    java.nio.file.Path there = local.getParent();
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (there != null && !(Files.isDirectory(there) && Files.isWritable(there))) {
      throw new SettingsException(
          String.format(
              "%s %s cannot be made: %s is %s",
              option, local, there, Files.isDirectory(there) ? "not writable" : "no folder"));
    }
  }

  private static void requireName(String option, String text) {
    if (text.isBlank()) {
      throw new SettingsException(option + " is empty; expected a path");
    }
    requireLength(option, text, LONGEST_TEXT);
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new SettingsException(
          option
              + " holds a line break or another character that cannot be shown: "
              + text.replaceAll("\\p{Cntrl}", "?")
              + "; rename it");
    }
    if (text.indexOf(UNKNOWN) >= 0) {
      throw new SettingsException(
          option
              + " "
              + text
              + " holds letters that this process was not told how to read; set LC_ALL=C.UTF-8");
    }
    if (text.equals("~") || text.startsWith("~/")) {
      throw new SettingsException(
          option
              + " "
              + text
              + ": the shell has not put the home folder in place of ~; write $HOME instead");
    }
  }

  private static Path parsed(String text, Configuration hadoop) {
    boolean isPlain = !WITH_SCHEME.matcher(text).matches();
    String usual = FileSystem.getDefaultUri(hadoop).getScheme();
    return isPlain && "file".equals(usual)
        ? new Path("file", null, java.nio.file.Path.of(text).toAbsolutePath().toString())
        : new Path(text);
  }

  /** Hadoop finds out about colons only when a file is opened. */
  private static void requireHeld(String option, String text, URI path) {
    String scheme = String.valueOf(path.getScheme());
    if (HDFS.matcher(scheme).matches() && path.getPath().contains(":")) {
      throw new SettingsException(
          option + " " + text + " has a colon in a name, which HDFS does not take; rename it");
    }
  }

  private static void requireLength(String option, String name, int most) {
    int length = name.getBytes(StandardCharsets.UTF_8).length;
    if (length > most) {
      throw new SettingsException(
          String.format(
              "%s has a name of %d bytes, %.40s...; expected at most %d",
              option, length, name, most));
    }
  }

  private static boolean isLocal(Path path) {
    return "file".equals(path.toUri().getScheme());
  }

  private static java.nio.file.Path local(Path path) {
    return java.nio.file.Path.of(path.toUri().getPath());
  }
}
