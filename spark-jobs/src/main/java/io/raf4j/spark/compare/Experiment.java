package io.raf4j.spark.compare;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.rows.Figure;
import io.raf4j.spark.run.Kind;
import io.raf4j.spark.run.Kinds;
import java.io.File;
import java.io.Serializable;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A comparison: every activation on every subject (a data set or an equation) with every seed,
 * under one budget.
 *
 * <p>{@code docs/EXPERIMENTS.md} describes the file. Reading it checks all that can be told from
 * the text alone; whether inputs exist and networks can be built is for the job to see.
 *
 * @param name of the experiment
 * @param size which of the file's sizes this is, {@value #SHORT} for the file as it stands
 * @param kind what its cells work on
 * @param baseline activations that the others are compared with; of several the best on each
 *     subject
 * @param metric the figure compared
 * @param mode how cells are run
 * @param subjects in the order of the file
 * @param activations names in the order of the file
 * @param seeds in the order of the file
 * @param cells one for each subject, activation and seed, in this order
 */
public record Experiment(
    String name,
    String size,
    Kind kind,
    List<String> baseline,
    Figure metric,
    Mode mode,
    List<Subject> subjects,
    List<String> activations,
    List<Long> seeds,
    List<Cell> cells) {

  /** The size that the file has without any of its {@code sizes}. */
  public static final String SHORT = "short";

  /** The environment variable that names the folder of the experiments' inputs. */
  public static final String DATA = "RAF4J_DATA";

  /** How cells are run. */
  public enum Mode {
    /** Each in one task, many at a time. */
    SIDE_BY_SIDE,
    /** One after the other, each a whole run on all executors. */
    ONE_BY_ONE;

    private static final Set<Key> CHECKPOINTS =
        EnumSet.of(Key.CHECKPOINT_SECONDS, Key.CHECKPOINTS_KEPT);

    /** Returns the name in files. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns why a setting has no effect on a cell that is run so, where it has none. */
    Optional<String> whyIdle(Kind kind, Key key, Settings settings) {
      return this == SIDE_BY_SIDE && CHECKPOINTS.contains(key)
          ? Optional.of("cells side by side leave no checkpoints; they do with run = one-by-one")
          : kind.profile().whyIdle(key, settings);
    }
  }

  /**
   * A data set or an equation.
   *
   * @param name in tables
   * @param input the file, absolute where a folder of data is known; empty for none
   * @param about what the file is and where it comes from; may be empty
   */
  public record Subject(String name, String input, String about) implements Serializable {}

  /**
   * One run of the comparison.
   *
   * @param subject name of the subject
   * @param activation name of the activation
   * @param seed of everything random
   * @param settings all of them, resolved
   */
  public record Cell(String subject, String activation, long seed, Settings settings)
      implements Serializable {

    /** Returns the name of its folder, in letters that every file system takes. */
    public String key() {
      return (subject + "." + activation + "." + seed).replaceAll("[^A-Za-z0-9._-]", "_");
    }

    /** Returns its name for people. */
    public String inWords() {
      return activation + " on " + subject + ", seed " + seed;
    }
  }

  /**
   * What the command line says about a comparison.
   *
   * @param size which of the sizes
   * @param data folder of the inputs; empty for {@value Experiment#DATA}
   * @param subjects the only ones to run; empty for all
   * @param activations the only ones to run; empty for all
   * @param seeds in place of the file's; empty for those
   * @param assignments settings of all cells, as {@code key=value}
   * @param options settings of all cells
   */
  public record Choice(
      String size,
      String data,
      List<String> subjects,
      List<String> activations,
      List<Long> seeds,
      List<String> assignments,
      Map<Key, String> options) {

    /** The file as it stands. */
    public static final Choice NONE =
        new Choice(SHORT, "", List.of(), List.of(), List.of(), List.of(), Map.of());
  }

  /** Copies the lists. */
  public Experiment {
    baseline = List.copyOf(baseline);
    subjects = List.copyOf(subjects);
    activations = List.copyOf(activations);
    seeds = List.copyOf(seeds);
    cells = List.copyOf(cells);
  }

  /**
   * Reads an experiment.
   *
   * @param file HOCON
   * @param kinds of which the cells may be
   * @throws SettingsException for an unreadable file, an unknown or a missing key, a baseline that
   *     is no activation, or an empty matrix
   */
  public static Experiment read(File file, Choice choice, Kinds kinds) {
    return new ExperimentFile(file, choice, kinds).experiment();
  }

  /** Returns the names of settings that are given and have no effect on any cell that has them. */
  public List<String> unused() {
    return Arrays.stream(Key.values()).filter(this::isUnused).map(Key::path).toList();
  }

  private boolean isUnused(Key key) {
    List<Cell> given =
        cells.stream().filter(cell -> cell.settings().given().contains(key)).toList();
    return !given.isEmpty()
        && given.stream().allMatch(cell -> mode.whyIdle(kind, key, cell.settings()).isPresent());
  }

  /** Returns the subject of a name. */
  public Subject subject(String name) {
    return subjects.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  /** Returns the cells of one subject and activation, one for each seed. */
  public List<Cell> cells(String subject, String activation) {
    return cells.stream()
        .filter(cell -> cell.subject().equals(subject) && cell.activation().equals(activation))
        .toList();
  }

  /** What {@code run.json} keeps of an experiment. */
  private record Kept(
      String experiment,
      String size,
      String kind,
      List<String> baseline,
      String metric,
      String run,
      List<String> subjects,
      List<String> activations,
      List<Long> seeds,
      Fields settings,
      Map<String, Fields> settingsOfSubjects,
      Map<String, Fields> settingsOfActivations) {}

  /** Returns what {@code run.json} keeps: all of it but what the cells' own records have. */
  public Fields fields() {
    CellSettings settings = CellSettings.of(this);
    return Fields.of(
        new Kept(
            name,
            size,
            kind.name(),
            baseline,
            metric.label(),
            mode.label(),
            subjects.stream().map(Subject::name).toList(),
            activations,
            seeds,
            settings.common(),
            settings.ofSubjects(),
            settings.ofActivations()));
  }

  /** Returns {@link #fields} as HOCON text. */
  public String render() {
    return ConfigValueFactory.fromMap(fields().values())
        .render(ConfigRenderOptions.defaults().setOriginComments(false).setJson(false));
  }

  /** Returns the folder that the environment names, where it does. */
  static Optional<String> dataOfEnvironment() {
    return Optional.ofNullable(System.getenv(DATA)).filter(folder -> !folder.isBlank());
  }
}
