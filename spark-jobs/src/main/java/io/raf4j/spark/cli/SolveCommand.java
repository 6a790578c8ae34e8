package io.raf4j.spark.cli;

import io.raf4j.spark.conf.JobKind;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.job.SolveJobs;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code raf solve}: solves equations. */
@Command(
    name = "solve",
    description = "Solves differential equations and eigenvalue problems.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "KIND",
    subcommands = {SolveCommand.Pde.class, SolveCommand.Eigen.class, SolveListCommand.class})
final class SolveCommand {

  /** {@code raf solve pde}. */
  @Command(
      name = "pde",
      description = "Solves a differential equation and measures the error where it is known.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class Pde implements JobCommand {

    @Mixin private SharedOptions shared;

    @Override
    public Set<Key> settings() {
      return JobKind.PDE.keys();
    }

    @Override
    public Map<Key, String> presets() {
      return JobKind.PDE.presets();
    }

    @Override
    public Integer call() {
      return shared.run(JobKind.PDE, request -> new SolveJobs(request).pde());
    }
  }

  /** {@code raf solve eigen}. */
  @Command(
      name = "eigen",
      description = "Finds the lowest eigenvalues of an operator and their eigenfunctions.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class Eigen implements JobCommand {

    @Mixin private SharedOptions shared;

    @Override
    public Set<Key> settings() {
      return JobKind.EIGEN.keys();
    }

    @Override
    public Map<Key, String> presets() {
      return JobKind.EIGEN.presets();
    }

    @Override
    public Integer call() {
      return shared.run(JobKind.EIGEN, request -> new SolveJobs(request).eigen());
    }
  }
}
