package io.raf4j.spark.compare;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.raf4j.naming.Nearest;
import io.raf4j.spark.compare.Experiment.Cell;
import io.raf4j.spark.compare.Experiment.Choice;
import io.raf4j.spark.compare.Experiment.Mode;
import io.raf4j.spark.compare.Experiment.Subject;
import io.raf4j.spark.conf.GivenSettings;
import io.raf4j.spark.conf.HoconSource;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.rows.Figure;
import io.raf4j.spark.run.Kind;
import io.raf4j.spark.run.Kinds;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads an {@link Experiment}: every message names the file, the key, its value and the remedy. */
final class ExperimentFile {

  private static final String EXPERIMENT = "experiment";
  private static final String KIND = "kind";
  private static final String BASELINE = "baseline";
  private static final String METRIC = "metric";
  private static final String RUN = "run";
  private static final String SETTINGS = "settings";
  private static final String ACTIVATIONS = "activations";
  private static final String SUBJECTS = "subjects";
  private static final String SEEDS = "seeds";
  private static final String SIZES = "sizes";
  private static final String ABOUT = "about";

  private static final List<String> OF_SIZE =
      List.of(BASELINE, METRIC, RUN, SETTINGS, ACTIVATIONS, SUBJECTS, SEEDS);
  private static final List<String> KEYS =
      List.of(
          EXPERIMENT, KIND, BASELINE, METRIC, RUN, SETTINGS, ACTIVATIONS, SUBJECTS, SEEDS, SIZES);

  /** The matrix or the run gives these. */
  private static final Set<Key> NOT_OF_CELLS = Set.of(Key.SEED, Key.OUTPUT);

  private static final Pattern ABSOLUTE = Pattern.compile("(/|[A-Za-z][A-Za-z0-9+.-]*:).*");

  private final File file;
  private final Choice choice;
  private final Kinds kinds;
  private final Config config;

  ExperimentFile(File file, Choice choice, Kinds kinds) {
    if (file == null) {
      throw new SettingsException(
          "--config is missing: the file of the experiment; conf/experiments/ has some");
    }
    this.file = file;
    this.choice = choice;
    this.kinds = kinds;
    this.config = sized(HoconSource.read("--config", file, choice.assignments()));
  }

  private Config sized(Config all) {
    requireKnown(all.root().keySet(), KEYS, "");
    ConfigObject sizes = object(all, SIZES);
    List<String> names = new ArrayList<>(sizes.keySet());
    names.add(Experiment.SHORT);
    for (String name : sizes.keySet()) {
      Set<String> keys = object(sizes.toConfig(), name).keySet();
      requireKnown(keys, OF_SIZE, SIZES + "." + name + ": ");
    }
    if (!names.contains(choice.size())) {
      IllegalArgumentException unknown = Nearest.unknown("size", choice.size(), names);
      throw wrong("--size: " + unknown.getMessage());
    }
    Config plain = all.withoutPath(SIZES);
    return sizes.containsKey(choice.size())
        ? over(object(sizes.toConfig(), choice.size()).toConfig(), plain)
        : plain;
  }

  /** Settings, subjects and activations add up, by name; all else is replaced. */
  private Config over(Config size, Config plain) {
    Config merged = Settings.over(size, plain);
    if (size.root().containsKey(SETTINGS)) {
      merged = merged.withValue(SETTINGS, merged(size, plain, SETTINGS).root());
    }
    for (String group : List.of(ACTIVATIONS, SUBJECTS)) {
      if (size.root().containsKey(group)) {
        merged = merged.withValue(group, mergedEach(size, plain, group).root());
      }
    }
    return merged;
  }

  private Config merged(Config size, Config plain, String key) {
    return Settings.over(object(size, key).toConfig(), object(plain, key).toConfig());
  }

  private Config mergedEach(Config size, Config plain, String group) {
    Config below = object(plain, group).toConfig();
    Config all = merged(size, plain, group);
    for (Map.Entry<String, ConfigValue> entry : object(size, group).entrySet()) {
      if (entry.getValue() instanceof ConfigObject own
          && below.root().containsKey(entry.getKey())) {
        Config whole = Settings.over(own.toConfig(), object(below, entry.getKey()).toConfig());
        all = all.withValue(ConfigUtil.quoteString(entry.getKey()), whole.root());
      }
    }
    return all;
  }

