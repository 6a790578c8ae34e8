package io.raf4j.spark.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.datasets.fuzz.Mutants;
import io.raf4j.datasets.fuzz.Parsing;
import io.raf4j.datasets.video.FrameTimes;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.files.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
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

/** Descriptions of shards of whatever content. */
class ShardManifestFuzzTest {

  private static final Configuration HADOOP = new Configuration();

  private static java.nio.file.Path folder;

  private final Parsing manifests = new Parsing(SettingsException.class);

  @BeforeContainer
  static void makeFolder() throws IOException {
    folder = Files.createTempDirectory("raf4j-fuzz");
  }

  @AfterProperty
  void requireSoundInput() {
    manifests.requireSomeAccepted();
  }

  @AfterContainer
  static void deleteFolder() throws IOException {
    FileUtils.deleteDirectory(folder.toFile());
  }

  @Property(seed = "15", edgeCases = EdgeCasesMode.NONE)
  void whatIsReadCanBeUsed(@ForAll("texts") byte[] content) throws IOException {
    Files.write(folder.resolve("manifest.json"), content);
    manifests.require(
        () -> {
          ShardManifest read = ShardManifest.read(new Path(folder.toUri()), HADOOP);
          assertThat(read.times().frames()).isEqualTo(read.frames());
          assertThat(read.grid().size()).isEqualTo(read.pixels());
          assertThat(read.firstOf(read.shards())).isEqualTo(read.minibatches()).isPositive();
          assertThat(read.isCutAs(read)).isTrue();
        });
  }

  @Provide
  Arbitrary<byte[]> texts() {
    FrameTimes uneven = new FrameTimes(List.of(0L, 40L, 80L, 180L), 280, 1, 1000);
    ShardManifest part =
        new ShardManifest(
            "file:/clip.mp4",
            "00",
            1,
            TinyClip.index(uneven, 6, 8),
            1,
            3,
            3,
            4,
            3,
            0.5,
            5,
            2,
            -1,
            List.of(),
            null);
    return Mutants.ofBytes(
        List.of(
            text(part),
            text(part.as(ShardLayout.FRAMES)),
            text(part.withTensor(new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1}))));
  }

  private static byte[] text(ShardManifest manifest) {
    return Json.lines(manifest).getBytes(StandardCharsets.UTF_8);
  }
}
