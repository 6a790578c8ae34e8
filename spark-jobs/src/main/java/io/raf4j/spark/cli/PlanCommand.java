package io.raf4j.spark.cli;

import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Range;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.plan.Amount;
import io.raf4j.spark.plan.PlanJobs;
import io.raf4j.spark.plan.PlanReport;
import io.raf4j.spark.plan.PlanRequest;
import io.raf4j.spark.run.JobRequest;
import io.raf4j.spark.run.Kind;
import io.raf4j.spark.run.Kinds;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Option;
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
    synopsisSubcommandLabel = "JOBKIND")
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

    PlanRequest request(Kind kind, JobRequest job, Set<Key> given, Set<Key> decided) {
      return new PlanRequest(
          kind,
          job,
          given,
          decided,
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

  /** {@code raf plan KIND}. */
  @Command(mixinStandardHelpOptions = true, sortOptions = false)
  private static final class OfKind implements Callable<Integer> {

    @Spec private CommandSpec command;
    @Mixin private ClusterOptions cluster;
    @Mixin private SharedOptions shared;

    private final Kind kind;

    OfKind(Kind kind) {
      this.kind = kind;
    }

    private Map<Key, String> given() {
      Map<Key, String> given = new EnumMap<>(Key.class);
      given.putAll(shared.given());
      kind.positional()
          .ifPresent(
              key -> {
                String value =
                    command.commandLine().getParseResult().matchedPositionalValue(0, (String) null);
                if (value != null) {
                  given.put(key, value);
                }
              });
      return given;
    }

    @Override
    public Integer call() {
      Settings asked = shared.settings(kind.profile(), given());
      Settings settings = kind.averaged(asked);
      settings.notes(kind.profile()).forEach(shared::note);
      Set<Key> decided = EnumSet.noneOf(Key.class);
      kind.profile().keys().stream()
          .filter(
              key ->
                  !Settings.isSame(asked.asMap().get(key.path()), settings.asMap().get(key.path())))
          .forEach(decided::add);
      PlanReport plan =
          new PlanJobs(
                  cluster.request(
                      kind, shared.request(settings), settings.effective(kind.profile()), decided))
              .plan();
      command.commandLine().getOut().print(plan.text());
      return shared.isJson() ? shared.print(plan.figures()) : flushed();
    }

    private int flushed() {
      command.commandLine().getOut().flush();
      return 0;
    }
  }

  /** Adds a subcommand for each kind of work. */
  static void add(CommandLine plan, Kinds kinds) {
    for (Kind kind : kinds.all()) {
      CommandLine command = new CommandLine(new OfKind(kind));
      CommandSpec spec = command.getCommandSpec();
      spec.name(kind.name()).usageMessage().description("Plans " + kind.profile().words() + ".");
      kind.positional()
          .ifPresent(
              key ->
                  spec.addPositional(
                      PositionalParamSpec.builder()
                          .arity("0..1")
                          .paramLabel(key.label())
                          .type(String.class)
                          .description("As --" + key.path() + ": " + key.description() + ".")
                          .build()));
      SharedOptions.add(spec, kind.profile(), false);
      plan.addSubcommand(kind.name(), command);
    }
  }
}
