package io.raf4j.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.raf4j.datasets.video.SampleClip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole jobs on files and folders whose names hold every sign that means something elsewhere. */
class NamesTest {

  private static final String SIGNS = " *?{a,b}[1]\\^ 12:30 50%41 #1 a+b ü";

  @TempDir private Path folder;

  @Test
  void namesAreTakenAsTheyAreFromTheFirstShardToTheLastPage() throws IOException {
    Path clip = folder.resolve("VID" + SIGNS + ".mp4");
    SampleClip.write(clip, new SampleClip.Options(4, 24, 32, 7));
    Path run = folder.resolve("run" + SIGNS);
    Path neighbour = folder.resolve("run one {a,b}[1]^ 12:30 50%41 #1 a+b ü");
    Files.createDirectories(neighbour.resolve("metrics"));
    Path precious = Files.writeString(neighbour.resolve("metrics/rows-000000000001.parquet"), "x");

    JsonNode figures = RafResult.figures("reconstruct", "--input", clip, "--output", run);
    JsonNode resumed =
        RafResult.figures("reconstruct", "--input", clip, "--output", run, "--resume");
    JsonNode again = RafResult.figures("evaluate", "--input", run);

    for (JsonNode other : new JsonNode[] {resumed, again}) {
      assertThat(other.get("params_sha256")).isEqualTo(figures.get("params_sha256"));
      assertThat(other.get("psnr_mean")).isEqualTo(figures.get("psnr_mean"));
    }
    assertThat(run.resolve("report.html")).content().contains("50%41");
    assertThat(precious).hasContent("x");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(clip, run, neighbour);
    }
  }
}
