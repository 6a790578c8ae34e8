package io.raf4j.spark.conf;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.raf4j.naming.Nearest;
import java.io.File;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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

  /** Parsed, so that numbers are numbers. */
  private static final Config DEFAULTS =
      ConfigFactory.parseString(
          Arrays.stream(Key.values())
              .map(
                  key ->
                      key.path() + " = " + (key.byDefault().isEmpty() ? "\"\"" : key.byDefault()))
              .collect(Collectors.joining("\n")));

  /** What stands before the name of an option. */
  private static final String OPTION = "--";

  private final Config config;
  private final Set<Key> keys;
  private final SettingsOrigins origins;

  private Settings(Config config, Set<Key> keys, SettingsOrigins origins) {
    this.config = config;
    this.keys = EnumSet.copyOf(keys);
    this.origins = origins;
  }

  private static Settings ofAll(Config config) {
    return new Settings(config, EnumSet.allOf(Key.class), SettingsOrigins.UNKNOWN);
  }

  /**
   * Resolves settings of whatever kind.
   *
   * @param file a HOCON file, or null for none
   * @param assignments texts of the form {@code key=value}, later ones win
   * @param options values given by the command line's own options
   * @throws SettingsException for an unreadable file, an unknown key or a malformed assignment
   */
  public static Settings resolve(File file, List<String> assignments, Map<Key, String> options) {
    return ofAll(over(GivenSettings.of(file, assignments, options).all(), defaults(Map.of())));
  }

  /**
   * Resolves the settings of a job: what is tuned comes between its presets and everything that is
   * given.
   *
   * @param given known keys with their values, of which those are used that concern the job
   */
  public static Settings of(Profile job, GivenSettings given) {
    Config own = only(given.all(), job.keys());
    Config defaults = defaults(job.presets());
    Config tuned = job.tuned().apply(over(own, defaults));
    Settings settings =
        new Settings(
            over(own, over(known(tuned, job.words()), defaults)),
            job.keys(),
            SettingsOrigins.of(job, given));
    settings.requireInRange();
    return settings;
  }

  /** Returns the settings of a job of which nothing is given. */
  public static Settings of(Profile job) {
    return of(job, GivenSettings.of(null, List.of(), Map.of()));
  }

  private static Config only(Config config, Set<Key> keys) {
    Config own = config;
    for (Key key : GivenSettings.keys(config)) {
      own = keys.contains(key) ? own : own.withoutPath(key.path());
    }
    return own;
  }

  /** Each number by itself, then those that are multiplied. */
  private void requireInRange() {
    for (Key key : keys) {
      if (key.range().isPresent() && !isBlank(key)) {
        number(key);
      }
    }
    Product.requireAll(this);
  }

  /** Returns whether the setting concerns this job and has a value. */
  boolean has(Key key) {
    return keys.contains(key) && !isBlank(key);
  }

  private boolean isBlank(Key key) {
    return config.root().get(key.path()).unwrapped() instanceof String text && text.isBlank();
  }

  private static Config defaults(Map<Key, String> preset) {
    return with(DEFAULTS, preset);
  }

  /** Returns the settings of both; where both have one, all of it is the upper one's. */
  public static Config over(Config upper, Config lower) {
    Config merged = lower;
    for (Map.Entry<String, ConfigValue> entry : upper.root().entrySet()) {
      merged = merged.withValue(ConfigUtil.quoteString(entry.getKey()), entry.getValue());
    }
    return merged;
  }

  static Config with(Config config, Map<Key, String> values) {
    Config changed = config;
    for (Map.Entry<Key, String> value : values.entrySet()) {
      changed =
          changed.withValue(value.getKey().path(), ConfigValueFactory.fromAnyRef(value.getValue()));
    }
    return changed;
  }

  /** Returns the settings that {@link #asMap} gave, as kept in {@code run.json}. */
  public static Settings of(Map<String, ?> kept) {
    return ofAll(ConfigFactory.parseMap(kept).withFallback(defaults(Map.of())));
  }

  /**
   * Returns settings, all of whose keys are known.
   *
   * @param where they stand, for messages
   * @throws SettingsException if one is not; the message suggests the nearest
   */
  public static Config known(Config config, String where) {
    for (Map.Entry<String, ConfigValue> entry : config.root().entrySet()) {
      if (!Key.paths().contains(entry.getKey())) {
        IllegalArgumentException unknown = Nearest.unknown("setting", entry.getKey(), Key.paths());
        throw new SettingsException(where + ": " + unknown.getMessage(), unknown);
      }
    }
    return config;
  }

  /** Returns a copy with one setting replaced, which is then one of the job's. */
  public Settings with(Key key, Object value) {
    Set<Key> more = EnumSet.copyOf(keys);
    more.add(key);
    return new Settings(
        config.withValue(key.path(), ConfigValueFactory.fromAnyRef(value)), more, origins);
  }

  /** Returns the settings that were given and not left out, wherever they were given. */
  public Set<Key> given() {
    return origins.given();
  }

  /**
   * Returns those of {@link #given} that have an effect on this run.
   *
   * @param job of which they are settings
   */
  public Set<Key> effective(Profile job) {
    Set<Key> effective = EnumSet.noneOf(Key.class);
    given().stream().filter(key -> job.whyIdle(key, this).isEmpty()).forEach(effective::add);
    return effective;
  }

  /**
   * Returns what a user may not know of the settings that were given, as sentences: which of them
   * are unused and why.
   *
   * @param job of which they are settings
   */
  public List<String> notes(Profile job) {
    return origins.unused(key -> job.whyIdle(key, this));
  }

  /** Returns a text, empty when the setting is absent. */
  public String text(Key key) {
    ConfigValue value = config.root().get(key.path());
    if (value instanceof ConfigObject
        || value instanceof ConfigList
        || value.valueType() == ConfigValueType.NULL) {
      throw refused(key, "text");
    }
    return text(value);
  }

  /** Returns a text that must be there. */
  public String required(Key key) {
    String value = text(key);
    if (value.isBlank()) {
      throw new SettingsException(OPTION + key.path() + " is missing: " + key.description());
    }
    return value;
  }

  /** Returns a whole number. */
  public int integer(Key key) {
    return number(key).intValueExact();
  }

  /** Returns a whole number of 64 bits. */
  public long longInteger(Key key) {
    return number(key).longValueExact();
  }

  /** Returns a number. */
  public double decimal(Key key) {
    return number(key).doubleValue();
  }

  private BigDecimal number(Key key) {
    return number(key.range().orElseThrow(), key.path(), config.root().get(key.path()));
  }

  /** Returns a number, or nothing when the setting is absent. */
  public OptionalDouble optionalDecimal(Key key) {
    return text(key).isBlank() ? OptionalDouble.empty() : OptionalDouble.of(decimal(key));
  }

  /** Returns true or false. */
  public boolean flag(Key key) {
    String text = text(key);
    if (!text.equals("true") && !text.equals("false")) {
      throw refused(key, "true or false");
    }
    return text.equals("true");
  }

  /** Returns the object under a key, or nothing when it is a plain value. */
  public Optional<Config> object(Key key) {
    return config.root().get(key.path()).valueType() == ConfigValueType.OBJECT
        ? Optional.of(config.getConfig(key.path()))
        : Optional.empty();
  }

  /** Returns a seed: 64 bits, exactly. */
  public static long seed(ConfigValue value) {
    return whole(Key.SEED.range().orElseThrow(), "seed", value);
  }

  /**
   * Returns a whole number of a file.
   *
   * @param name for messages
   * @throws SettingsException naming its place, if it is none of the range
   */
  public static long whole(Range range, String name, ConfigValue value) {
    return number(range, name, value).longValueExact();
  }

  /** Returns a number of a file, see {@link #whole}. */
  public static BigDecimal number(Range range, String name, ConfigValue value) {
    boolean isScalar = !(value instanceof ConfigObject) && !(value instanceof ConfigList);
    String text = isScalar ? text(value) : text(value.unwrapped());
    return range.require(place(value) + name, text);
  }

  private SettingsException refused(Key key, String expected) {
    ConfigValue value = config.root().get(key.path());
    return new SettingsException(
        place(value) + key.path() + " is " + value.unwrapped() + "; expected " + expected);
  }

  /** Returns where a value stands, as a message begins before the name of its setting. */
  static String place(ConfigValue value) {
    ConfigOrigin origin = value.origin();
    return origin.filename() == null || origin.lineNumber() < 1
        ? OPTION
        : origin.filename() + ": line " + origin.lineNumber() + ": ";
  }

  /** Returns the settings that concern the job as HOCON text that {@code --config} reads. */
  public String render() {
    return ConfigValueFactory.fromMap(asMap()).render(READABLE);
  }

  /** Returns a value of {@link #asMap} as a file would have it, on one line. */
  public static String text(Object value) {
    if (!(value instanceof Map || value instanceof Iterable)) {
      return String.valueOf(value);
    }
    String text =
        ConfigValueFactory.fromAnyRef(value).render(ConfigRenderOptions.concise().setJson(false));
    // The library leaves out the brackets of what stands by itself.
    return value instanceof Map ? "{" + text + "}" : text;
  }

  /** Returns the settings that concern the job as nested maps, as typed, for {@code run.json}. */
  public Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    keys.forEach(key -> map.put(key.path(), asTyped(config.root().get(key.path()))));
    return map;
  }

  /** A number stays one where it is written as it was typed. */
  private static Object asTyped(ConfigValue value) {
    Object known = value.unwrapped();
    if (value.valueType() != ConfigValueType.NUMBER) {
      return known;
    }
    String typed = text(value);
    return typed.equals(known.toString()) ? known : typed;
  }

  /** Returns a plain value as it was typed: the library keeps the digits of numbers. */
  static String text(ConfigValue value) {
    return value.valueType() == ConfigValueType.NULL
        ? "null"
        : value.atKey("value").getString("value");
  }

  /**
   * Returns whether two values of {@link #asMap} mean the same: settings keep the form in which
   * they were written, and 1e-4 and 0.0001 are the same.
   */
  public static boolean isSame(Object was, Object is) {
    if (was instanceof Map<?, ?> before && is instanceof Map<?, ?> now) {
      return before.keySet().equals(now.keySet())
          && before.keySet().stream().allMatch(key -> isSame(before.get(key), now.get(key)));
    } else if (was instanceof List<?> before && is instanceof List<?> now) {
      return before.size() == now.size()
          && IntStream.range(0, now.size()).allMatch(i -> isSame(before.get(i), now.get(i)));
    } else if (was == null || is == null) {
      return was == is;
    }
    Optional<BigDecimal> before = Range.read(was.toString());
    Optional<BigDecimal> now = Range.read(is.toString());
    return before.isPresent() && now.isPresent()
        ? before.get().compareTo(now.get()) == 0
        : was.toString().equals(is.toString());
  }
}
