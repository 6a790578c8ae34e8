package io.raf4j.spark.schedule;

import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.record.RunFolder;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.run.Kinds;
import io.raf4j.spark.run.Learned;
import io.raf4j.spark.run.NetworkPlan;
import io.raf4j.spark.training.ParameterDigest;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;

/**
 * The model of a finished run.
 *
 * @param path folder of the run, qualified with its file system
 * @param runId the run, as in its {@code run.json}
 * @param sha256 {@code params_sha256} of the run
 * @param activation name of its activation
 * @param subject what it has learned
 */
record TrainedModel(String path, String runId, String sha256, String activation, Learned subject)
    implements Serializable {

  /**
   * Reads what a run folder says about its model; the network itself is read when it is needed.
   *
   * @param kinds of which the run may be
   * @throws SettingsException if the folder is no run's, or the run is not finished
   */
  static TrainedModel of(Kinds kinds, RunFolder folder) {
    RunManifest manifest = manifest(folder);
    if (manifest.status() != RunManifest.Status.DONE) {
      throw new SettingsException(
          "the run in "
              + folder.root()
              + " is "
              + manifest.status().name().toLowerCase(Locale.ROOT)
              + "; finish it with the command in its run.json and --resume");
    }
    Object sha256 = manifest.section(RunManifest.Section.FIGURES).get("params_sha256");
    if (sha256 == null || !folder.has(folder.model())) {
      throw new SettingsException(
          folder.root() + " has no trained model: expected " + folder.model());
    }
    Settings settings = Settings.of(manifest.section(RunManifest.Section.CONFIGURATION).values());
    return new TrainedModel(
        folder.root().toString(),
        manifest.runId(),
        sha256.toString(),
        NetworkPlan.recipe(settings).name(),
        subject(kinds, folder, settings));
  }

  private static RunManifest manifest(RunFolder folder) {
    try {
      return RunManifest.read(folder.runJson(), folder.hadoop());
    } catch (IOException e) {
      throw new SettingsException(
          folder.root() + " is no folder of a run: " + e.getMessage() + "; expected its --output",
          e);
    }
  }

  private static Learned subject(Kinds kinds, RunFolder folder, Settings settings) {
    return kinds.all().stream()
        .flatMap(kind -> kind.learned(folder, settings).stream())
        .findFirst()
        .orElseThrow(
            () ->
                new SettingsException(
                    "the model of "
                        + folder.root()
                        + " is of no known kind: expected the description that its run left beside"
                        + " it"));
  }

  /**
   * Reads the network.
   *
   * @throws IllegalStateException if it has other parameters than its run left
   * @throws UncheckedIOException if it cannot be read
   */
  MultiLayerNetwork restore(Configuration hadoop) {
    RunFolder folder = new RunFolder(new Path(path), hadoop);
    MultiLayerNetwork network;
    try (InputStream in = folder.files().open(folder.model())) {
      network = ModelSerializer.restoreMultiLayerNetwork(in, false);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder.model(), e);
    }
    String found = ParameterDigest.sha256(network.params());
    if (!found.equals(sha256)) {
      throw new IllegalStateException(
          folder.model()
              + " has parameters of hash "
              + found
              + "; expected "
              + sha256
              + ", as "
              + folder.runJson().getName()
              + " says");
    }
    return network;
  }
}
