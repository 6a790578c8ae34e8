package io.raf4j.spark.cli;

import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Profile;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.run.Audience;
import io.raf4j.spark.run.JobCommand;
import io.raf4j.spark.run.JobRequest;
import io.raf4j.spark.run.Kinds;
import java.io.File;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /**
   * Makes options of a job's settings: the name after two dashes, the text and the default.
   *
   * @param canResume whether a run that was cut off can be gone on with
   */
  static void add(CommandSpec command, Profile job, boolean canResume) {
    Settings defaults = Settings.of(job);
    job.keys().forEach(key -> add(command, key, byDefault(defaults.text(key)), false));
    // Known all the same, so that their refusal says what they are for.
    EnumSet.complementOf(EnumSet.copyOf(job.keys())).forEach(key -> add(command, key, "", true));
    if (!canResume) {
      command.remove(command.findOption("--resume"));
    }
  }

  /** Makes options of settings whose defaults a file decides. */
  static void add(CommandSpec command, Set<Key> keys) {
    keys.forEach(key -> add(command, key, "", false));
  }

  private static void add(CommandSpec command, Key key, String ending, boolean isHidden) {
    String name = "--" + key.path();
    if (command.findOption(name) != null) {
      return;
    }
    OptionSpec.Builder option =
        OptionSpec.builder(name)
            .paramLabel(key.label())
            .type(String.class)
            .hidden(isHidden)
            .description(key.description() + ending);
    if (key.isFlag()) {
      option.arity("0..1").fallbackValue("true");
    }
    command.addOption(option.build());
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

  /** Returns the values of the options that name settings and were given. */
  Map<Key, String> given() {
    Map<Key, String> given = new EnumMap<>(Key.class);
    ParseResult parsed = command.commandLine().getParseResult();
    for (Key key : Key.values()) {
      OptionSpec option = parsed.matchedOption("--" + key.path());
      // An option of the command itself may have the name of another command's setting.
      if (option != null && option.userObject() == null) {
        given.put(key, option.getValue());
      }
    }
    return given;
  }

  /**
   * Runs a job on its settings and prints its figures.
   *
   * @return the exit code 0
   */
  int run(JobCommand job) {
    return print(job.job().run(request(settings(job.profile(), given()))));
  }

  /** Returns the settings of a job. */
  Settings settings(Profile job, Map<Key, String> options) {
    return kinds().profiles().resolve(job, config, assignments, options);
  }

  /** Returns the kinds of work that this program has. */
  Kinds kinds() {
    return ((Raf) command.root().userObject()).kinds();
  }

  /** Returns the person who gave the command. */
  Audience audience() {
    return Audience.person(command.commandLine().getErr());
  }

  /** Says what a user may not know. */
  void note(String sentence) {
    command.commandLine().getErr().println("raf: note: " + sentence);
  }

  /** Returns what is asked of a job with these settings. */
  JobRequest request(Settings settings) {
    return new JobRequest(settings, line(), master, resume, audience());
  }

  /** Returns the command line, for {@code run.json}. */
  String line() {
    return "raf " + String.join(" ", root().getParseResult().originalArgs());
  }

  /** Prints figures, as JSON where that was asked for; returns the exit code 0. */
  int print(Fields figures) {
    Figures.print(command, json, figures);
    return 0;
  }

  private CommandLine root() {
    return command.root().commandLine();
  }
}