  Experiment experiment() {
    Kind kind = here(KIND, () -> kinds.named(text(KIND, "one of image, audio, ...")));
    Map<String, Config> activations = group(ACTIVATIONS, choice.activations());
    Map<String, Config> subjects = group(SUBJECTS, choice.subjects());
    List<Subject> known = new ArrayList<>();
    subjects.forEach((name, own) -> known.add(subject(name, own)));
    Mode mode = mode(kind);
    Config asked = GivenSettings.of(null, choice.assignments(), choice.options()).ofCommand();
    List<Cell> cells =
        cells(kind, known(asked, kind, "--set and options"), known, subjects, activations);
    requireDistinct(cells);
    requireEffect(kind, mode, GivenSettings.keys(asked), cells);
    return new Experiment(
        text(EXPERIMENT, "the name of the experiment"),
        choice.size(),
        kind,
        baseline(activations.keySet()),
        here(
            METRIC,
            () ->
                Figure.named(
                    text(METRIC, "the figure that is compared"), kind.figures(), kind.name())),
        mode,
        known,
        List.copyOf(activations.keySet()),
        seeds(),
        cells);
  }

  private List<Cell> cells(
      Kind kind,
      Config asked,
      List<Subject> subjects,
      Map<String, Config> ofSubjects,
      Map<String, Config> activations) {
    Config all = known(object(config, SETTINGS).toConfig(), kind, SETTINGS);
    List<Cell> cells = new ArrayList<>();
    for (Subject subject : subjects) {
      Config ofSubject =
          known(
              ofSubjects.get(subject.name()).withoutPath(ABOUT),
              kind,
              SUBJECTS + "." + subject.name());
      activations.forEach(
          (name, own) -> {
            Config given = Settings.over(known(own, kind, ACTIVATIONS + "." + name), all);
            Config ofCell = without(GivenSettings.keys(asked), Settings.over(ofSubject, given));
            for (long seed : seeds()) {
              Settings settings =
                  Settings.of(
                      kind.profile(),
                      new GivenSettings(file.getPath(), seeded(ofCell, subject, seed), asked));
              cells.add(new Cell(subject.name(), name, seed, settings));
            }
          });
    }
    return cells;
  }

  /** What the command line says replaces all of what the file says. */
  private static Config without(Set<Key> keys, Config config) {
    Config rest = config;
    for (Key key : keys) {
      rest = rest.withoutPath(key.path());
    }
    return rest;
  }

  /** The command line speaks of all cells; what it says must do something in one of them. */
  private static void requireEffect(Kind kind, Mode mode, Set<Key> keys, List<Cell> cells) {
    for (Key key : keys) {
      if (cells.stream().allMatch(cell -> whyIdle(kind, mode, key, cell).isPresent())) {
        throw new SettingsException(
            "--"
                + key.path()
                + " has no effect on any cell: "
                + whyIdle(kind, mode, key, cells.get(0)).orElseThrow());
      }
    }
  }

  private static Optional<String> whyIdle(Kind kind, Mode mode, Key key, Cell cell) {
    return mode.whyIdle(kind, key, cell.settings());
  }

  private static Config seeded(Config given, Subject subject, long seed) {
    Config seeded = given.withValue(Key.SEED.path(), ConfigValueFactory.fromAnyRef(seed));
    return subject.input().isEmpty()
        ? seeded
        : seeded.withValue(Key.INPUT.path(), ConfigValueFactory.fromAnyRef(subject.input()));
  }

  private Config known(Config settings, Kind kind, String where) {
    Settings.known(settings, file + ": " + where);
    for (Key key : Key.values()) {
      boolean isForeign = !kind.profile().keys().contains(key) || NOT_OF_CELLS.contains(key);
      if (isForeign && settings.root().containsKey(key.path())) {
        throw wrong(
            where
                + " has "
                + key.path()
                + "; "
                + (NOT_OF_CELLS.contains(key)
                    ? "the comparison itself gives it to every cell"
                    : "expected settings that concern " + kind.name()));
      }
    }
    return settings;
  }

  /** Returns the entries of a group that are wanted; {@code null} in a size leaves one out. */
  private Map<String, Config> group(String group, List<String> wanted) {
    Map<String, Config> entries = new LinkedHashMap<>();
    ConfigObject all = object(config, group);
    for (String name : ordered(all)) {
      if (all.get(name).valueType() != ConfigValueType.NULL) {
        entries.put(name, object(all.toConfig(), name).toConfig());
      }
    }
    if (entries.isEmpty()) {
      throw wrong(group + " is empty; expected at least one, such as name { ... }");
    }
    wanted.forEach(name -> requireKnown(List.of(name), entries.keySet(), "--" + group + ": "));
    if (!wanted.isEmpty()) {
      entries.keySet().retainAll(wanted);
    }
    return entries;
  }

