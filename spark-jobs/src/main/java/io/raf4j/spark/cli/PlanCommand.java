package io.raf4j.spark.cli;

import io.raf4j.spark.conf.JobKind;
import io.raf4j.spark.conf.JobType;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Range;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.job.JobRequest;
import io.raf4j.spark.job.PlanJobs;
import io.raf4j.spark.job.PlanReport;
import io.raf4j.spark.job.PlanRequest;
import io.raf4j.spark.plan.Amount;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code raf plan}: suggests workers, batch and averaging frequency. */
@Command(
    name = "plan",
    description = {
      "Suggests workers, batch and averaging frequency for a job and a cluster, and says where"
          + " averaging stops paying.",
      "Takes the options of the job; --workers, --batch and --averaging-frequency are chosen where"
          + " they are not given. Nothing is trained or written. See docs/SCALING.md."
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "JOBKIND",
    subcommands = {
      PlanCommand.Video.class,
      PlanCommand.Image.class,
      PlanCommand.Sound.class,
      PlanCommand.Pde.class,
      PlanCommand.Eigen.class
    })
final class PlanCommand {

  /** The cluster that is asked about. */
  private static final class ClusterOptions {

    /** More than there are anywhere, and products of two of them are sound. */
    private static final Range MACHINES = Range.whole(1, 10_000);

    @Option(
        names = "--executors",
        paramLabel = "N",
        description = "Most executors, one a machine (default: ${DEFAULT-VALUE}).",
        defaultValue = "1")
    private String executors;

    @Option(
        names = "--cores",
        paramLabel = "N",
        description = "Cores of an executor; default those of this machine or of a local master.")
    private String cores;

    @Option(
        names = "--bandwidth",
        paramLabel = "RATE",
        description =
            "Of a machine's link, such as 1GB/s or 10Gbit/s (default: 1Gbit/s, Gigabit Ethernet).")
    private String bandwidth;

    @Option(
        names = "--memory",
        paramLabel = "SIZE",
        description = "Of a machine, for an executor or the driver, such as 8g; default no limit.")
    private String memory;

    @Option(
        names = "--constants",
        paramLabel = "FILE",
        description =
            "Constants of the model, as benchmarks/run scaling.ScalingComparison prints; default those that"
                + " come with RAF4J.",
        defaultValue = "")
    private String constants;

    @Option(
        names = "--calibrate",
        description =
            "Measure a few steps of the network on this machine and a few rounds on --master first.")
    private boolean calibrate;

    PlanRequest request(JobKind kind, JobRequest job, Set<Key> given) {
      return new PlanRequest(
          kind,
          job,
          given,
          MACHINES.require("--executors", executors).intValueExact(),
          cores == null
              ? OptionalInt.empty()
              : OptionalInt.of(MACHINES.require("--cores", cores).intValueExact()),
          rate(),
          memory == null ? OptionalLong.empty() : OptionalLong.of(bytes()),
          constants,
          calibrate);
    }

    private OptionalDouble rate() {
      try {
        return bandwidth == null
            ? OptionalDouble.empty()
            : OptionalDouble.of(Amount.bandwidth(bandwidth));
      } catch (IllegalArgumentException e) {
        throw new SettingsException("--bandwidth is " + e.getMessage(), e);
      }
    }

    private long bytes() {
      try {
        return Amount.memory(memory);
      } catch (IllegalArgumentException e) {
        throw new SettingsException("--memory is " + e.getMessage(), e);
      }
    }
  }

  /** What the kinds have in common. */
  private abstract static class Plan implements JobCommand {

    @Spec private CommandSpec command;
    @Mixin private ClusterOptions cluster;
    @Mixin private SharedOptions shared;

    abstract JobKind kind();

    /** Settings that are given by position. */
    Map<Key, String> positional() {
      return Map.of();
    }

    @Override
    public JobType type() {
      return JobType.of(kind());
    }

    @Override
    public boolean canResume() {
      return false;
    }

    @Override
    public Integer call() {
      Map<Key, String> given = new EnumMap<>(Key.class);
      given.putAll(shared.given());
      given.putAll(positional());
      Settings settings = asPlanned(shared.settings(type(), given));
      settings.notes(kind()).forEach(shared::note);
      JobRequest job = new JobRequest(settings, shared.line(), shared.master(), false);
      Set<Key> keys = settings.effective(kind());
      PlanReport plan = new PlanJobs(cluster.request(kind(), job, keys)).plan();
      command.commandLine().getOut().print(plan.text());
      return shared.isJson() ? shared.print(plan.figures()) : flushed();
    }

    /** Parameter averaging is Adam's part, which is planned where nobody says otherwise. */
    private Settings asPlanned(Settings settings) {
      boolean isOpen = kind().isEquation() && !settings.given().contains(Key.OPTIMIZER);
      return isOpen ? settings.with(Key.OPTIMIZER, "adam") : settings;
    }

    private int flushed() {
      command.commandLine().getOut().flush();
      return 0;
    }
  }

  /** {@code raf plan video}. */
  @Command(
      name = "video",
      description = "Plans raf reconstruct video.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class Video extends Plan {
    @Override
    JobKind kind() {
      return JobKind.VIDEO;
    }
  }

  /** {@code raf plan image}. */
  @Command(
      name = "image",
      description = "Plans raf reconstruct image.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class Image extends Plan {
    @Override
    JobKind kind() {
      return JobKind.IMAGE;
    }
  }

  /** {@code raf plan audio}. */
  @Command(
      name = "audio",
      description = "Plans raf reconstruct audio.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class Sound extends Plan {
    @Override
    JobKind kind() {
      return JobKind.AUDIO;
    }
  }

  /** The problem by its position. */
  private abstract static class Equation extends Plan {

    @Parameters(
        arity = "0..1",
        paramLabel = "NAME",
        description = "Name of the equation, as --problem.")
    private String problem;

    @Override
    Map<Key, String> positional() {
      return problem == null ? Map.of() : Map.of(Key.PROBLEM, problem);
    }
  }

  /** {@code raf plan pde}. */
  @Command(
      name = "pde",
      description = "Plans the first order of raf solve pde.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class Pde extends Equation {
    @Override
    JobKind kind() {
      return JobKind.PDE;
    }
  }

  /** {@code raf plan eigen}. */
  @Command(
      name = "eigen",
      description = "Plans the first order of raf solve eigen.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class Eigen extends Equation {
    @Override
    JobKind kind() {
      return JobKind.EIGEN;
    }
  }
}
