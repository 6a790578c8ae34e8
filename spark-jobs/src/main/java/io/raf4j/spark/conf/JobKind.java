package io.raf4j.spark.conf;

import io.raf4j.basis.Nearest;
import java.io.File;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a job works on, with the settings that concern it and the defaults that suit it.
 *
 * <p>Defaults come in this order, later ones winning: {@code defaults.conf}, those of the kind, and
 * for equations those of the problem, see {@link JobType#resolve}.
 */
public enum JobKind {
  /** A picture, learned from all of its pixels. */
  IMAGE(
      without(
          ofSignals(),
          Key.FRAMES,
          Key.SCALE,
          Key.ALLOW_DAMAGED,
          Key.SHARDS,
          Key.REPORT_FRAMES,
          Key.FROM_SECOND,
          Key.SECONDS),
      Map.of(
          Key.ACTIVATION, "poly-sine-gaussian",
          Key.LEARNING_RATE, "3e-4",
          Key.WIDTH, "256",
          Key.DEPTH, "4",
          Key.STEPS, "2000",
          Key.BATCH, "",
          Key.WORKERS, "1",
          Key.AVERAGING_FREQUENCY, "10")),
  /** A sound, learned from all of its samples. */
  AUDIO(
      without(
          ofSignals(),
          Key.FRAMES,
          Key.SCALE,
          Key.GREY,
          Key.ORIENTATION,
          Key.SHARDS,
          Key.REPORT_FRAMES,
          Key.SIZE),
      Map.of(
          Key.ACTIVATION, "sine-gaussian",
          Key.WIDTH, "256",
          Key.DEPTH, "4",
          Key.STEPS, "2000",
          Key.BATCH, "",
          Key.WORKERS, "1",
          Key.AVERAGING_FREQUENCY, "10")),
  /** A clip, learned from random pixels of it. */
  VIDEO(without(ofSignals(), Key.SIZE, Key.FROM_SECOND, Key.SECONDS), Map.of()),
  /**
   * A differential equation: small networks in double precision and second order, which reaches
   * further than Adam.
   */
  PDE(
      without(ofEquations(), Key.COUNT),
      ofEquation(
          Map.of(
              Key.WIDTH, "30",
              Key.STEPS, "8000",
              Key.LEARNING_RATE, "3e-3",
              Key.BATCH, "1000",
              Key.POINTS, "4096",
              Key.ITERATIONS, "2000",
              Key.MAX_SECONDS, "300"))),
  /**
   * An eigenvalue problem. First order alone can tell the lowest eigenvalues from others; it needs
   * no great precision.
   */
  EIGEN(
      without(ofEquations(), Key.ADAPTIVE, Key.LINEAR_ITERATIONS),
      ofEquation(
          Map.of(
              Key.WIDTH, "20",
              Key.STEPS, "500",
              Key.LEARNING_RATE, "5e-3",
              Key.BATCH, "2048",
              Key.POINTS, "2048",
              Key.ITERATIONS, "1000",
              Key.MAX_SECONDS, "120"))),
  /** The spectrum of a network's neural tangent kernel. */
  NTK(
      EnumSet.of(
          Key.INPUT,
          Key.SIZE,
          Key.GREY,
          Key.ORIENTATION,
          Key.ALLOW_DAMAGED,
          Key.FROM_SECOND,
          Key.SECONDS,
          Key.SCALES,
          Key.OUTPUT,
          Key.ACTIVATION,
          Key.WIDTH,
          Key.DEPTH,
          Key.SEED,
          Key.DTYPE,
          Key.POINTS,
          Key.DIM,
          Key.SAMPLER,
          Key.WORKERS,
          Key.CHECKPOINTS,
          Key.OUTPUTS,
          Key.INITIAL_WEIGHTS,
          Key.TILE),
      Map.of(
          Key.ACTIVATION, "poly-sine-gaussian",
          Key.DTYPE, "double",
          Key.POINTS, "256",
          Key.SAMPLER, "grid"));

  private final Set<Key> keys;
  private final Map<Key, String> presets;

  JobKind(Set<Key> keys, Map<Key, String> presets) {
    this.keys = Collections.unmodifiableSet(keys);
    this.presets = Map.copyOf(presets);
  }

  private static Set<Key> ofSignals() {
    return Key.ofSignals();
  }

  private static Set<Key> ofEquations() {
    return Key.ofSolving();
  }

  /** Returns some settings without others. */
  static Set<Key> without(Set<Key> keys, Key... others) {
    Set<Key> rest = EnumSet.copyOf(keys);
    rest.removeAll(List.of(others));
    return rest;
  }

  private static Map<Key, String> ofEquation(Map<Key, String> more) {
    Map<Key, String> all = new EnumMap<>(Key.class);
    all.putAll(
        Map.of(
            Key.DTYPE, "double",
            Key.NETWORK, "plain",
            Key.ACTIVATION, "gentle-poly-sine-gaussian",
            Key.DEPTH, "2",
            Key.SAMPLER, "sobol",
            Key.OPTIMIZER, "auto",
            Key.AVERAGING_FREQUENCY, "50",
            Key.WORKERS, "1"));
    all.putAll(more);
    return all;
  }

  /**
   * Returns the kind of a name.
   *
   * @throws SettingsException if there is none; the message suggests the nearest
   */
  public static JobKind named(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.label().equals(name))
        .findFirst()
        .orElseThrow(
            () -> {
              List<String> known = Arrays.stream(values()).map(JobKind::label).toList();
              IllegalArgumentException unknown = Nearest.unknown("kind", name, known);
              return new SettingsException(unknown.getMessage(), unknown);
            });
  }

  /** Returns the name in files and tables, such as {@code image}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether a problem of the catalogue is solved, which brings settings of its own. */
  public boolean isEquation() {
    return this == PDE || this == EIGEN;
  }

  /** Returns the settings that concern jobs of this kind. */
  public Set<Key> keys() {
    return keys;
  }

  /** Returns the defaults of this kind, in place of those of all jobs. */
  public Map<Key, String> presets() {
    return presets;
  }

  /**
   * Resolves the settings of the job that does all of the work on what is of this kind, see {@link
   * JobType#resolve}.
   *
   * @param config a HOCON file, or null for none
   * @param assignments texts of the form {@code key=value}, later ones win
   * @param options values given by the command line's own options
   * @throws SettingsException for whatever that job refuses
   */
  public Settings resolve(File config, List<String> assignments, Map<Key, String> options) {
    return JobType.of(this).resolve(config, assignments, options);
  }
}
