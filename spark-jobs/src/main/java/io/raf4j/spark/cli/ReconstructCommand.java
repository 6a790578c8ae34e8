package io.raf4j.spark.cli;

import io.raf4j.spark.conf.JobKind;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.job.SignalJobs;
import io.raf4j.spark.job.VideoJobs;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code raf reconstruct}: shards, trains and evaluates in one go. */
@Command(
    name = "reconstruct",
    description = "Fits a network to a signal and reconstructs it.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "SUBJECT",
    subcommands = {
      ReconstructCommand.Video.class,
      ReconstructCommand.Image.class,
      ReconstructCommand.Sound.class
    })
final class ReconstructCommand {

  /** {@code raf reconstruct video}. */
  @Command(
      name = "video",
      description = "Shards a clip, trains a network on it, reconstructs and scores every frame.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class Video implements JobCommand {

    @Mixin private SharedOptions shared;

    @Override
    public Set<Key> settings() {
      return JobKind.VIDEO.keys();
    }

    @Override
    public Integer call() {
      return shared.run(VideoJobs::reconstruct);
    }
  }

  /** {@code raf reconstruct image}. */
  @Command(
      name = "image",
      description = "Trains a network on the pixels of an image, reconstructs and scores it.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class Image implements JobCommand {

    @Mixin private SharedOptions shared;

    @Override
    public Set<Key> settings() {
      return JobKind.IMAGE.keys();
    }

    @Override
    public Map<Key, String> presets() {
      return JobKind.IMAGE.presets();
    }

    @Override
    public Integer call() {
      return shared.run(JobKind.IMAGE, request -> new SignalJobs(request).image());
    }
  }

  /** {@code raf reconstruct audio}. */
  @Command(
      name = "audio",
      description = "Trains a network on the samples of a sound, reconstructs and scores it.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class Sound implements JobCommand {

    @Mixin private SharedOptions shared;

    @Override
    public Set<Key> settings() {
      return JobKind.AUDIO.keys();
    }

    @Override
    public Map<Key, String> presets() {
      return JobKind.AUDIO.presets();
    }

    @Override
    public Integer call() {
      return shared.run(JobKind.AUDIO, request -> new SignalJobs(request).audio());
    }
  }
}
