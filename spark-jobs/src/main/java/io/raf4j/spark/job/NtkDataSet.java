package io.raf4j.spark.job;

import io.raf4j.datasets.coordinates.CoordinateGrid;
import io.raf4j.datasets.video.VideoIndex;
import io.raf4j.spark.conf.FileEnding;
import io.raf4j.spark.conf.JobKind;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.conf.VideoOptions;
import io.raf4j.spark.report.InputFile;
import io.raf4j.spark.shard.ShardManifest;
import io.raf4j.spark.signal.SignalFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The grid of a data set, whose samples are the points of a kernel.
 *
 * @param name for people
 * @param grid of its samples
 * @param channels values of a sample
 * @param tensor what first layers that are fitted to it start from, where it is at hand
 * @param input what {@code run.json} says of it
 */
record NtkDataSet(
    String name,
    CoordinateGrid grid,
    int channels,
    Optional<double[]> tensor,
    Map<String, Object> input) {

  private static final int COLOURS = 3;

  /**
   * Looks at the file of {@code --input}: an image or a sound by its ending, else a clip.
   *
   * @throws SettingsException if there is no such file or it is none of these
   */
  static NtkDataSet of(Settings settings, Configuration hadoop) {
    String input = settings.required(Key.INPUT);
    JobKind kind = FileEnding.kind(input);
    return kind == JobKind.VIDEO ? clip(settings, hadoop) : signal(kind, settings, hadoop);
  }

  private static NtkDataSet signal(JobKind kind, Settings settings, Configuration hadoop) {
    SignalPlan plan = SignalPlan.of(kind, settings, hadoop);
    Inputs.tell(plan.file().notes());
    return of(plan.file(), new Path(plan.file().source()).getName(), plan.input());
  }

  private static NtkDataSet of(SignalFile file, String name, Map<String, Object> input) {
    return new NtkDataSet(name, file.grid(), file.channels(), Optional.of(file.tensor()), input);
  }

  /** Clips are large: their gradients are not looked at, first layers keep the recipe's weights. */
  private static NtkDataSet clip(Settings settings, Configuration hadoop) {
    String input = settings.required(Key.INPUT);
    InputFile file = Inputs.fingerprint(input, hadoop);
    VideoIndex index = VideoPlan.index(file, input, VideoOptions.of(settings), hadoop);
    CoordinateGrid grid = ShardManifest.grid(index.times(), index.height(), index.width());
    return new NtkDataSet(
        new Path(file.path()).getName(), grid, COLOURS, Optional.empty(), file.section());
  }

  /**
   * Returns the data that a training run learned, where it left word of it.
   *
   * @throws SettingsException if it cannot be read
   */
  static Optional<NtkDataSet> of(RunFolder run) {
    try {
      if (run.has(run.clip())) {
        ShardManifest clip = ShardManifest.readFile(run.clip(), run.hadoop());
        return Optional.of(
            new NtkDataSet(
                "the training run's clip",
                clip.grid(),
                clip.channels(),
                Optional.empty(),
                Map.of()));
      }
      return run.has(run.signal())
          ? Optional.of(
              of(
                  SignalFile.readFile(run.signal(), run.hadoop()),
                  "the training run's file",
                  Map.of()))
          : Optional.empty();
    } catch (IOException | UncheckedIOException e) {
      throw new SettingsException("--checkpoints " + run.root() + ": " + e.getMessage(), e);
    }
  }
}
