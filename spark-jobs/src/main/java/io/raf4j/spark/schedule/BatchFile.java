package io.raf4j.spark.schedule;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.raf4j.datasets.video.FrameRange;
import io.raf4j.naming.Nearest;
import io.raf4j.spark.conf.FilePart;
import io.raf4j.spark.conf.HoconSource;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import java.io.File;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads a {@link BatchJob}: every message names the key, its value and what was expected. */
final class BatchFile {

  private static final String JOB = "job";
  private static final String MODELS = "models";
  private static final String EQUATIONS = "equations";
  private static final String DATA_SETS = "data-sets";
  private static final String OUTPUT = "output";
  private static final String UNFINISHED = "unfinished";
  private static final List<String> KEYS =
      List.of(JOB, MODELS, EQUATIONS, DATA_SETS, OUTPUT, UNFINISHED);

  private static final List<String> OF_FILES =
      List.of(
          "files",
          FilePart.FRAMES,
          FilePart.SCALE,
          FilePart.SIZE,
          FilePart.FROM_SECOND,
          FilePart.SECONDS);
  private static final List<String> OF_POINTS = List.of("points", "seed");
  private static final List<String> OF_EQUATIONS = List.of("files", "constants", "settings");

  private final String where;
  private final Config config;

  BatchFile(File file, List<String> assignments, Map<String, String> options) {
    this.where = file == null ? "" : file + ": ";
    Config given =
        file == null
            ? ConfigFactory.empty()
            : known(HoconSource.read("--config", file, assignments), where);
    for (String assignment : HoconSource.settings(assignments)) {
      Config one = known(HoconSource.read(assignment), "--set " + assignment + ": ");
      given = Settings.over(one, given);
    }
    for (Map.Entry<String, String> option : options.entrySet()) {
      given = given.withValue(option.getKey(), ConfigValueFactory.fromAnyRef(option.getValue()));
    }
    this.config = given;
  }

  private static Config known(Config config, String where) {
    requireKnown(config.root().keySet(), KEYS, where);
    return config;
  }

  private static void requireKnown(Collection<String> keys, List<String> known, String where) {
    for (String key : keys) {
      if (!known.contains(key)) {
        IllegalArgumentException unknown = Nearest.unknown("setting", key, known);
        throw new SettingsException(where + unknown.getMessage(), unknown);
      }
    }
  }

  BatchJob job() {
    try {
      return new BatchJob(
          required(JOB, "the name of the job", config::getString),
          config.hasPath(EQUATIONS) && !config.hasPath(MODELS)
              ? List.of()
              : texts(
                  required(MODELS, "folders of runs, or globs; or equations", config::getValue)),
          config.hasPath(EQUATIONS) ? equations(config.getValue(EQUATIONS)) : List.of(),
          dataSets(required(DATA_SETS, "files, globs or { points, seed }", config::getValue)),
          required(OUTPUT, "the folder of the table", config::getString),
          unfinished());
    } catch (SettingsException e) {
      throw e.getMessage().startsWith(where) ? e : new SettingsException(where + e.getMessage(), e);
    }
  }

  private <T> T required(String key, String what, Function<String, T> getter) {
    if (!config.hasPath(key)) {
      throw new SettingsException(key + " is missing: " + what);
    }
    return read(config, key, what, getter);
  }

  private static <T> T read(Config from, String key, String expected, Function<String, T> getter) {
    try {
      return getter.apply(key);
    } catch (ConfigException e) {
      throw new SettingsException(
          key + " is " + from.root().get(key).unwrapped() + "; expected " + expected, e);
    }
  }