  /** The library forgets the order in which keys were written; their lines remember it. */
  private static List<String> ordered(ConfigObject object) {
    return object.entrySet().stream()
        .sorted(
            java.util.Comparator.<Map.Entry<String, ConfigValue>>comparingInt(
                    entry -> entry.getValue().origin().lineNumber())
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .toList();
  }

  private Subject subject(String name, Config own) {
    String input = own.hasPath(Key.INPUT.path()) ? own.getString(Key.INPUT.path()) : "";
    String about = own.hasPath(ABOUT) ? own.getString(ABOUT) : "";
    return new Subject(name, absolute(input), about);
  }

  private String absolute(String input) {
    if (input.isBlank() || ABSOLUTE.matcher(input).matches()) {
      return input;
    }
    String folder =
        choice.data().isBlank() ? Experiment.dataOfEnvironment().orElse("") : choice.data();
    return folder.isEmpty() ? input : folder.replaceFirst("/+$", "") + "/" + input;
  }

  private List<String> baseline(Set<String> activations) {
    if (!config.hasPath(BASELINE)) {
      throw wrong(BASELINE + " is missing: the activation that the others are compared with");
    }
    List<String> names =
        config.getValue(BASELINE).valueType() == ConfigValueType.LIST
            ? read(BASELINE, "names of activations", () -> config.getStringList(BASELINE))
            : List.of(text(BASELINE, "the name of an activation"));
    if (choice.activations().isEmpty()) {
      names.forEach(name -> requireKnown(List.of(name), activations, BASELINE + ": "));
    }
    List<String> present = names.stream().filter(activations::contains).toList();
    if (present.isEmpty()) {
      throw wrong(
          BASELINE + " is " + names + "; expected at least one of the activations " + activations);
    }
    return present;
  }

  private Mode mode(Kind kind) {
    String name = config.hasPath(RUN) ? text(RUN, "") : Mode.SIDE_BY_SIDE.label();
    Mode mode =
        Arrays.stream(Mode.values())
            .filter(one -> one.label().equals(name))
            .findFirst()
            .orElseThrow(
                () -> wrong(RUN + " is " + name + "; expected side-by-side or one-by-one"));
    if (kind.needsFolder() && mode == Mode.SIDE_BY_SIDE) {
      throw wrong(
          RUN
              + " is "
              + name
              + "; expected one-by-one for "
              + kind.name()
              + ", which needs executors and a folder of its own");
    }
    return mode;
  }

  private List<Long> seeds() {
    List<Long> seeds = choice.seeds().isEmpty() ? seedsOfFile() : choice.seeds();
    if (seeds.isEmpty() || new LinkedHashSet<>(seeds).size() < seeds.size()) {
      throw wrong(SEEDS + " is " + seeds + "; expected at least one, and each once");
    }
    return seeds;
  }

  private List<Long> seedsOfFile() {
    if (!config.hasPath(SEEDS)) {
      return List.of(1L);
    }
    ConfigValue value = config.getValue(SEEDS);
    if (!(value instanceof ConfigList list)) {
      throw wrong(SEEDS + " is " + value.unwrapped() + "; expected whole numbers such as [1, 2]");
    }
    return list.stream().map(Settings::seed).toList();
  }

  private void requireDistinct(List<Cell> cells) {
    Map<String, Cell> keys = new LinkedHashMap<>();
    for (Cell cell : cells) {
      Cell other = keys.put(cell.key(), cell);
      if (other != null) {
        throw wrong(
            cell.inWords()
                + " and "
                + other.inWords()
                + " would have the same folder "
                + cell.key()
                + "; rename one");
      }
    }
  }

  private String text(String key, String what) {
    if (!config.hasPath(key)) {
      throw wrong(key + " is missing: " + what);
    }
    return read(key, "a text", () -> config.getString(key));
  }

  private <T> T read(String key, String expected, Supplier<T> getter) {
    try {
      return getter.get();
    } catch (ConfigException e) {
      throw new SettingsException(
          file + ": " + key + " is " + config.getValue(key).unwrapped() + "; expected " + expected,
          e);
    }
  }

  private ConfigObject object(Config from, String key) {
    ConfigValue value = from.root().get(key);
    if (value == null || value.valueType() == ConfigValueType.NULL) {
      return ConfigFactory.empty().root();
    }
    if (value instanceof ConfigObject object) {
      return object;
    }
    throw wrong(key + " is " + value.unwrapped() + "; expected an object { ... }");
  }

  private void requireKnown(Collection<String> names, Collection<String> known, String where) {
    for (String name : names) {
      if (!known.contains(name)) {
        throw wrong(where + Nearest.unknown("name", name, known).getMessage());
      }
    }
  }

  private <T> T here(String key, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (SettingsException e) {
      String message = e.getMessage();
      throw message.startsWith(file + ": ")
          ? e
          : new SettingsException(file + ": " + key + ": " + message, e);
    }
  }

  private SettingsException wrong(String message) {
    return new SettingsException(file + ": " + message);
  }
}
