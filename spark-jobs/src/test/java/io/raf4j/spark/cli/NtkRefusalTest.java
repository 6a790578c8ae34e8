package io.raf4j.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code raf ntk} refuses, with exit code 2, before Spark starts. */
class NtkRefusalTest {

  @TempDir static Path folder;

  static Stream<Arguments> wrongSettings() {
    return Stream.of(
        arguments("--activation reluu", "did you mean \"relu\"?"),
        arguments("--points 0", "--points is 0; expected at least 1"),
        arguments("--tile 0", "--tile is 0; expected at least 1"),
        arguments("--outputs 0", "--outputs is 0; expected at least 1"),
        arguments("--dim 0", "--dim is 0; expected at least 1"),
        arguments(
            "--dim 2 --points 300",
            "--points is 300; expected k^2 for a grid, such as 289 or 324, or another --sampler"),
        arguments("--sampler gird", "did you mean \"grid\"?"),
        arguments("--initial-weights xavier", "--initial-weights is xavier; expected recipe or"),
        arguments("--points 50000", "--points is 50000; expected at most 46340"),
        arguments("--width 0", "width is 0; expected at least 1"),
        arguments("--input FOLDER/none.mp4", "none.mp4"),
        arguments("--checkpoints FOLDER/none", "cannot read its run.json"),
        arguments("--steps 3", "--steps"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongSettings")
  void wrongSettingIsRefused(String words, String message) {
    String given = words.replace("FOLDER", folder.toString());
    RafResult result =
        RafResult.of(("ntk " + given + " --output " + folder.resolve("new")).split(" "));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.errors()).contains(message).doesNotContain("\tat ");
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void folderThatExistsIsRefused() throws IOException {
    Path taken = Files.createDirectories(folder.resolve("taken"));
    RafResult result = RafResult.of("ntk", "--output", taken.toString());
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.errors()).contains("exists; choose another folder");
  }
}
