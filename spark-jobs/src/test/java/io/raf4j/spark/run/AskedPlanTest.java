package io.raf4j.spark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.spark.Jobs;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.record.RunManifest;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a plan must be as it was for a run to go on. */
class AskedPlanTest {

  @TempDir private Path folder;
  private Path picture;

  @BeforeEach
  void draw() throws IOException {
    picture = folder.resolve("a.png");
    draw(picture, 0);
  }

  @Test
  void inputMayHaveBeenMoved() throws IOException {
    RunManifest before = begun(asked(picture));
    AskedPlan moved = asked(Files.copy(picture, folder.resolve("b.png")));
    assertThat(moved.input().get("path")).isNotEqualTo(asked(picture).input().get("path"));
    assertThatCode(() -> moved.requireSame(before)).doesNotThrowAnyException();
  }

  @Test
  void otherContentOfTheSamePlaceIsRefused() throws IOException {
    RunManifest before = begun(asked(picture));
    draw(picture, 0xffffff);
    AskedPlan other = asked(picture);
    assertThatThrownBy(() -> other.requireSame(before))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("--resume: the image is not the one that the run began with: ");
  }

  @Test
  void settingsButLimitsOfTheRunMustStay() {
    RunManifest before = begun(asked(picture, "seed=1"));
    assertThatThrownBy(() -> asked(picture, "seed=2").requireSame(before))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("--resume: seed was 1 and is now 2; a resumed run must keep it");
    assertThatCode(() -> asked(picture, "seed=1.0", "max-seconds=7").requireSame(before))
        .doesNotThrowAnyException();
  }

  private static AskedPlan asked(Path input, String... assignments) {
    return new AskedPlan(
        Jobs.kind("image")
            .plan(
                Jobs.of("image", List.of(assignments), Map.of()).with(Key.INPUT, input.toString()),
                new Configuration()));
  }

  private static RunManifest begun(AskedPlan asked) {
    return RunManifest.start("r", "raf")
        .with(RunManifest.Section.CONFIGURATION, asked.configuration())
        .with(RunManifest.Section.INPUT, asked.input());
  }

  private static void draw(Path file, int corner) throws IOException {
    BufferedImage image = new BufferedImage(16, 12, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 16; x++) {
      image.setRGB(x, 5, 0x102030 * (x % 5));
    }
    image.setRGB(0, 0, corner);
    assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
  }
}
