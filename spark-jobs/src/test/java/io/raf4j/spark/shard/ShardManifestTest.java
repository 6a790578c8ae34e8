package io.raf4j.spark.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
  void unfinishedFolderIsRefusedWithWhatToDo() throws IOException {
    Files.createDirectories(out.resolve("shards/shard-00000"));
    assertThatThrownBy(() -> ShardManifest.read(root(), HADOOP))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("sharding did not finish")
        .hasMessageContaining("raf shard video");
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

  private static ShardManifest manifest(int minibatches, int shards) {
    int pixels = minibatches * 4 - 1;
    return new ShardManifest(
        "file:/clip.mp4", "00", 1, 0, 1, 1, pixels, 3, 25, 1, 4, shards, 1, List.of());
  }
}
