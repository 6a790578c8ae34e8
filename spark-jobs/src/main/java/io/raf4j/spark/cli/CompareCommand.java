package io.raf4j.spark.cli;

import io.raf4j.spark.compare.CompareJobs;
import io.raf4j.spark.compare.CompareRequest;
import io.raf4j.spark.compare.Experiment;
import io.raf4j.spark.compare.Experiment.Choice;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Range;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.rows.Fields;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code raf compare}: activations under one budget. */
@Command(
    name = "compare",
    description = {
      "Compares activations: every one on every subject with every seed, under one budget.",
      "--config names the experiment; conf/experiments/ has those of the paper, and"
          + " docs/EXPERIMENTS.md describes the file. Settings given here hold for all cells.",
      "Exit code 1 if a cell failed: rows and page are complete all the same, and --resume tries"
          + " the failed cells again."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class CompareCommand implements Callable<Integer> {

  /** Settings that a budget is made of; --set takes any. */
  static final Set<Key> SETTINGS =
      EnumSet.of(
          Key.OUTPUT,
          Key.WIDTH,
          Key.DEPTH,
          Key.STEPS,
          Key.BATCH,
          Key.LEARNING_RATE,
          Key.WORKERS,
          Key.DTYPE,
          Key.MAX_SECONDS,
          Key.POINTS,
          Key.ITERATIONS);

  private static final int CELL_FAILED = 1;

  @Mixin private SharedOptions shared;

  @Option(
      names = "--size",
      paramLabel = "NAME",
      description = "Which of the file's sizes, such as full (default: ${DEFAULT-VALUE}).",
      defaultValue = Experiment.SHORT)
  private String size;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Folder of the experiment's inputs (default: that of RAF4J_DATA).",
      defaultValue = "")
  private String data;

  @Option(
      names = "--subjects",
      paramLabel = "NAME",
      split = ",",
      description = "Only these subjects of the file.")
  private List<String> subjects = List.of();

  @Option(
      names = "--activations",
      paramLabel = "NAME",
      split = ",",
      description = "Only these activations of the file.")
  private List<String> activations = List.of();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      split = ",",
      description = "These seeds in place of the file's.")
  private List<String> seeds = List.of();

  private List<Long> seeds() {
    Range all = Range.whole(Long.MIN_VALUE, Long.MAX_VALUE);
    return seeds.stream().map(seed -> all.require("--seeds", seed).longValueExact()).toList();
  }

  @Override
  public Integer call() {
    Map<Key, String> options = shared.given();
    String output = options.remove(Key.OUTPUT);
    if (output == null) {
      throw new SettingsException("--output is missing: " + Key.OUTPUT.description());
    }
    Choice choice =
        new Choice(size, data, subjects, activations, seeds(), shared.assignments(), options);
    Experiment experiment = Experiment.read(shared.config(), choice, shared.kinds());
    if (!experiment.unused().isEmpty()) {
      shared.note(
          "unused settings of " + shared.config() + ": " + String.join(", ", experiment.unused()));
    }
    Fields figures =
        new CompareJobs(
                new CompareRequest(
                    experiment,
                    output,
                    shared.line(),
                    shared.master(),
                    shared.resume(),
                    shared.audience()))
            .compare();
    int code = shared.print(figures);
    return figures.count("failed") == 0 ? code : CELL_FAILED;
  }
}
