package io.raf4j.spark.conf;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValueFactory;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

  private HoconSource() {}

  /**
   * Reads a file with the files that it includes.
   *
   * @param option that names the file
   * @throws SettingsException if there is none, or it is malformed, too large or too deeply nested
   */
  public static Config read(String option, File file) {
    String where = option + " " + file + ": ";
    if (!file.isFile()) {
      throw new SettingsException(where + "no such file");
    }
    return parsed(
        where,
        () -> {
          requireBounded(file);
          ConfigParseOptions options =
              ConfigParseOptions.defaults().setIncluder(new BoundedIncluder());
          return ConfigFactory.parseFile(file, options).resolve();
        });
  }

  /**
   * Reads {@code key=value}; objects and lists are HOCON, anything else is text as it stands.
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
          return ConfigFactory.parseString(key + " = " + value);
        });
  }

  private static Config parsed(String where, Supplier<Config> parser) {
    try {
      return parser.get();
    } catch (ConfigException | IllegalArgumentException e) {
      throw new SettingsException(where + e.getMessage(), e);
    } catch (StackOverflowError e) {
      // Substitutions that lead to one another nest without a bracket.
      throw new SettingsException(where + "its substitutions are too deeply nested", e);
    }
  }

  /**
   * Refuses a file that the parser had better not see.
   *
   * @throws IllegalArgumentException if it is too large, too deeply nested or cannot be read
   */
  static void requireBounded(File file) {
    long bytes = file.length();
    if (bytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          "it has " + bytes + " bytes; expected at most " + MOST_BYTES + " of a file of settings");
    }
    try {
      requireFlat(new String(Files.readAllBytes(file.toPath()), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read it: " + e.getMessage(), e);
    }
  }

  private static void requireFlat(String text) {
    int nested = new Nesting(text).deepest();
    if (nested > MOST_NESTED) {
      throw new IllegalArgumentException(
          "it is nested "
              + nested
              + " levels deep; expected at most "
              + MOST_NESTED
              + " objects, lists and parts of a key within one another");
    }
  }
}
