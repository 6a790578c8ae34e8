package io.raf4j.spark.cli;

import io.raf4j.spark.conf.JobKind;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.job.VideoJobs;
import java.util.EnumSet;
import java.util.Set;
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
    public Set<Key> settings() {
      Set<Key> settings = EnumSet.copyOf(JobKind.VIDEO.keys());
      settings.removeAll(
          EnumSet.of(
              Key.FRAMES,
              Key.SCALE,
              Key.GREY,
              Key.ORIENTATION,
              Key.ALLOW_DAMAGED,
              Key.SHARDS,
              Key.REPORT_FRAMES));
      return settings;
    }

    @Override
    public Integer call() {
      return shared.run(VideoJobs::train);
    }
  }
}
