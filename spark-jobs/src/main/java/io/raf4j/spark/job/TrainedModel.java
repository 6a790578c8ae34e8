package io.raf4j.spark.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.raf4j.solver.ProblemReference;
import io.raf4j.spark.conf.JobKind;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.conf.VideoOptions;
import io.raf4j.spark.report.RunManifest;
import io.raf4j.spark.shard.ShardManifest;
import io.raf4j.spark.signal.SignalFile;
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
record TrainedModel(
    String path, String runId, String sha256, String activation, ModelSubject subject)
    implements Serializable {

  /**
   * Reads what a run folder says about its model; the network itself is read when it is needed.
   *
   * @throws SettingsException if the folder is no run's, or the run is not finished
   */
  static TrainedModel of(RunFolder folder) {
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
    Settings settings = Settings.of(manifest.section(RunManifest.Section.CONFIGURATION));
    return new TrainedModel(
        folder.root().toString(),
        manifest.runId(),
        sha256.toString(),
        NetworkPlan.recipe(settings).name(),
        subject(folder, settings));
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

  private static ModelSubject subject(RunFolder folder, Settings settings) {
    try {
      if (folder.has(folder.clip())) {
        ShardManifest clip = ShardManifest.readFile(folder.clip(), folder.hadoop());
        return new ModelSubject.Clip(clip.channels(), VideoOptions.of(settings).orientation());
      }
      if (folder.has(folder.signal())) {
        SignalFile file = SignalFile.readFile(folder.signal(), folder.hadoop());
        JobKind kind = file.kind() == SignalFile.Kind.IMAGE ? JobKind.IMAGE : JobKind.AUDIO;
        return new ModelSubject.Sampled(kind, file.channels(), file.grey());
      }
      if (folder.has(folder.problem())) {
        return new ModelSubject.Equation(problem(folder));
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new SettingsException(
          "the model of " + folder.root() + " cannot be read: " + e.getMessage(), e);
    }
    throw new SettingsException(
        "the model of "
            + folder.root()
            + " is of no known kind: expected "
            + folder.clip().getName()
            + ", "
            + folder.signal().getName()
            + " or "
            + folder.problem().getName()
            + " beside it");
  }

  private static ProblemReference problem(RunFolder folder) throws IOException {
    try (InputStream in = folder.files().open(folder.problem())) {
      return ProblemReference.fromText(
          new ObjectMapper().readTree(in).required("problem").asText());
    }
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
