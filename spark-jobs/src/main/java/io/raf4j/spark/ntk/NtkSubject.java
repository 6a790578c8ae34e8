package io.raf4j.spark.ntk;

import io.raf4j.dl4j.ModelArchive;
import io.raf4j.ntk.NetworkFunction;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.record.FinishedModel;
import io.raf4j.spark.record.RunFolder;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.run.NetworkPlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A network to examine.
 *
 * @param step optimiser steps that it was trained for
 * @param network reads or makes it
 */
record NtkSubject(long step, Supplier<MultiLayerNetwork> network) {

  private static final String PREFIX = "step-";

  /**
   * Returns the networks of a training run: as it was initialised, then every checkpoint, or the
   * model alone where no checkpoint is left.
   *
   * @throws SettingsException if the folder holds neither, or networks of another kind
   */
  static List<NtkSubject> of(RunFolder run) {
    List<Path> files = checkpoints(run);
    if (files.isEmpty() && !run.has(run.model())) {
      throw new SettingsException(
          "--checkpoints "
              + run.root()
              + " has neither checkpoints/step-... nor model/model.zip; expected the --output of a"
              + " training run");
    }
    MultiLayerNetwork first =
        files.isEmpty() ? FinishedModel.of(run).network() : read(run, files.get(0));
    MultiLayerConfiguration configuration = first.getLayerWiseConfigurations();
    requireKnownLayers(configuration, run);
    List<NtkSubject> subjects = new ArrayList<>();
    subjects.add(new NtkSubject(0, () -> initial(configuration)));
    for (Path file : files) {
      long step = Long.parseLong(file.getParent().getName().substring(PREFIX.length()));
      if (step > 0) {
        subjects.add(new NtkSubject(step, () -> read(run, file)));
      }
    }
    if (files.isEmpty()) {
      subjects.add(
          new NtkSubject(
              Math.max(1, configuration.getIterationCount()),
              () -> FinishedModel.of(run).network()));
    }
    return subjects;
  }

  /** The seed and the rules of initialisation are part of a configuration. */
  private static MultiLayerNetwork initial(MultiLayerConfiguration configuration) {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration.clone());
    network.init();
    return network;
  }

  private static void requireKnownLayers(MultiLayerConfiguration configuration, RunFolder run) {
    try {
      NetworkFunction.network(configuration);
    } catch (IllegalArgumentException e) {
      throw new SettingsException("--checkpoints " + run.root() + ": " + e.getMessage(), e);
    }
  }

  private static List<Path> checkpoints(RunFolder run) {
    if (!run.has(run.checkpoints())) {
      return List.of();
    }
    try {
      return Arrays.stream(run.files().listStatus(run.checkpoints()))
          .filter(FileStatus::isDirectory)
          .map(FileStatus::getPath)
          .filter(path -> path.getName().matches(PREFIX + "\\d+"))
          .sorted(Comparator.comparing(Path::getName))
          .map(path -> new Path(path, "model.zip"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + run.checkpoints(), e);
    }
  }

  private static MultiLayerNetwork read(RunFolder run, Path file) {
    try (InputStream in = run.files().open(file)) {
      return ModelArchive.read(in, false);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the network " + file, e);
    }
  }

  /**
   * Returns the settings of a training run.
   *
   * @throws SettingsException if there is no {@code run.json} of this version
   */
  static RunManifest manifest(RunFolder run) {
    try {
      return RunManifest.read(run.runJson(), run.hadoop());
    } catch (IOException e) {
      throw new SettingsException(
          "--checkpoints "
              + run.root()
              + ": cannot read its run.json: "
              + e.getMessage()
              + "; expected the --output of a training run",
          e);
    }
  }

  /** Returns the name of the activation that a run was configured with. */
  static String activation(RunManifest manifest) {
    return NetworkPlan.recipe(
            Settings.of(manifest.section(RunManifest.Section.CONFIGURATION).values()))
        .name();
  }
}
