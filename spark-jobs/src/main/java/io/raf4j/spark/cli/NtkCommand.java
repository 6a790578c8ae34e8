package io.raf4j.spark.cli;

import io.raf4j.spark.conf.JobKind;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.job.NtkJobs;
import java.util.Map;
import java.util.Set;
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
  public Set<Key> settings() {
    return JobKind.NTK.keys();
  }

  @Override
  public Map<Key, String> presets() {
    return JobKind.NTK.presets();
  }

  @Override
  public Integer call() {
    return shared.run(JobKind.NTK, request -> new NtkJobs(request).kernels());
  }
}
