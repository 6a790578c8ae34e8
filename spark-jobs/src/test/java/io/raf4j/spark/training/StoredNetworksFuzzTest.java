package io.raf4j.spark.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.datasets.fuzz.Mutants;
import io.raf4j.datasets.fuzz.Parsing;
import io.raf4j.dl4j.ModelArchive;
import io.raf4j.dl4j.ModelArchiveException;
import io.raf4j.spark.training.Checkpoints.Checkpoint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Archives of networks, and what stands beside them in a checkpoint, of whatever content. */
class StoredNetworksFuzzTest {

  private static final Checkpoints.Owner OWNER =
      new Checkpoints.Owner("run-1", () -> {}, note -> {});

  private static final MultiLayerNetwork NETWORK = trained();
  private static final byte[] ARCHIVE = archive();

  private static java.nio.file.Path folder;
  private static java.nio.file.Path state;

  private final Parsing archives = new Parsing(ModelArchiveException.class);
  private final Parsing checkpoints = new Parsing(IllegalStateException.class);

  @BeforeContainer
  static void makeCheckpoint() throws IOException {
    folder = Files.createTempDirectory("raf4j-fuzz");
    checkpoints().save(NETWORK, new TrainingState(2, 1, 128, 0.5));
    state = folder.resolve("step-000000002/state.json");
    // Of the file that Hadoop wrote; it would refuse another content before we see it.
    Files.delete(folder.resolve("step-000000002/.state.json.crc"));
  }

  @AfterProperty
  void requireSoundInput() {
    archives.requireSomeAccepted();
    checkpoints.requireSomeAccepted();
  }

  @AfterContainer
  static void deleteFolder() throws IOException {
    FileUtils.deleteDirectory(folder.toFile());
  }

  @Property(seed = "15", tries = 200, edgeCases = EdgeCasesMode.NONE)
  void archivesAreNetworks(@ForAll("archives") byte[] content) {
    archives.require(() -> requireNetwork(content));
  }

  @Property(seed = "15", tries = 200, edgeCases = EdgeCasesMode.NONE)
  void configurationsAreNetworks(@ForAll("configurations") byte[] content) {
    archives.require(() -> requireNetwork(with("configuration.json", content)));
  }

  @Property(seed = "15", tries = 200, edgeCases = EdgeCasesMode.NONE)
  void vectorsAreParameters(@ForAll("vectors") byte[] content) {
    archives.require(() -> requireNetwork(with("coefficients.bin", content)));
    archives.require(() -> requireNetwork(with("updaterState.bin", content)));
  }

  @Property(seed = "15", tries = 200, edgeCases = EdgeCasesMode.NONE)
  void statesAreOfTheirCheckpoint(@ForAll("states") byte[] content) throws IOException {
    Files.write(state, content);
    checkpoints.require(
        () -> {
          Checkpoint read = checkpoints().last().orElseThrow();
          assertThat(read.state().allSteps()).isEqualTo(2);
          assertThat(read.network().params()).isEqualTo(NETWORK.params());
        });
  }

  @Provide
  Arbitrary<byte[]> archives() {
    return Mutants.ofBytes(List.of(ARCHIVE));
  }

  @Provide
  Arbitrary<byte[]> configurations() {
    return Mutants.ofBytes(List.of(entries().get("configuration.json")));
  }

  @Provide
  Arbitrary<byte[]> vectors() {
    return Mutants.ofBytes(
        List.of(entries().get("coefficients.bin"), entries().get("updaterState.bin")));
  }

  @Provide
  Arbitrary<byte[]> states() throws IOException {
    checkpoints().save(NETWORK, new TrainingState(2, 1, 128, 0.5));
    Files.deleteIfExists(folder.resolve("step-000000002/.state.json.crc"));
    return Mutants.ofBytes(List.of(Files.readAllBytes(state)));
  }

  private static void requireNetwork(byte[] content) throws IOException {
    MultiLayerNetwork read = ModelArchive.read(new ByteArrayInputStream(content), true);
    assertThat(read.params().length()).isEqualTo(read.numParams());
  }

  private static Checkpoints checkpoints() {
    return Checkpoints.in(new Path(folder.toUri()), 1, OWNER, new Configuration());
  }

  private static MultiLayerNetwork trained() {
    MultiLayerNetwork network = Waves.FLOATS.network(100);
    Waves.FLOATS.minibatches(0, 0, 2).forEachRemaining(network::fit);
    return network;
  }

  private static byte[] archive() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ModelArchive.write(NETWORK, out, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The entries of a sound archive, in their order. */
  private static Map<String, byte[]> entries() {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(ARCHIVE))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return entries;
  }

  private static byte[] with(String name, byte[] content) throws IOException {
    Map<String, byte[]> entries = entries();
    entries.put(name, content);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return out.toByteArray();
  }
}
