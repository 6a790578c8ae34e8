package io.raf4j.spark.cli;

import io.raf4j.spark.conf.Key;
import io.raf4j.spark.job.SolveJobs;
import java.util.EnumMap;
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

  /**
   * Defaults of both kinds: equations ask for small networks in double precision and for second
   * order.
   */
  private static final Map<Key, String> BOTH =
      Map.of(
          Key.DTYPE, "double",
          Key.NETWORK, "plain",
          Key.ACTIVATION, "gentle-poly-sine-gaussian",
          Key.DEPTH, "2",
          Key.SAMPLER, "sobol",
          Key.OPTIMIZER, "auto",
          Key.AVERAGING_FREQUENCY, "50",
          Key.WORKERS, "1");

  private static final Map<Key, String> OF_PDE =
      with(
          Map.of(
              Key.WIDTH, "30",
              Key.STEPS, "8000",
              Key.LEARNING_RATE, "3e-3",
              Key.BATCH, "1000",
              Key.POINTS, "4096",
              Key.ITERATIONS, "2000",
              Key.MAX_SECONDS, "300"));

  /** First order alone can tell the lowest eigenvalues from others; it needs no great precision. */
  private static final Map<Key, String> OF_EIGEN =
      with(
          Map.of(
              Key.WIDTH, "20",
              Key.STEPS, "500",
              Key.LEARNING_RATE, "5e-3",
              Key.BATCH, "2048",
              Key.POINTS, "2048",
              Key.ITERATIONS, "1000",
              Key.MAX_SECONDS, "120"));

  private static Map<Key, String> with(Map<Key, String> more) {
    Map<Key, String> all = new EnumMap<>(BOTH);
    all.putAll(more);
    return Map.copyOf(all);
  }

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
      return OF_PDE;
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
      Set<Key> settings = EnumSet.copyOf(Key.ofSolving());
      settings.removeAll(Set.of(Key.ADAPTIVE, Key.LINEAR_ITERATIONS));
      return settings;
    }

    @Override
    public Map<Key, String> presets() {
      return OF_EIGEN;
    }

    @Override
    public Integer call() {
      return shared.solve("eigen", presets(), SolveJobs::eigen);
    }
  }
}
