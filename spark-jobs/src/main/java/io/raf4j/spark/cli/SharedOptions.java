package io.raf4j.spark.cli;

import io.raf4j.spark.conf.JobKind;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.job.JobRequest;
import io.raf4j.spark.job.VideoJobs;
import java.io.File;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/**
 * The options that all jobs share. Those that name a setting are made from {@link Key}, so that
 * help, configuration files and code say the same; one that is not given leaves its setting alone.
 */
final class SharedOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "HOCON file of settings; conf/ has examples.")
  private File config;

  @Option(
      names = "--set",
      paramLabel = "key=value",
      description = "Any setting by name; may be repeated.")
  private List<String> assignments = new ArrayList<>();

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Spark master; default that of spark-submit, else local[*].",
      defaultValue = "")
  private String master;

  @Option(
      names = "--resume",
      description = "Go on with the interrupted run in --output, or begin it.")
  private boolean resume;

  @Option(
      names = "--json",
      description = "End standard output with one JSON object of the final figures.")
  private boolean json;

  /** Makes options of settings: the name after two dashes, the text and default of the setting. */
  static void add(CommandSpec command, JobCommand job) {
    Settings defaults = Settings.resolve(job.presets(), null, List.of(), Map.of());
    for (Key key : job.settings()) {
      String value = defaults.text(key);
      OptionSpec.Builder option =
          OptionSpec.builder("--" + key.path())
              .paramLabel(key.label())
              .type(String.class)
              .description(key.description() + byDefault(job.showsDefaults() ? value : ""));
      if (key.isFlag()) {
        option.arity("0..1").fallbackValue("true");
      }
      command.addOption(option.build());
    }
  }

  private static String byDefault(String value) {
    return value.isEmpty() ? "" : " (default: " + value + ")";
  }

  /** Returns the file of {@code --config}, or null. */
  File config() {
    return config;
  }

  /** Returns the texts of {@code --set}. */
  List<String> assignments() {
    return assignments;
  }

  /** Returns the master, empty where it was not given. */
  String master() {
    return master;
  }

  /** Returns whether an interrupted run may be gone on with. */
  boolean resume() {
    return resume;
  }

  /** Returns whether the final figures are asked for as JSON. */
  boolean isJson() {
    return json;
  }

  /** Returns the values of the options that were given. */
  Map<Key, String> given() {
    Map<Key, String> given = new EnumMap<>(Key.class);
    ParseResult parsed = command.commandLine().getParseResult();
    for (Key key : Key.values()) {
      if (parsed.hasMatchedOption("--" + key.path())) {
        given.put(key, parsed.matchedOptionValue("--" + key.path(), ""));
      }
    }
    return given;
  }

  /** Runs a job on clips, see {@link #run(Map, Function)}, on the defaults of all jobs. */
  int run(Function<VideoJobs, Map<String, Object>> job) {
    return run(Map.of(), job);
  }

  /**
   * Runs a job on clips on the resolved settings and prints its figures.
   *
   * @param preset defaults of this command, in place of those of all jobs
   * @return the exit code 0
   */
  int run(Map<Key, String> preset, Function<VideoJobs, Map<String, Object>> job) {
    Settings settings = Settings.resolve(preset, config, assignments, given());
    return print(job.apply(new VideoJobs(request(settings))));
  }

  /**
   * Runs a job on settings resolved for its kind and prints its figures.
   *
   * @param kind by which the defaults are found
   * @return the exit code 0
   */
  int run(JobKind kind, Function<JobRequest, Map<String, Object>> job) {
    return print(job.apply(request(kind.resolve(config, assignments, given()))));
  }

  private JobRequest request(Settings settings) {
    return new JobRequest(settings, line(), master, resume);
  }

  /** Returns the command line, for {@code run.json}. */
  String line() {
    return "raf " + String.join(" ", root().getParseResult().originalArgs());
  }

  /** Prints figures, as JSON where that was asked for; returns the exit code 0. */
  int print(Map<String, Object> figures) {
    Figures.print(command, json, figures);
    return 0;
  }

  private CommandLine root() {
    return command.root().commandLine();
  }
}
