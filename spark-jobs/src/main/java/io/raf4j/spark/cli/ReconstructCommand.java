package io.raf4j.spark.cli;

import io.raf4j.spark.conf.Key;
import io.raf4j.spark.job.VideoJobs;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code raf reconstruct}: shards, trains and evaluates in one go. */
@Command(
    name = "reconstruct",
    description = "Fits a network to a signal and reconstructs it.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "SUBJECT",
    subcommands = ReconstructCommand.Video.class)
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
}
