package io.raf4j.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.basis.Presets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/** What a network consists of is read, and nothing else of an archive. */
class ModelArchiveTest {

  private static MultiLayerNetwork network;
  private static byte[] whole;

  @BeforeAll
  static void trainAndWrite() throws IOException {
    network =
        BlockwiseNetwork.of(
            CoordinateNetwork.configuration(
                new CoordinateNetwork.Shape(2, 1, 8, 2),
                NetworkRecipe.named("poly-sine-gaussian"),
                Optional.empty(),
                new Adam(new CosineSchedule(0.01, 50)),
                3,
                DataType.FLOAT));
    network.init();
    network.fit(new DataSet(Nd4j.ones(DataType.FLOAT, 4, 2), Nd4j.ones(DataType.FLOAT, 4, 1)));
    whole = written(network, true);
  }

  private static byte[] written(MultiLayerNetwork network, boolean withUpdater) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModelArchive.write(network, bytes, withUpdater);
    return bytes.toByteArray();
  }

  private static MultiLayerNetwork read(byte[] archive) throws IOException {
    return ModelArchive.read(new ByteArrayInputStream(archive), true);
  }

  @Test
  void networkAndUpdaterComeBackToTheBit() throws IOException {
    MultiLayerNetwork read = read(whole);
    assertThat(read.params()).isEqualTo(network.params());
    assertThat(read.getUpdater().getStateViewArray())
        .isEqualTo(network.getUpdater().getStateViewArray());
    assertThat(read.getLayerWiseConfigurations().toJson())
        .isEqualTo(network.getLayerWiseConfigurations().toJson());
  }

  @Test
  void modelsWithoutUpdaterAreReadWithoutOne() throws IOException {
    byte[] bare = written(network, false);
    assertThat(ModelArchive.read(new ByteArrayInputStream(bare), false).params())
        .isEqualTo(network.params());
    assertThatThrownBy(() -> read(bare))
        .isInstanceOf(ModelArchiveException.class)
        .hasMessageContaining("updaterState.bin is missing");
  }

  /** DL4J and this class read the same files. */
  @Test
  void dl4jReadsWhatIsWritten() throws IOException {
    MultiLayerNetwork read =
        ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(whole), true);
    assertThat(read.params()).isEqualTo(network.params());
  }

  /** Networks as the README has them, whose last layer is DL4J's own. */
  @Test
  void networksThatEndWithDl4jsLayersAreRead() throws IOException {
    MultiLayerNetwork mixed =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(1e-3))
                .list()
                .layer(
                    new RafDenseLayer.Builder()
                        .nIn(2)
                        .nOut(5)
                        .reproducing(Presets.named("sine"))
                        .build())
                .layer(
                    new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
                        .activation(Activation.IDENTITY)
                        .nIn(5)
                        .nOut(1)
                        .build())
                .build());
    mixed.init();
    assertThat(read(written(mixed, true)).params()).isEqualTo(mixed.params());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "notes.txt",
        "updater.bin",
        "normalizer.bin",
        "preprocessor.bin",
        "../coefficients.bin",
        "configuration.json/"
      })
  void otherEntriesAreRefusedByName(String name) throws IOException {
    Map<String, byte[]> entries = entries();
    entries.put(name, new byte[0]);
    requireRefused(entries, "the entry \"" + name + "\", which is no part of a network");
  }

  @ParameterizedTest
  @ValueSource(strings = {"configuration.json", "coefficients.bin", "updaterState.bin"})
  void everyPartIsNeeded(String name) throws IOException {
    Map<String, byte[]> entries = entries();
    entries.remove(name);
    requireRefused(entries, "its entry " + name + " is missing");
  }

  /** A few bytes of zeros unpack to gigabytes; a vector has to say first what it is. */
  @Test
  void entryThatIsNoVectorIsNotUnpacked() throws IOException {
    Map<String, byte[]> entries = entries();
    entries.put("coefficients.bin", new byte[10_000_000]);
    requireRefused(entries, "coefficients.bin is no vector");
  }

  @Test
  void entryHasNoMoreBytesThanItsNumbersTake() throws IOException {
    for (String name : new String[] {"coefficients.bin", "updaterState.bin"}) {
      for (int more : new int[] {1, 10_000}) {
        Map<String, byte[]> entries = entries();
        entries.put(name, Arrays.copyOf(entries.get(name), entries.get(name).length + more));
        requireRefused(entries, name + " has more bytes than its numbers take");
      }
    }
  }

  @Test
  void stateThatIsNotAskedForIsPassedOverUpToItsLargestSize() throws IOException {
    Map<String, byte[]> entries = entries();
    entries.put("updaterState.bin", new byte[3]);
    byte[] passedOver = zipped(entries);
    assertThat(ModelArchive.read(new ByteArrayInputStream(passedOver), false).params())
        .isEqualTo(network.params());
    requireRefused(entries, "updaterState.bin is no vector");
    entries.put("updaterState.bin", new byte[10_000_000]);
    byte[] tooLong = zipped(entries);
    assertThatThrownBy(() -> ModelArchive.read(new ByteArrayInputStream(tooLong), false))
        .isInstanceOf(ModelArchiveException.class)
        .hasMessageContaining("updaterState.bin has more than");
  }

  @Test
  void configurationHasALargestSize() throws IOException {
    Map<String, byte[]> entries = entries();
    byte[] long10 = new byte[10_000_000];
    Arrays.fill(long10, (byte) ' ');
    entries.put("configuration.json", long10);
    requireRefused(entries, "configuration.json has more than 8388608 bytes");
  }

  @Test
  void vectorsAreAsLongAsTheNetworkAsks() throws IOException {
    for (String name : new String[] {"coefficients.bin", "updaterState.bin"}) {
      Map<String, byte[]> entries = entries();
      entries.put(name, vector(1, network.numParams() - 1, network.numParams() - 1));
      requireRefused(entries, name + " has " + (network.numParams() - 1) + " numbers");
    }
  }

  /** ND4J makes room for the length that a vector says it has before it reads any of it. */
  @Test
  void vectorsAreWholeAndOfRankOne() throws IOException {
    Map<String, byte[]> entries = entries();
    entries.put("coefficients.bin", vector(1, network.numParams(), network.numParams() - 1));
    requireRefused(entries, "coefficients.bin ends before its last number");
    entries.put("coefficients.bin", vector(2, network.numParams(), network.numParams()));
    requireRefused(entries, "coefficients.bin is no vector");
    entries.put("coefficients.bin", new byte[3]);
    requireRefused(entries, "coefficients.bin is no vector");
    entries.put("coefficients.bin", vector(1, 2 * network.numParams(), 2 * network.numParams()));
    requireRefused(entries, "coefficients.bin has " + 2 * network.numParams() + " numbers");
  }

  @Test
  void classesOfWhichNoNetworkConsistsAreRefused() throws IOException {
    requireRefused(
        withText("org.nd4j.linalg.learning.config.Adam", "java.util.ArrayList"),
        "names the class java.util.ArrayList, of which no network of RAF4J consists");
    requireRefused(
        withText("\"@class\" : \"io.raf4j.dl4j.CosineSchedule\"", "\"\\u0040class\" : \"a.B\""),
        "names the class a.B");
    requireRefused(
        withText("io.raf4j.dl4j.RafDenseLayer", "io.raf4j.nn.RafDenseLayer"),
        "io.raf4j.nn.RafDenseLayer, which this version of RAF4J does not have: train");
    for (String there :
        new String[] {"io.raf4j.dl4j.CosineSchedule", "org.nd4j.linalg.learning.config.Adam"}) {
      String gone = there.substring(0, there.lastIndexOf('.')) + ".Gone";
      requireRefused(
          withText(there, gone), gone + ", which this version of RAF4J does not have: train");
    }
  }

  /** The text of an activation is configuration in the configuration; it reads no files either. */
  @Test
  void textsOfActivationsIncludeNothing(@TempDir Path folder) throws IOException {
    String own = entryText().split("\"activationText\" : \"", 2)[1].split("\",?\\n", 2)[0];
    Path file = Files.writeString(folder.resolve("a.conf"), own.replace("\\\"", "\""));
    for (String include : new String[] {"file", "url"}) {
      String what = include.equals("file") ? file.toString() : file.toUri().toString();
      requireRefused(
          withText(own, "include " + include + "(\\\"" + what + "\\\")"), "describes no network");
    }
    requireRefused(withText(own, "[".repeat(100_000)), "describes no network");
  }

  @Test
  void whatDescribesNoNetworkIsRefused() throws IOException {
    requireRefused(with("no json"), "its configuration is no JSON");
    requireRefused(with("{}"), "describes no network");
    requireRefused(with("{\"confs\": []}"), "describes no network");
    requireRefused(with("[".repeat(100) + "]".repeat(100)), "nested deeper than 64");
    requireRefused(withText("\"nout\" : 8", "\"nout\" : 2000000000"), "more parameters than");
    requireRefused(withText("\"nout\" : 8", "\"nout\" : -8"), "network");
  }

  @Test
  void whatIsNoArchiveIsRefused() throws IOException {
    for (byte[] other :
        new byte[][] {new byte[0], "a text".getBytes(StandardCharsets.UTF_8), {'P', 'K', 3, 4}}) {
      assertThatThrownBy(() -> read(other)).isInstanceOf(ModelArchiveException.class);
    }
    assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length / 2)))
        .isInstanceOf(ModelArchiveException.class)
        .hasMessageContaining("it breaks off");
    byte[] damaged = whole.clone();
    Arrays.fill(damaged, 60, 80, (byte) -1);
    assertThatThrownBy(() -> read(damaged))
        .isInstanceOf(ModelArchiveException.class)
        .hasMessageContaining("it is damaged: ");
  }

  private static void requireRefused(Map<String, byte[]> entries, String... parts)
      throws IOException {
    byte[] archive = zipped(entries);
    assertThatThrownBy(() -> read(archive))
        .isInstanceOf(ModelArchiveException.class)
        .hasMessageContaining("this is no model")
        .hasMessageContainingAll(parts);
  }

  private static Map<String, byte[]> with(String configuration) throws IOException {
    Map<String, byte[]> entries = entries();
    entries.put("configuration.json", configuration.getBytes(StandardCharsets.UTF_8));
    return entries;
  }

  private static Map<String, byte[]> withText(String before, String after) throws IOException {
    String text = entryText();
    assertThat(text).contains(before);
    return with(text.replace(before, after));
  }

  private static String entryText() throws IOException {
    return new String(entries().get("configuration.json"), StandardCharsets.UTF_8);
  }

  private static byte[] vector(int rank, long says, long has) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF("MIXED_DATA_TYPES");
    out.writeLong(6);
    out.writeUTF("LONG");
    for (long number : new long[] {rank, says, 1, 8192, 1, 99}) {
      out.writeLong(number);
    }
    out.writeUTF("MIXED_DATA_TYPES");
    out.writeLong(says);
    out.writeUTF("FLOAT");
    out.write(new byte[(int) (4 * has)]);
    return bytes.toByteArray();
  }

  private static Map<String, byte[]> entries() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(whole))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  private static byte[] zipped(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
