package io.raf4j.spark.conf;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.raf4j.basis.Nearest;
import java.io.File;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The settings of one run, resolved and typed.
 *
 * <p>Precedence, lowest first: the defaults, the file of {@code --config}, {@code --set key=value},
 * the command line's own options. An unknown key is an error that suggests the nearest one.
 * Immutable.
 */
public final class Settings implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final ConfigRenderOptions READABLE =
      ConfigRenderOptions.defaults().setOriginComments(false).setJson(false);

  private final Config config;

  private Settings(Config config) {
    this.config = config;
  }

  /**
   * Resolves settings.
   *
   * @param file a HOCON file, or null for none
   * @param assignments texts of the form {@code key=value}, later ones win
   * @param options values given by the command line's own options
   * @throws SettingsException for an unreadable file, an unknown key or a malformed assignment
   */
  public static Settings resolve(File file, List<String> assignments, Map<Key, String> options) {
    return resolve(Map.of(), file, assignments, options);
  }

  /**
   * Resolves settings, see {@link #resolve(File, List, Map)}.
   *
   * @param preset defaults of one command, which anything else overrides
   */
  public static Settings resolve(
      Map<Key, String> preset, File file, List<String> assignments, Map<Key, String> options) {
    return new Settings(over(given(file, assignments, options), defaults(preset)));
  }

  /**
   * Resolves settings of a job of a kind: {@code solve-defaults.conf} comes between the presets of
   * an equation and everything that is given.
   *
   * @param given known keys with their values
   */
  static Settings of(JobKind kind, Config given) {
    Config defaults = defaults(kind.presets());
    Config problem =
        kind.isEquation()
            ? ProblemDefaults.of(kind.label(), over(given, defaults))
            : ConfigFactory.empty();
    return new Settings(over(given, over(known(problem, "solve-defaults.conf"), defaults)));
  }

  private static Config defaults(Map<Key, String> preset) {
    return with(ConfigFactory.parseResources(Settings.class, "defaults.conf"), preset);
  }

  /** Returns what a user gives, later parameters winning, without any default. */
  static Config given(File file, List<String> assignments, Map<Key, String> options) {
    Config given = file == null ? ConfigFactory.empty() : known(parse(file), file.getPath());
    for (String assignment : assignments) {
      given = known(parse(assignment), "--set " + assignment).withFallback(given);
    }
    return with(given, options);
  }

  /** Returns the settings of both; where both have one, all of it is the upper one's. */
  static Config over(Config upper, Config lower) {
    Config merged = lower;
    for (Map.Entry<String, ConfigValue> entry : upper.root().entrySet()) {
      merged = merged.withValue(ConfigUtil.quoteString(entry.getKey()), entry.getValue());
    }
    return merged;
  }

  private static Config with(Config config, Map<Key, String> values) {
    Config changed = config;
    for (Map.Entry<Key, String> value : values.entrySet()) {
      changed =
          changed.withValue(value.getKey().path(), ConfigValueFactory.fromAnyRef(value.getValue()));
    }
    return changed;
  }

  /** Returns the settings that {@link #asMap} gave, as kept in {@code run.json}. */
  public static Settings of(Map<String, ?> kept) {
    return new Settings(
        ConfigFactory.parseMap(kept)
            .withFallback(ConfigFactory.parseResources(Settings.class, "defaults.conf")));
  }

  /**
   * Reads a HOCON file.
   *
   * @throws SettingsException if there is none or it is malformed
   */
  static Config parse(File file) {
    if (!file.isFile()) {
      throw new SettingsException("--config " + file + ": no such file");
    }
    try {
      return ConfigFactory.parseFile(file).resolve();
    } catch (ConfigException e) {
      throw new SettingsException("--config " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads {@code key=value}; objects and lists are HOCON, anything else is text as it stands.
   *
   * @throws SettingsException if it has another form
   */
  static Config parse(String assignment) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new SettingsException("--set " + assignment + ": expected key=value");
    }
    String key = assignment.substring(0, equals).trim();
    String value = assignment.substring(equals + 1).trim();
    try {
      return value.startsWith("{") || value.startsWith("[")
          ? ConfigFactory.parseString(key + " = " + value)
          : ConfigFactory.empty().withValue(key, ConfigValueFactory.fromAnyRef(value));
    } catch (ConfigException e) {
      throw new SettingsException("--set " + assignment + ": " + e.getMessage(), e);
    }
  }

  /**
   * Returns settings, all of whose keys are known.
   *
   * @param where they stand, for messages
   * @throws SettingsException if one is not; the message suggests the nearest
   */
  static Config known(Config config, String where) {
    for (Map.Entry<String, ConfigValue> entry : config.root().entrySet()) {
      if (!Key.paths().contains(entry.getKey())) {
        IllegalArgumentException unknown = Nearest.unknown("setting", entry.getKey(), Key.paths());
        throw new SettingsException(where + ": " + unknown.getMessage(), unknown);
      }
    }
    return config;
  }

  /** Returns a copy with one setting replaced. */
  public Settings with(Key key, Object value) {
    return new Settings(config.withValue(key.path(), ConfigValueFactory.fromAnyRef(value)));
  }

  /** Returns a text, empty when the setting is absent. */
  public String text(Key key) {
    return read(key, "text", config::getString);
  }

  /** Returns a text that must be there. */
  public String required(Key key) {
    String value = text(key);
    if (value.isBlank()) {
      throw new SettingsException("--" + key.path() + " is missing: " + key.description());
    }
    return value;
  }

  /** Returns a whole number. */
  public int integer(Key key) {
    return read(key, "a whole number", path -> (int) whole(path, config.getInt(path)));
  }

  /** Returns a whole number of 64 bits. */
  public long longInteger(Key key) {
    return read(key, "a whole number", path -> whole(path, config.getLong(path)));
  }

  /** The library cuts fractions off, and numbers beyond 64 bits at their end. */
  private long whole(String path, long value) {
    if (config.getDouble(path) != value) {
      throw new ConfigException.BadValue(path, "not a whole number");
    }
    return value;
  }

  /** Returns a number. */
  public double decimal(Key key) {
    return read(key, "a number", config::getDouble);
  }

  /** Returns a number, or nothing when the setting is absent. */
  public OptionalDouble optionalDecimal(Key key) {
    return text(key).isBlank() ? OptionalDouble.empty() : OptionalDouble.of(decimal(key));
  }

  /** Returns true or false. */
  public boolean flag(Key key) {
    return read(key, "true or false", config::getBoolean);
  }

  /** Returns the object under a key, or nothing when it is a plain value. */
  public Optional<Config> object(Key key) {
    return config.root().get(key.path()).valueType() == ConfigValueType.OBJECT
        ? Optional.of(config.getConfig(key.path()))
        : Optional.empty();
  }

  private <T> T read(Key key, String expected, java.util.function.Function<String, T> getter) {
    try {
      return getter.apply(key.path());
    } catch (ConfigException e) {
      throw new SettingsException(
          "--"
              + key.path()
              + " is "
              + config.root().get(key.path()).unwrapped()
              + "; expected "
              + expected,
          e);
    }
  }

  /** Returns all settings as HOCON text that {@code --config} reads. */
  public String render() {
    return config.root().render(READABLE);
  }

  /** Returns a value of {@link #asMap} as a file would have it, on one line. */
  public static String text(Object value) {
    return value instanceof Map || value instanceof Iterable
        ? ConfigValueFactory.fromAnyRef(value).render(ConfigRenderOptions.concise().setJson(false))
        : String.valueOf(value);
  }

  /** Returns all settings as nested maps, for {@code run.json}. */
  public Map<String, Object> asMap() {
    return config.root().unwrapped();
  }
}
