package io.raf4j.spark.cli;

import io.raf4j.spark.conf.JobType;
import io.raf4j.spark.job.VideoJobs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code raf train}: trains a network. */
@Command(
    name = "train",
    description = "Trains a network by parameter averaging.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "SUBJECT",
    subcommands = TrainCommand.Video.class)
final class TrainCommand {

  /** {@code raf train video}. */
  @Command(
      name = "video",
      description = "Trains a network on the shards that --input names.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class Video implements JobCommand {

    @Mixin private SharedOptions shared;

    @Override
    public JobType type() {
      return JobType.TRAIN_VIDEO;
    }

    @Override
    public Integer call() {
      return shared.runVideo(type(), VideoJobs::train);
    }
  }
}
