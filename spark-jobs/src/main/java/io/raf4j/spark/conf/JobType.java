package io.raf4j.spark.conf;

import java.io.File;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A job as the command line runs it: its words, the settings that concern it and its defaults.
 *
 * <p>Whether a setting of a type has an effect on one run is for {@link Relevance} to say.
 */
public enum JobType {
  /** A clip from its file to its page. */
  RECONSTRUCT_VIDEO("raf reconstruct video", JobKind.VIDEO),
  /** An image. */
  RECONSTRUCT_IMAGE("raf reconstruct image", JobKind.IMAGE),
  /** A sound. */
  RECONSTRUCT_AUDIO("raf reconstruct audio", JobKind.AUDIO),
  /** Cutting a clip. */
  SHARD_VIDEO(
      "raf shard video",
      JobKind.VIDEO,
      EnumSet.of(
          Key.INPUT,
          Key.OUTPUT,
          Key.FRAMES,
          Key.SCALE,
          Key.GREY,
          Key.ORIENTATION,
          Key.ALLOW_DAMAGED,
          Key.BATCH,
          Key.SHARDS,
          Key.SEED),
      Map.of()),
  /** Training on shards: what is cut is fixed. */
  TRAIN_VIDEO(
      "raf train video",
      JobKind.VIDEO,
      JobKind.without(
          JobKind.VIDEO.keys(),
          Key.FRAMES,
          Key.SCALE,
          Key.GREY,
          Key.ORIENTATION,
          Key.ALLOW_DAMAGED,
          Key.SHARDS,
          Key.REPORT_FRAMES),
      Map.of()),
  /** Scoring a trained network. */
  EVALUATE_VIDEO(
      "raf evaluate video", JobKind.VIDEO, EnumSet.of(Key.INPUT, Key.REPORT_FRAMES), Map.of()),
  /** The demonstration, on a clip of its own. */
  DEMO(
      "raf demo",
      JobKind.VIDEO,
      JobKind.without(
          JobKind.VIDEO.keys(),
          Key.INPUT,
          Key.OUTPUT,
          Key.FRAMES,
          Key.SCALE,
          Key.GREY,
          Key.ORIENTATION,
          Key.ALLOW_DAMAGED),
      Map.of(Key.WIDTH, "128", Key.DEPTH, "3", Key.STEPS, "400")),
  /** A differential equation. */
  SOLVE_PDE("raf solve pde", JobKind.PDE),
  /** An eigenvalue problem. */
  SOLVE_EIGEN("raf solve eigen", JobKind.EIGEN),
  /** Neural tangent kernels. */
  NTK("raf ntk", JobKind.NTK);

  private final String words;
  private final JobKind kind;
  private final Set<Key> keys;
  private final Map<Key, String> presets;

  JobType(String words, JobKind kind) {
    this(words, kind, kind.keys(), kind.presets());
  }

  JobType(String words, JobKind kind, Set<Key> keys, Map<Key, String> presets) {
    this.words = words;
    this.kind = kind;
    this.keys = Collections.unmodifiableSet(EnumSet.copyOf(keys));
    this.presets = Map.copyOf(presets);
  }

  /** Returns the type that does all of the work on what is of a kind. */
  public static JobType of(JobKind kind) {
    return Arrays.stream(values()).filter(type -> type.kind == kind).findFirst().orElseThrow();
  }

  /** Returns the words of the command line, such as {@code raf solve pde}. */
  public String words() {
    return words;
  }

  /** Returns what the job works on. */
  public JobKind kind() {
    return kind;
  }

  /** Returns the settings that concern the job. */
  public Set<Key> keys() {
    return keys;
  }

  /** Returns the defaults of the job, in place of those of all jobs. */
  public Map<Key, String> presets() {
    return presets;
  }

  /**
   * Resolves the settings of a job of this type: the defaults of all jobs, those of this type,
   * those of the problem that is named ({@code solve-defaults.conf}), then everything that is given
   * in the order of the parameters.
   *
   * <p>The command line speaks of this run alone: what has no effect on it is refused. A file may
   * be shared among jobs: settings that do not concern this one are left out and named by {@link
   * Settings#notes}.
   *
   * @param file HOCON, or null for none
   * @param assignments texts of the form {@code key=value}, later ones win
   * @param options values given by the command line's own options
   * @throws SettingsException for an unreadable file, an unknown key, a malformed assignment, a
   *     value that its setting does not take, or an option without effect
   */
  public Settings resolve(File file, List<String> assignments, Map<Key, String> options) {
    GivenSettings given = GivenSettings.of(file, assignments, options);
    for (Key key : given.keysOfCommand()) {
      if (!keys.contains(key)) {
        throw new SettingsException(
            "--"
                + key.path()
                + " has no effect on "
                + words
                + ": it is a setting of "
                + where(key));
      }
    }
    Settings settings = Settings.of(this, given);
    for (Key key : given.keysOfCommand()) {
      Relevance.whyIdle(kind, key, settings)
          .ifPresent(
              why -> {
                throw new SettingsException(
                    "--" + key.path() + " has no effect on this run: " + why);
              });
    }
    return settings;
  }

  /** Returns the commands that have a setting. */
  private static String where(Key key) {
    return Arrays.stream(values())
        .filter(type -> type.keys.contains(key))
        .map(JobType::words)
        .collect(Collectors.joining(", "));
  }
}
