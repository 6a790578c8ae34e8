package io.raf4j.spark.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.job.VideoJobs;
import java.io.File;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that all jobs share; an option that is not given leaves its setting alone. */
final class SharedOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  private final Map<Key, String> given = new EnumMap<>(Key.class);

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

  @Option(names = "--input", paramLabel = "PATH", description = "What the job reads.")
  private void input(String value) {
    given.put(Key.INPUT, value);
  }

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description = "What the job creates; must not exist unless --resume is given.")
  private void output(String value) {
    given.put(Key.OUTPUT, value);
  }

  @Option(
      names = "--activation",
      paramLabel = "NAME",
      description = "Activation, by name; compose your own in a --config file.")
  private void activation(String value) {
    given.put(Key.ACTIVATION, value);
  }

  @Option(names = "--width", paramLabel = "N", description = "Neurons of a hidden layer.")
  private void width(String value) {
    given.put(Key.WIDTH, value);
  }

  @Option(names = "--depth", paramLabel = "N", description = "Hidden layers.")
  private void depth(String value) {
    given.put(Key.DEPTH, value);
  }

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Optimiser steps of one logical worker.")
  private void steps(String value) {
    given.put(Key.STEPS, value);
  }

  @Option(names = "--batch", paramLabel = "N", description = "Examples of one optimiser step.")
  private void batch(String value) {
    given.put(Key.BATCH, value);
  }

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      description = "Initial rate of Adam; default the activation's own.")
  private void learningRate(String value) {
    given.put(Key.LEARNING_RATE, value);
  }

  @Option(names = "--seed", paramLabel = "N", description = "Seed of everything random.")
  private void seed(String value) {
    given.put(Key.SEED, value);
  }

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Logical workers whose parameters are averaged; part of the result.")
  private void workers(String value) {
    given.put(Key.WORKERS, value);
  }

  @Option(
      names = "--averaging-frequency",
      paramLabel = "N",
      description = "Optimiser steps between two averages.")
  private void averagingFrequency(String value) {
    given.put(Key.AVERAGING_FREQUENCY, value);
  }

  @Option(names = "--dtype", paramLabel = "TYPE", description = "float or double.")
  private void dtype(String value) {
    given.put(Key.DTYPE, value);
  }

  @Option(
      names = "--max-seconds",
      paramLabel = "X",
      description = "Stop training after this many seconds, over all resumptions.")
  private void maxSeconds(String value) {
    given.put(Key.MAX_SECONDS, value);
  }

  /** Takes the value of an option that only some commands have. */
  void give(Key key, String value) {
    given.put(key, value);
  }

  /** Takes a value unless the user gave one. */
  void giveDefault(Key key, String value) {
    given.putIfAbsent(key, value);
  }

  /**
   * Runs a job on the resolved settings and prints its figures.
   *
   * @return the exit code 0
   */
  int run(Function<VideoJobs, Map<String, Object>> job) {
    Settings settings = Settings.resolve(config, assignments, given);
    String line = "raf " + String.join(" ", root().getParseResult().originalArgs());
    Map<String, Object> figures = job.apply(new VideoJobs(settings, line, master, resume));
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      out.println(json(figures));
    } else {
      figures.forEach((name, value) -> out.printf("%-20s %s%n", name, value));
    }
    out.flush();
    return 0;
  }

  private CommandLine root() {
    return command.root().commandLine();
  }

  private static String json(Map<String, Object> figures) {
    try {
      return new ObjectMapper().writeValueAsString(figures);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("figures that JSON cannot hold: " + figures, e);
    }
  }
}
