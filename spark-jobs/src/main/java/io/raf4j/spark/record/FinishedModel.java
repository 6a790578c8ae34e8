package io.raf4j.spark.record;

import io.raf4j.dl4j.ModelArchive;
import io.raf4j.solver.SlabSolution;
import io.raf4j.solver.TrialLayer;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.training.ParameterDigest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The model of a finished run: the one way by which anybody reads it, so that nobody takes another
 * network for the one that {@code run.json} speaks of.
 *
 * @param folder of the run
 * @param manifest its {@code run.json}
 * @param sha256 the fingerprint of the parameters that the run left
 */
public record FinishedModel(RunFolder folder, RunManifest manifest, String sha256) {

  /**
   * Finds the model of a run; the network itself is read when it is needed.
   *
   * @throws SettingsException if the folder is no run's, or the run is not finished or has no model
   */
  public static FinishedModel of(RunFolder folder) {
    if (!folder.has(folder.runJson())) {
      throw none(folder, "there is no " + folder.runJson().getName() + " in it");
    }
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
      throw none(folder, "expected " + folder.model());
    }
    return new FinishedModel(folder, manifest, sha256.toString());
  }

  private static RunManifest manifest(RunFolder folder) {
    try {
      return RunManifest.read(folder.runJson(), folder.hadoop());
    } catch (IOException e) {
      throw new SettingsException("cannot read " + folder.runJson() + ": " + e.getMessage(), e);
    }
  }

  private static SettingsException none(RunFolder folder, String why) {
    return new SettingsException(
        folder.root()
            + " is no folder of a run that has trained a network: it has no trained model: "
            + why
            + "; expected the --output of a finished raf train");
  }

  /**
   * Reads the network and checks that it is the one that the run left.
   *
   * @throws SettingsException if it cannot be read, has other parameters than {@code run.json} says
   *     or such as are not finite
   */
  public MultiLayerNetwork network() {
    MultiLayerNetwork network;
    try (InputStream in = folder.files().open(folder.model())) {
      network = ModelArchive.read(in, false);
    } catch (IOException | RuntimeException e) {
      throw unusable("cannot be read as a network: " + e.getMessage(), e);
    }
    INDArray parameters = network.params();
    String found = ParameterDigest.sha256(all(network));
    if (!found.equals(sha256)) {
      throw unusable(
          "has parameters of hash "
              + found
              + "; expected "
              + sha256
              + ", as "
              + folder.runJson().getName()
              + " says",
          null);
    }
    if (parameters.isNaN().any() || parameters.isInfinite().any()) {
      throw unusable("has parameters that are NaN or infinite", null);
    }
    return network;
  }

  /** Returns all parameters of what was found: of an equation in slabs of time those of each. */
  private static INDArray all(MultiLayerNetwork network) {
    return network.getLayerWiseConfigurations().getConf(0).getLayer() instanceof TrialLayer layer
            && !layer.getEarlier().isEmpty()
        ? SlabSolution.of(layer, network.params()).parameters()
        : network.params();
  }

  private SettingsException unusable(String what, Throwable cause) {
    return new SettingsException(
        folder.model()
            + " "
            + what
            + ": bring back the file that the run wrote, or train again into another folder",
        cause);
  }
}
