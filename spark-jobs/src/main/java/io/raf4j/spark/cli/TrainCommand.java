package io.raf4j.spark.cli;

import io.raf4j.spark.job.VideoJobs;
import java.util.concurrent.Callable;
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
      sortOptions = false,
      showDefaultValues = false)
  static final class Video implements Callable<Integer> {

    @Mixin private SharedOptions shared;

    @Override
    public Integer call() {
      return shared.run(VideoJobs::train);
    }
  }
}
