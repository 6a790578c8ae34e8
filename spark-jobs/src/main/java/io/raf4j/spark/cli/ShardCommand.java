package io.raf4j.spark.cli;

import io.raf4j.spark.conf.JobType;
import io.raf4j.spark.job.VideoJobs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code raf shard}: cuts a data set into shards. */
@Command(
    name = "shard",
    description = "Cuts a data set into shards that training reads.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "SUBJECT",
    subcommands = ShardCommand.Video.class)
final class ShardCommand {

  /** {@code raf shard video}. */
  @Command(
      name = "video",
      description = "Cuts the pixels of a clip into shards of ready-made minibatches.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class Video implements JobCommand {

    @Mixin private SharedOptions shared;

    @Override
    public JobType type() {
      return JobType.SHARD_VIDEO;
    }

    @Override
    public Integer call() {
      return shared.runVideo(type(), VideoJobs::shard);
    }
  }
}
