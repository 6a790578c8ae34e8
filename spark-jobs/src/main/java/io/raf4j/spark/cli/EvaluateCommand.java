package io.raf4j.spark.cli;

import io.raf4j.spark.conf.Key;
import io.raf4j.spark.job.VideoJobs;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code raf evaluate}: scores a trained network. */
@Command(
    name = "evaluate",
    description = "Scores a trained network.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "SUBJECT",
    subcommands = EvaluateCommand.Video.class)
final class EvaluateCommand {

  /** {@code raf evaluate video}. */
  @Command(
      name = "video",
      description =
          "Reconstructs and scores every frame with the model in the run folder --input; rewrites its report.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class Video implements JobCommand {

    @Mixin private SharedOptions shared;

    @Override
    public Set<Key> settings() {
      return EnumSet.of(Key.INPUT, Key.REPORT_FRAMES);
    }

    @Override
    public Integer call() {
      return shared.run(VideoJobs::evaluate);
    }
  }
}
