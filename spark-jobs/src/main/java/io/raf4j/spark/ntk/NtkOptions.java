package io.raf4j.spark.ntk;

import io.raf4j.geometry.Sampler;
import io.raf4j.naming.Nearest;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Range;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which neural tangent kernels a job computes, and at which points.
 *
 * @param input a data set whose coordinates are the points
 * @param checkpoints a training run whose networks are examined; nothing for an untrained one
 * @param points how many
 * @param dimension coordinates of a point, where neither data nor a training run say it
 * @param sampler how points are drawn; nothing for a regular grid
 * @param outputs values of an untrained network at a point
 * @param initialWeights how an untrained network starts
 * @param tile points of a tile of the matrix
 * @param workers tasks side by side
 */
public record NtkOptions(
    Optional<String> input,
    Optional<String> checkpoints,
    int points,
    OptionalInt dimension,
    Optional<Sampler> sampler,
    int outputs,
    InitialWeights initialWeights,
    int tile,
    int workers) {

  private static final String GRID = "grid";

  /** The sides of a matrix that is one Java array. */
  private static final Range MATRIX = Range.whole(1, 46_340);

  /** How an untrained network starts. */
  public enum InitialWeights {
    /** From the weights that go with the activation. */
    RECIPE,
    /** From PyTorch's for linear layers, whatever the activation. */
    PYTORCH
  }

  /** Checks every number. */
  public NtkOptions {
    MATRIX.require("--points", Integer.toString(points));
    dimension.ifPresent(Key.DIM::require);
    Key.OUTPUTS.require(outputs);
    Key.TILE.require(tile);
    Key.WORKERS.require(workers);
  }

  /**
   * Reads the options from settings.
   *
   * @throws SettingsException if a value is wrong
   */
  public static NtkOptions of(Settings settings) {
    return new NtkOptions(
        text(settings, Key.INPUT),
        text(settings, Key.CHECKPOINTS),
        settings.integer(Key.POINTS),
        settings.text(Key.DIM).isBlank()
            ? OptionalInt.empty()
            : OptionalInt.of(settings.integer(Key.DIM)),
        sampler(settings.text(Key.SAMPLER)),
        settings.integer(Key.OUTPUTS),
        initialWeights(settings.text(Key.INITIAL_WEIGHTS)),
        settings.integer(Key.TILE),
        settings.integer(Key.WORKERS));
  }

  private static Optional<String> text(Settings settings, Key key) {
    String text = settings.text(key);
    return text.isBlank() ? Optional.empty() : Optional.of(text);
  }

  private static Optional<Sampler> sampler(String name) {
    if (name.equals(GRID)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Sampler.named(name));
    } catch (IllegalArgumentException e) {
      List<String> known =
          new ArrayList<>(Arrays.stream(Sampler.values()).map(Sampler::label).toList());
      known.add(GRID);
      throw new SettingsException(
          "--sampler: " + Nearest.unknown("sampler", name, known).getMessage(), e);
    }
  }

  private static InitialWeights initialWeights(String name) {
    return switch (name) {
      case "recipe" -> InitialWeights.RECIPE;
      case "pytorch" -> InitialWeights.PYTORCH;
      default ->
          throw new SettingsException(
              "--initial-weights is " + name + "; expected recipe or pytorch");
    };
  }
}
