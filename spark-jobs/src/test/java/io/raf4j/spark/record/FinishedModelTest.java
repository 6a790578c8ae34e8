package io.raf4j.spark.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.training.ParameterDigest;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model that a finished run left, and what is not taken for it. */
class FinishedModelTest {

  @TempDir private java.nio.file.Path out;

  private RunFolder folder;
  private MultiLayerNetwork network;

  @BeforeEach
  void finishedRun() throws IOException {
    folder = new RunFolder(new Path(out.toUri()), new Configuration());
    network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .list(new OutputLayer.Builder().nIn(3).nOut(2).build())
                .build());
    network.init();
    folder.writeModel(network);
    record();
  }

  @Test
  void networkIsTheOneThatTheRunLeft() {
    assertThat(FinishedModel.of(folder).network().params()).isEqualTo(network.params());
  }

  @Test
  void anotherNetworkIsRefused() {
    network.params().putScalar(4, network.params().getDouble(4) + 1e-3);
    folder.writeModel(network);
    requireRefusal("model.zip has parameters of hash ", "as run.json says", "train again");
  }

  @Test
  void networkThatIsNotFiniteIsRefusedThoughItsHashIsRight() throws IOException {
    for (double value : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
      network.params().putScalar(4, value);
      folder.writeModel(network);
      record();
      requireRefusal("model.zip has parameters that are NaN or infinite");
    }
  }

  @Test
  void fileThatIsNoNetworkIsRefusedByName() throws IOException {
    java.nio.file.Path model = out.resolve("model/model.zip");
    byte[] whole = Files.readAllBytes(model);
    Files.delete(out.resolve("model/.model.zip.crc"));
    for (int length : new int[] {0, 10, whole.length / 2}) {
      Files.write(model, java.util.Arrays.copyOf(whole, length));
      requireRefusal("model.zip cannot be read as a network", "train again");
    }
  }

  @Test
  void folderWithoutAModelAndRunThatDidNotEndAreRefused() throws IOException {
    RunManifest.start("run-1", "raf train").write(folder.runJson(), folder.hadoop());
    requireRefusal("is running; finish it with the command in its run.json and --resume");
    folder.delete(folder.runJson());
    requireRefusal("is no folder of a run", "has no trained model");
    record();
    folder.delete(folder.model());
    requireRefusal("has no trained model: expected", "model.zip");
  }

  private void record() throws IOException {
    RunManifest.start("run-1", "raf train")
        .done(
            new RunManifest.Stop("steps", "all steps were done"),
            Fields.NONE.with("params_sha256", ParameterDigest.sha256(network.params())))
        .write(folder.runJson(), folder.hadoop());
  }

  private void requireRefusal(String... parts) {
    assertThatThrownBy(() -> FinishedModel.of(folder).network())
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll(parts);
  }
}
