package io.raf4j.spark.cli;

import io.raf4j.spark.conf.JobType;
import io.raf4j.spark.job.NtkJobs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code raf ntk}: computes neural tangent kernels. */
@Command(
    name = "ntk",
    description =
        "Computes the neural tangent kernel of a network, untrained or along a training run, and its"
            + " eigenvalues.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class NtkCommand implements JobCommand {

  @Mixin private SharedOptions shared;

  @Override
  public JobType type() {
    return JobType.NTK;
  }

  @Override
  public Integer call() {
    return shared.run(type(), request -> new NtkJobs(request).kernels());
  }
}
