package io.raf4j.spark.conf;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValueFactory;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads HOCON of users: files, and the values of {@code --set}.
 *
 * <p>The parser works recursively on texts of any size, so size and nesting are bounded before it
 * sees a text.
 */
public final class HoconSource {

  /** Bytes of a file, far beyond any that is written by hand. */
  static final int MOST_BYTES = 1 << 20;

  /** Objects, lists and parts of a key within one another. */
  static final int MOST_NESTED = 100;

  /** The assignment of {@code --set} with which files may name environment variables. */
  private static final String ENVIRONMENT = "environment=true";

  private HoconSource() {}

  /** Returns the assignments that are settings: all but that of the environment. */
  public static List<String> settings(List<String> assignments) {
    return assignments.stream().filter(one -> !one.equals(ENVIRONMENT)).toList();
  }

  /**
   * Reads a file with the files beside and below it that it includes.
   *
   * <p>A file of a stranger must not carry off what stands in the environment, such as keys of
   * object stores, into a folder of results: {@code ${NAME}} names settings of the file alone,
   * unless the person who starts the job says {@code --set environment=true}.
   *
   * @param option that names the file
   * @param assignments those of the command line
   * @throws SettingsException if there is none, or it is malformed, too large or too deeply nested
   */
  public static Config read(String option, File file, List<String> assignments) {
    ConfigResolveOptions names =
        ConfigResolveOptions.defaults().setUseSystemEnvironment(assignments.contains(ENVIRONMENT));
    String where = option + " " + file + ": ";
    if (!file.isFile()) {
      throw new SettingsException(where + "no such file");
    }
    return parsed(
        where,
        () -> {
          ConfigParseOptions options =
              ConfigParseOptions.defaults().setIncluder(BoundedIncluder.of(file));
          return ConfigFactory.parseFile(file, options).resolve(names);
        });
  }

  /**
   * Reads {@code key=value}; objects and lists are HOCON, which includes nothing; anything else is
   * text as it stands.
   *
   * @throws SettingsException if it has another form
   */
  public static Config read(String assignment) {
    String where = "--set " + assignment + ": ";
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new SettingsException(where + "expected key=value");
    }
    String key = assignment.substring(0, equals).trim();
    String value = assignment.substring(equals + 1).trim();
    return parsed(
        where,
        () -> {
          requireFlat(key);
          if (!value.startsWith("{") && !value.startsWith("[")) {
            return ConfigFactory.empty().withValue(key, ConfigValueFactory.fromAnyRef(value));
          }
          requireFlat(value);
          ConfigParseOptions options = ConfigParseOptions.defaults().setIncluder(new NoIncluder());
          return ConfigFactory.parseString(key + " = " + value, options);
        });
  }

  private static Config parsed(String where, Supplier<Config> parser) {
    try {
      return parser.get();
    } catch (ConfigException.UnresolvedSubstitution e) {
      throw new SettingsException(
          where
              + e.getMessage()
              + "; variables of the environment are filled in with --set "
              + ENVIRONMENT
              + " alone",
          e);
    } catch (ConfigException | IllegalArgumentException e) {
      throw new SettingsException(where + e.getMessage(), e);
    }
  }

  /**
   * Refuses a file that the parser had better not see.
   *
   * @return how many values of it are made of others
   * @throws IllegalArgumentException if it is too large, too deeply nested or cannot be read
   */
  static int requireBounded(File file) {
    long bytes = file.length();
    if (bytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          "it has " + bytes + " bytes; expected at most " + MOST_BYTES + " of a file of settings");
    }
    try {
      return requireFlat(new String(Files.readAllBytes(file.toPath()), StandardCharsets.UTF_8))
          .substitutions();
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read it: " + e.getMessage(), e);
    }
  }

  private static Nesting requireFlat(String text) {
    Nesting nesting = new Nesting(text);
    int nested = nesting.deepest();
    if (nested > MOST_NESTED) {
      throw new IllegalArgumentException(
          "it is nested "
              + nested
              + " levels deep; expected at most "
              + MOST_NESTED
              + " objects, lists and parts of a key within one another");
    }
    return nesting;
  }
}
