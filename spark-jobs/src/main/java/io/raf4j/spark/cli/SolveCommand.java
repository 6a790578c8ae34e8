package io.raf4j.spark.cli;

import io.raf4j.spark.conf.Key;
import io.raf4j.spark.job.SolveJobs;
import java.util.EnumSet;
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

  /** Defaults of both kinds: equations ask for small networks in double precision. */
  private static final Map<Key, String> PRESETS =
      Map.of(
          Key.DTYPE, "double",
          Key.ACTIVATION, "x+x^2+sin+gaussian",
          Key.WIDTH, "40",
          Key.DEPTH, "4",
          Key.STEPS, "2000",
          Key.BATCH, "2000",
          Key.WORKERS, "1");

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
      Set<Key> settings = EnumSet.copyOf(Key.ofSolving());
      settings.remove(Key.COUNT);
      return settings;
    }

    @Override
    public Map<Key, String> presets() {
      return PRESETS;
    }

    @Override
    public Integer call() {
      return shared.solve("pde", presets(), SolveJobs::pde);
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
      return Key.ofSolving();
    }

    @Override
    public Map<Key, String> presets() {
      return PRESETS;
    }

    @Override
    public Integer call() {
      return shared.solve("eigen", presets(), SolveJobs::eigen);
    }
  }
}
