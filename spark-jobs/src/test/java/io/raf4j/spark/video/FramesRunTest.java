package io.raf4j.spark.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.spark.LocalSpark;
import io.raf4j.spark.conf.GivenSettings;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.run.Audience;
import io.raf4j.spark.run.JobRequest;
import io.raf4j.spark.run.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run on a clip from the file to the page, trained on frames instead of minibatches. */
class FramesRunTest {

  private static final Configuration HADOOP = new Configuration();

  @TempDir static Path folder;

  private static TinyClip clip;

  @BeforeAll
  static void writeClip() {
    clip = TinyClip.in(folder, 36, 24, 32);
  }

  @Test
  void runIsTheSameForAnyNumberOfShardsAndExecutors() {
    Fields one = reconstructed("one", 1, "local[1]");
    Fields several = reconstructed("several", 3, "local[2]");
    assertThat(one.values().get("steps")).isEqualTo(4L);
    assertThat(several.values().get("params_sha256")).isEqualTo(one.values().get("params_sha256"));
    assertThat(several.values().get("psnr_mean")).isEqualTo(one.values().get("psnr_mean"));
    long parameters = (long) one.values().get("parameters");
    assertThat(one.values().get("round_bytes")).isEqualTo(2L * 2 * 3 * Float.BYTES * parameters);
    assertThat((double) one.values().get("averaging_share")).isBetween(0.01, 0.99);
    for (String run : List.of("one", "several")) {
      assertThat(MappedClips.has("file:" + folder.resolve(run).resolve("shards"))).isFalse();
    }
    assertThat(folder.resolve("several/report.html")).exists();
    assertThat(folder.resolve("several/shards")).doesNotExist();
  }

  @Test
  void batchThatIsNoWholeNumberOfRunsIsRefused() {
    assertThatThrownBy(
            () ->
                ClipPlan.of(
                    settings("none", 1, 100).with(Key.ENCODING, "grid").with(Key.GRID_LEVELS, 3),
                    HADOOP,
                    new ArrayList<>()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("--batch is 100; expected a multiple of 16");
  }

  @Test
  void shardsOfTheOtherLayoutAreRefusedWithWhatToDo() {
    Path shards = folder.resolve("frames");
    clip.plan(256, 2, 3)
        .as(ShardLayout.FRAMES)
        .complete(new org.apache.hadoop.fs.Path(shards.toUri()), HADOOP);
    Settings training = settings("none", 1, 256).with(Key.INPUT, shards.toString());
    assertThatThrownBy(() -> VideoPlan.onShards(training, HADOOP))
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll(
            "hold frames, but this network is trained on minibatches", "shard the clip again");
  }

  private static Fields reconstructed(String output, int shards, String master) {
    LocalSpark.stop();
    Settings encoded =
        settings(output, shards, 256).with(Key.ENCODING, "grid").with(Key.GRID_LEVELS, 3);
    JobRequest request = new JobRequest(encoded, "raf", master, false, Audience.NOBODY);
    return Run.of(new VideoKind(), request);
  }

  private static Settings settings(String output, int shards, int batch) {
    Map<Key, String> options =
        Map.of(
            Key.INPUT,
            clip.file().toString(),
            Key.OUTPUT,
            folder.resolve(output).toString(),
            Key.SHARDS,
            Integer.toString(shards),
            Key.BATCH,
            Integer.toString(batch),
            Key.WIDTH,
            "8",
            Key.DEPTH,
            "1",
            Key.STEPS,
            "4",
            Key.AVERAGING_FREQUENCY,
            "2");
    return Settings.of(new VideoKind().profile(), GivenSettings.of(null, List.of(), options));
  }
}