  private BatchJob.Unfinished unfinished() {
    String name = config.hasPath(UNFINISHED) ? config.getString(UNFINISHED) : "refuse";
    return Arrays.stream(BatchJob.Unfinished.values())
        .filter(choice -> choice.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(
            () -> new SettingsException(UNFINISHED + " is " + name + "; expected refuse or skip"));
  }

  private static List<String> texts(ConfigValue value) {
    return entries(value).stream().map(entry -> text(MODELS, entry)).toList();
  }

  private static List<BatchData> dataSets(ConfigValue value) {
    return entries(value).stream().map(BatchFile::dataSet).toList();
  }

  /** One entry may stand without the brackets of a list. */
  private static List<? extends ConfigValue> entries(ConfigValue value) {
    return value instanceof ConfigList list ? list : List.of(value);
  }

  private static String text(String key, ConfigValue value) {
    if (value.valueType() != ConfigValueType.STRING) {
      throw new SettingsException(key + ": an entry is " + value.unwrapped() + "; expected a text");
    }
    return (String) value.unwrapped();
  }

  private static BatchData dataSet(ConfigValue value) {
    if (!(value instanceof ConfigObject object)) {
      return new BatchData.Files(text(DATA_SETS, value), FilePart.WHOLE);
    }
    boolean ofPoints = object.keySet().stream().anyMatch(OF_POINTS::contains);
    requireKnown(object.keySet(), ofPoints ? OF_POINTS : OF_FILES, DATA_SETS + ": ");
    Config entry = object.toConfig();
    for (String key : ofPoints ? List.of("points", "seed") : List.of("files")) {
      if (!entry.hasPath(key)) {
        throw new SettingsException(DATA_SETS + ": " + object.unwrapped() + " lacks " + key);
      }
    }
    return ofPoints ? points(entry) : files(entry);
  }

  private static List<BatchEquations> equations(ConfigValue value) {
    return entries(value).stream().map(BatchFile::equation).toList();
  }

  private static BatchEquations equation(ConfigValue value) {
    if (!(value instanceof ConfigObject object)) {
      return new BatchEquations(text(EQUATIONS, value), new TreeMap<>(), ConfigFactory.empty());
    }
    requireKnown(object.keySet(), OF_EQUATIONS, EQUATIONS + ": ");
    Config entry = object.toConfig();
    if (!entry.hasPath("files")) {
      throw new SettingsException(EQUATIONS + ": " + object.unwrapped() + " lacks files");
    }
    SortedMap<String, List<String>> constants = new TreeMap<>();
    object(entry, "constants")
        .forEach(
            (name, values) ->
                constants.put(name, entries(values).stream().map(BatchFile::constant).toList()));
    return new BatchEquations(
        read(entry, "files", "a file or a glob", entry::getString),
        constants,
        object(entry, "settings").toConfig());
  }

  private static ConfigObject object(Config entry, String key) {
    return entry.hasPath(key)
        ? read(entry, key, "an object { ... }", entry::getObject)
        : ConfigFactory.empty().root();
  }

  /** A value of a constant: a number, or a text that holds a formula. */
  private static String constant(ConfigValue value) {
    ConfigValueType type = value.valueType();
    if (type != ConfigValueType.NUMBER && type != ConfigValueType.STRING) {
      throw new SettingsException(
          EQUATIONS
              + ": constants: a value is "
              + value.unwrapped()
              + "; expected a number, or a formula in quotes");
    }
    if (type == ConfigValueType.STRING && ((String) value.unwrapped()).contains("=")) {
      throw new SettingsException(
          EQUATIONS
              + ": constants: a value is "
              + value.unwrapped()
              + "; expected one formula, and a list [...] of several");
    }
    return value.unwrapped().toString();
  }

  private static BatchData points(Config entry) {
    return new BatchData.Points(
        (int)
            Settings.whole(
                Key.TEST_POINTS.range().orElseThrow(),
                DATA_SETS + ": points",
                entry.getValue("points")),
        Settings.seed(entry.getValue("seed")));
  }

  private static BatchData files(Config entry) {
    FilePart whole = FilePart.WHOLE;
    return new BatchData.Files(
        read(entry, "files", "a file or a glob", entry::getString),
        new FilePart(
            entry.hasPath(FilePart.FRAMES)
                ? range(entry.getString(FilePart.FRAMES))
                : whole.frames(),
            number(entry, FilePart.SCALE, Key.SCALE, whole.scale()),
            entry.hasPath(FilePart.SIZE) ? entry.getString(FilePart.SIZE) : whole.size(),
            number(entry, FilePart.FROM_SECOND, Key.FROM_SECOND, whole.fromSecond()),
            number(entry, FilePart.SECONDS, Key.FROM_SECOND, whole.seconds())));
  }

  private static double number(Config entry, String name, Key like, double byDefault) {
    return entry.hasPath(name)
        ? Settings.number(like.range().orElseThrow(), DATA_SETS + ": " + name, entry.getValue(name))
            .doubleValue()
        : byDefault;
  }

  private static FrameRange range(String text) {
    try {
      return FrameRange.parse(text);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(DATA_SETS + ": frames: " + e.getMessage(), e);
    }
  }
}
