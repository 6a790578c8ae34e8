package io.raf4j.spark.cli;

import io.raf4j.spark.conf.JobType;
import io.raf4j.spark.job.SignalJobs;
import io.raf4j.spark.job.VideoJobs;
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
    public JobType type() {
      return JobType.RECONSTRUCT_VIDEO;
    }

    @Override
    public Integer call() {
      return shared.runVideo(type(), VideoJobs::reconstruct);
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
    public JobType type() {
      return JobType.RECONSTRUCT_IMAGE;
    }

    @Override
    public Integer call() {
      return shared.run(type(), request -> new SignalJobs(request).image());
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
    public JobType type() {
      return JobType.RECONSTRUCT_AUDIO;
    }

    @Override
    public Integer call() {
      return shared.run(type(), request -> new SignalJobs(request).audio());
    }
  }
}
