package io.raf4j.spark.video;

import io.raf4j.datasets.coordinates.CoordinateGrid;
import io.raf4j.datasets.media.OrientationRule;
import io.raf4j.datasets.video.VideoIndex;
import io.raf4j.spark.conf.FilePart;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Keys;
import io.raf4j.spark.conf.Profile;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.files.InputFile;
import io.raf4j.spark.files.LocalClip;
import io.raf4j.spark.record.RunFolder;
import io.raf4j.spark.rows.Figure;
import io.raf4j.spark.run.DataSet;
import io.raf4j.spark.run.FileKind;
import io.raf4j.spark.run.Inputs;
import io.raf4j.spark.run.JobCommand;
import io.raf4j.spark.run.Learned;
import io.raf4j.spark.run.Samples;
import io.raf4j.spark.run.Verb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** A clip, cut into shards and learned from random pixels of it. */
public final class VideoKind implements FileKind {

  private static final long serialVersionUID = 1L;

  private static final int COLOURS = 3;

  private static final Profile PROFILE =
      Profile.of(
          "raf reconstruct video",
          Keys.without(Keys.ofSignals(), Key.SIZE, Key.FROM_SECOND, Key.SECONDS),
          Map.of());

  @Override
  public String name() {
    return "video";
  }

  @Override
  public Optional<Verb> verb() {
    return Optional.of(Verb.RECONSTRUCT);
  }

  @Override
  public String description() {
    return "Shards a clip, trains a network on it, reconstructs and scores every frame.";
  }

  @Override
  public Profile profile() {
    return PROFILE;
  }

  @Override
  public List<Figure> figures() {
    return List.of(Figure.MSE, Figure.PSNR_MEAN, Figure.PSNR_MIN, Figure.SSIM_MEAN, Figure.LOSS);
  }

  @Override
  public boolean needsFolder() {
    return true;
  }

  @Override
  public VideoPlan plan(Settings settings, Configuration hadoop) {
    return VideoPlan.of(settings, hadoop);
  }

  @Override
  public List<JobCommand> commands() {
    return VideoCommands.of(this);
  }

  @Override
  public String noun() {
    return "a clip";
  }

  @Override
  public Set<String> endings() {
    return Set.of();
  }

  @Override
  public Set<Key> sampling() {
    return EnumSet.of(Key.ORIENTATION, Key.ALLOW_DAMAGED);
  }

  @Override
  public Set<String> parts() {
    return Set.of(FilePart.FRAMES, FilePart.SCALE);
  }

  /** Clips are large: their gradients are not looked at, first layers keep the recipe's weights. */
  @Override
  public Samples samples(Settings settings, Configuration hadoop) {
    String input = settings.required(Key.INPUT);
    InputFile file = Inputs.fingerprint(input, hadoop);
    VideoIndex index = ClipPlan.index(file, input, VideoOptions.of(settings), hadoop);
    CoordinateGrid grid = ShardManifest.grid(index.times(), index.height(), index.width());
    return new Samples(
        new Path(file.path()).getName(),
        grid,
        COLOURS,
        Optional.empty(),
        Optional.of(file),
        index.notes());
  }

  @Override
  public Optional<Samples> samples(RunFolder run) {
    if (!run.has(run.besideModel(ShardManifest.OF_MODEL))) {
      return Optional.empty();
    }
    try {
      ShardManifest clip =
          ShardManifest.readFile(run.besideModel(ShardManifest.OF_MODEL), run.hadoop());
      return Optional.of(
          new Samples(
              "the training run's clip",
              clip.grid(),
              clip.channels(),
              Optional.empty(),
              Optional.empty(),
              List.of()));
    } catch (IOException | UncheckedIOException e) {
      throw new SettingsException("--checkpoints " + run.root() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public DataSet dataSet(InputFile file, FilePart part, Configuration hadoop) {
    java.nio.file.Path local = LocalClip.of(new Path(file.path()), hadoop);
    VideoIndex index = VideoIndex.scan(local, OrientationRule.SHOWN, false, seen -> {});
    part.frames().within(index.frames());
    return new LearnedClip.Film(file, part, index);
  }

  @Override
  public Optional<Learned> learned(RunFolder run, Settings settings) {
    if (!run.has(run.besideModel(ShardManifest.OF_MODEL))) {
      return Optional.empty();
    }
    try {
      ShardManifest clip =
          ShardManifest.readFile(run.besideModel(ShardManifest.OF_MODEL), run.hadoop());
      return Optional.of(
          new LearnedClip(name(), clip.channels(), VideoOptions.of(settings).orientation()));
    } catch (IOException | IllegalArgumentException e) {
      throw new SettingsException(
          "the model of " + run.root() + " cannot be read: " + e.getMessage(), e);
    }
  }
}
