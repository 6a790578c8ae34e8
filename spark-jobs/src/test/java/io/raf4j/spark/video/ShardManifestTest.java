package io.raf4j.spark.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.raf4j.datasets.coordinates.CoordinateGrid;
import io.raf4j.datasets.video.FrameTimes;
import io.raf4j.datasets.video.VideoIndex;
import io.raf4j.spark.conf.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arithmetic of shards, and when a folder of them counts as complete. */
class ShardManifestTest {

  private static final Configuration HADOOP = new Configuration();

  @TempDir private java.nio.file.Path out;

  @ParameterizedTest
  @CsvSource({"10, 3", "3, 10", "1, 1", "7, 7", "1, 5", "100, 8", "13, 12"})
  void shardsCutTheMinibatchesIntoContiguousRanges(int minibatches, int shards) {
    ShardManifest manifest = manifest(minibatches, shards);
    assertThat(manifest.minibatches()).isEqualTo(minibatches);
    assertThat(manifest.firstOf(0)).isZero();
    assertThat(manifest.firstOf(shards)).isEqualTo(minibatches);
    for (int shard = 0; shard < shards; shard++) {
      for (int m = manifest.firstOf(shard); m < manifest.firstOf(shard + 1); m++) {
        assertThat(manifest.shardOf(m)).isEqualTo(shard);
      }
    }
  }

  @Test
  void manifestReadsBackAsItWasWritten() {
    ShardManifest manifest =
        manifest(3, 2).withTensor(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 1 / 3d});
    assertThat(ShardManifest.exists(root(), HADOOP)).isFalse();
    manifest.complete(root(), HADOOP);
    assertThat(ShardManifest.exists(root(), HADOOP)).isTrue();
    assertThat(ShardManifest.read(root(), HADOOP)).isEqualTo(manifest);
  }

  @Test
  void manifestThatDoesNotSayItsLayoutIsOfMinibatches() throws IOException {
    manifest(3, 2).complete(root(), HADOOP);
    assertThat(Files.readString(out.resolve("shards/manifest.json"))).doesNotContain("layout");
    assertThat(ShardManifest.read(root(), HADOOP).layout()).isEqualTo(ShardLayout.MINIBATCHES);
    ShardManifest frames = manifest(3, 2).as(ShardLayout.FRAMES);
    frames.complete(root(), HADOOP);
    assertThat(Files.readString(out.resolve("shards/manifest.json")))
        .contains("\"layout\" : \"frames\"");
    assertThat(ShardManifest.read(root(), HADOOP)).isEqualTo(frames);
    assertThat(ShardSeal.of(frames)).isNotEqualTo(ShardSeal.of(manifest(3, 2)));
  }

  @Test
  void timeCoordinatesOfUnevenFramesAreTheirStamps() {
    FrameTimes times = new FrameTimes(List.of(0L, 40L, 80L, 180L, 280L), 380, 1, 1000);
    ShardManifest clip = manifest(TinyClip.index(times, 1, 2), 1, 4);
    assertThat(clip.times()).isEqualTo(new FrameTimes(List.of(40L, 80L, 180L, 280L), 380, 1, 1000));
    float[] out = new float[4 * 3];
    clip.grid().fill(new long[] {0, 2, 4, 6}, out);
    assertThat(new float[] {out[0], out[3], out[6], out[9]})
        .containsExactly(-1, (float) (40 / 120d - 1), (float) (140 / 120d - 1), 1);
  }

  @Test
  void evenFramesHaveTheCoordinatesOfAnEvenGrid() {
    ShardManifest clip = manifest(TinyClip.index(9, 1, 2), 0, 9);
    assertThat(clip.grid()).isEqualTo(CoordinateGrid.of(1, 9, 1, 2));
  }

  @Test
  void manifestOfAnEarlierVersionIsRefusedWithWhatToDo() throws IOException {
    Files.createDirectories(out.resolve("shards"));
    Files.writeString(out.resolve("shards/manifest.json"), "{\"frameRate\": 25.0}");
    assertThatThrownBy(() -> ShardManifest.read(root(), HADOOP))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("earlier version");
  }

  @Test
  void unfinishedFolderIsRefusedWithWhatToDo() throws IOException {
    Files.createDirectories(out.resolve("shards/shard-00000"));
    assertThatThrownBy(() -> ShardManifest.read(root(), HADOOP))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("sharding did not finish")
        .hasMessageContaining("raf shard video");
  }

  @ParameterizedTest
  @CsvSource({
    "frames, 0",
    "frames, 2",
    "first_frame, -1",
    "height, 0",
    "width, 0",
    "batch, 0",
    "shards, 0",
    "channels, 2",
    "scale, 0",
    "structure_tensor, [1]",
    "height, 2000000000",
    "index, null",
    "layout, '\"rows\"'"
  })
  void manifestWhosePartsDoNotBelongTogetherIsRefused(String part, String value)
      throws IOException {
    manifest(3, 2).complete(root(), HADOOP);
    java.nio.file.Path file = out.resolve("shards/manifest.json");
    ObjectNode json = (ObjectNode) new ObjectMapper().readTree(file.toFile());
    json.set(part, new ObjectMapper().readTree(value));
    Files.delete(out.resolve("shards/.manifest.json.crc"));
    Files.writeString(file, json.toString());
    assertThatThrownBy(() -> ShardManifest.read(root(), HADOOP))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("shard and train the clip again");
  }

  @Test
  void damagedManifestIsRefusedByName() throws IOException {
    Files.createDirectories(out.resolve("shards"));
    Files.writeString(out.resolve("shards/manifest.json"), "{\"source\": ");
    assertThatThrownBy(() -> ShardManifest.read(root(), HADOOP))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(root().toString());
  }

  private Path root() {
    return new Path(out.toUri().toString(), "shards");
  }

  private static ShardManifest manifest(VideoIndex index, int first, int frames) {
    return new ShardManifest(
        "file:/clip.mp4", "00", 1, index, first, frames, 1, 2, 3, 1, 4, 1, 1, List.of(), null);
  }

  private static ShardManifest manifest(int minibatches, int shards) {
    int pixels = minibatches * 4 - 1;
    return new ShardManifest(
        "file:/clip.mp4",
        "00",
        1,
        TinyClip.index(1, 1, pixels),
        0,
        1,
        1,
        pixels,
        3,
        1,
        4,
        shards,
        1,
        List.of(),
        null);
  }
}
