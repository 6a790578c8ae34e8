package io.raf4j.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import io.raf4j.dl4j.NetworkRecipe;
import io.raf4j.spark.video.VideoOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files that conf/ offers to --config. */
class ExampleSettingsTest {

  private static final Path FOLDER = Path.of("..", "conf");

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".conf"))
          .filter(file -> !file.endsWith("spark-defaults.conf"))
          .sorted()
          .toList();
    }
  }

  @Test
  void thereAreExamples() throws IOException {
    assertThat(examples()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void exampleResolvesToValidOptionsAndAKnownActivation(Path example) {
    Settings settings = Settings.resolve(example.toFile(), List.of(), Map.of());
    assertThat(TrainingOptions.of(settings).steps()).isPositive();
    assertThat(VideoOptions.of(settings).shards()).isPositive();
    Optional<Config> composed = settings.object(Key.ACTIVATION);
    NetworkRecipe recipe =
        composed.isPresent()
            ? NetworkRecipe.parse(composed.get())
            : NetworkRecipe.named(settings.text(Key.ACTIVATION));
    assertThat(recipe.learningRate()).isPositive();
  }
}
