package io.raf4j.spark.conf;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseable;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;

/**
 * Reads the files that a file of settings includes: each lies beside the first or in a folder
 * below, is small and flat as it, and there are not many. Nothing is fetched from elsewhere.
 */
final class BoundedIncluder
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {

  /** Files that one file includes in all. */
  static final int MOST_FILES = 50;

  /** Values that are made of others: the time to fill them in grows with their square. */
  static final int MOST_SUBSTITUTIONS = 200;

  private final File first;
  private int files;
  private int substitutions;

  private BoundedIncluder(File first) {
    this.first = first;
  }

  /**
   * Looks at the file that people named and returns what reads those that it includes.
   *
   * @throws IllegalArgumentException if the parser had better not see it
   */
  static BoundedIncluder of(File first) {
    BoundedIncluder includer = new BoundedIncluder(first);
    includer.requireBounded(first);
    return includer;
  }

  private void requireBounded(File file) {
    substitutions += HoconSource.requireBounded(file);
    if (substitutions > MOST_SUBSTITUTIONS) {
      throw new IllegalArgumentException(
          "more than "
              + MOST_SUBSTITUTIONS
              + " values are made of others, by ${} or +=, in it and what it includes");
    }
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    ConfigParseable relative = context.relativeTo(what);
    String name = relative == null ? null : relative.origin().filename();
    if (name == null) {
      throw new IllegalArgumentException("include \"" + what + "\": no such file");
    }
    return includeFile(context, new File(name));
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    String where = "include \"" + what + "\": ";
    files++;
    if (files > MOST_FILES) {
      throw new IllegalArgumentException(
          where + "more than " + MOST_FILES + " files are included; does one include itself?");
    }
    if (!isBesideOrBelow(what)) {
      throw new IllegalArgumentException(
          where + "expected a file beside " + first + " or in a folder below");
    }
    if (!what.isFile()) {
      throw new IllegalArgumentException(where + "no such file");
    }
    try {
      requireBounded(what);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where + e.getMessage(), e);
    }
    return ConfigFactory.parseFile(what, context.parseOptions()).root();
  }

  /** Links are followed: what counts is where the file lies. */
  private boolean isBesideOrBelow(File what) {
    try {
      Path folder = first.getCanonicalFile().toPath().getParent();
      return what.getCanonicalFile().toPath().startsWith(folder);
    } catch (IOException e) {
      throw new IllegalArgumentException("include \"" + what + "\": " + e.getMessage(), e);
    }
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    throw new IllegalArgumentException("include \"" + what + "\": expected a file, not a URL");
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String what) {
    throw new IllegalArgumentException("include \"" + what + "\": expected a file");
  }
}
