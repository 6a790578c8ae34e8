package io.raf4j.spark.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.raf4j.datasets.video.SampleClip;
import io.raf4j.spark.Jobs;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the demonstration trains. Its clip is large enough for a grid encoding, with other defaults:
 * it shows a network of coordinates, which takes the minutes that its help promises.
 */
class DemonstrationTest {

  @TempDir static Path folder;

  private static Path clip;

  @BeforeAll
  static void writeClip() {
    clip = folder.resolve("clip.mp4");
    SampleClip.write(clip, SampleClip.Options.DEFAULT);
  }

  /** Plans the clip by the settings of a command, as the command does. */
  private static VideoPlan plan(String command, Map<Key, String> options) {
    Settings settings =
        Jobs.resolve(Jobs.job(command), null, List.of(), options)
            .with(Key.INPUT, clip.toString())
            .with(Key.OUTPUT, folder.resolve("run").toString());
    return VideoPlan.of(settings, new Configuration());
  }

  private static void requireDemonstration(VideoPlan plan) {
    assertThat(plan.network().isEncoded()).isFalse();
    assertThat(plan.settings().text(Key.ENCODING)).isEqualTo("none");
    assertThat(plan.network().training().steps()).isEqualTo(400);
    assertThat(plan.network().training().batch()).isEqualTo(8192);
    assertThat(plan.network().shape().width()).isEqualTo(128);
    assertThat(plan.network().shape().depth()).isEqualTo(3);
    assertThat(plan.network().recipe().name()).isEqualTo("fitted-poly-sine");
  }

  @Test
  void fourHundredStepsOfANetworkOfCoordinates() {
    requireDemonstration(plan("demo", Map.of()));
  }

  @Test
  void secondsThatAreGivenChangeNothingElse() {
    VideoPlan limited = plan("demo", Map.of(Key.MAX_SECONDS, "60"));
    requireDemonstration(limited);
    assertThat(limited.network().training().maxSeconds()).hasValue(60);
  }

  /** So the tests above would notice. */
  @Test
  void theSameClipHasAGridWhereItIsReconstructedByItself() {
    assertThat(plan("reconstruct video", Map.of()).network().isEncoded()).isTrue();
  }
}
