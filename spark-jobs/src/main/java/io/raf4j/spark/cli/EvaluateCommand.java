package io.raf4j.spark.cli;

import io.raf4j.spark.job.VideoJobs;
import java.util.concurrent.Callable;
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
      sortOptions = false,
      showDefaultValues = false)
  static final class Video implements Callable<Integer> {

    @Mixin private SharedOptions shared;

    @Override
    public Integer call() {
      return shared.run(VideoJobs::evaluate);
    }
  }
}
