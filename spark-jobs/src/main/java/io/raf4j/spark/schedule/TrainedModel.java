package io.raf4j.spark.schedule;

import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.record.FinishedModel;
import io.raf4j.spark.record.RunFolder;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.rows.EvaluationMetrics;
import io.raf4j.spark.run.DataSet;
import io.raf4j.spark.run.Kind;
import io.raf4j.spark.run.Kinds;
import io.raf4j.spark.run.Learned;
import io.raf4j.spark.run.NetworkPlan;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * The model of a finished run, or of an equation that the batch could not solve.
 *
 * @param name that people and the table know it by: the folder, or the equation
 * @param path folder of the run, qualified with its file system; empty where there is no model
 * @param runId the run, as in its {@code run.json}
 * @param sha256 {@code params_sha256} of the run
 * @param activation name of its activation
 * @param subject what it has learned
 * @param failure why there is no model; empty where there is
 */
record TrainedModel(
    String name,
    String path,
    String runId,
    String sha256,
    String activation,
    Learned subject,
    String failure)
    implements Serializable {

  /**
   * Reads what a run folder says about its model; the network itself is read when it is needed.
   *
   * @param kinds of which the run may be
   * @throws SettingsException if the folder is no run's, or the run is not finished
   */
  static TrainedModel of(Kinds kinds, RunFolder folder) {
    FinishedModel model = FinishedModel.of(folder);
    RunManifest manifest = model.manifest();
    Settings settings = Settings.of(manifest.section(RunManifest.Section.CONFIGURATION).values());
    return new TrainedModel(
        folder.root().toString(),
        folder.root().toString(),
        manifest.runId(),
        model.sha256(),
        NetworkPlan.recipe(settings).name(),
        subject(kinds, folder, settings),
        "");
  }

  /** Returns what stands in the table for an equation that could not be solved. */
  static TrainedModel failed(String name, Kind kind, Settings settings, String failure) {
    String activation = NetworkPlan.recipe(settings).name();
    return new TrainedModel(name, "", "", "", activation, new Unsolved(kind.name()), failure);
  }

  /** Returns the model by another name. */
  TrainedModel named(String other) {
    return new TrainedModel(other, path, runId, sha256, activation, subject, failure);
  }

  /**
   * An equation without a solution.
   *
   * @param kind of the model that there is not
   */
  private record Unsolved(String kind) implements Learned {

    @Override
    public boolean takes(DataSet data) {
      return data instanceof DataSet.TestPoints;
    }

    @Override
    public EvaluationMetrics evaluate(
        MultiLayerNetwork network, DataSet data, Configuration hadoop) {
      throw new IllegalStateException("there is no solution");
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
   * @throws SettingsException if it cannot be read, has other parameters than its run had left when
   *     the evaluation was planned, or such as are not finite; or if there is none
   */
  MultiLayerNetwork restore(Configuration hadoop) {
    if (!failure.isEmpty()) {
      throw new SettingsException(failure);
    }
    RunFolder folder = new RunFolder(new Path(path), hadoop);
    return new FinishedModel(folder, FinishedModel.of(folder).manifest(), sha256).network();
  }
}
