package io.raf4j.spark.cli;

import io.raf4j.spark.conf.JobType;
import io.raf4j.spark.job.SolveJobs;
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
    public JobType type() {
      return JobType.SOLVE_PDE;
    }

    @Override
    public Integer call() {
      return shared.run(type(), request -> new SolveJobs(request).pde());
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
    public JobType type() {
      return JobType.SOLVE_EIGEN;
    }

    @Override
    public Integer call() {
      return shared.run(type(), request -> new SolveJobs(request).eigen());
    }
  }
}
