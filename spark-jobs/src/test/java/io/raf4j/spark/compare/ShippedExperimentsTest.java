package io.raf4j.spark.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.raf4j.spark.cli.Raf;
import io.raf4j.spark.compare.Experiment.Cell;
import io.raf4j.spark.compare.Experiment.Choice;
import io.raf4j.spark.run.FileKind;
import io.raf4j.spark.run.Kind;
import io.raf4j.spark.run.NetworkPlan;
import io.raf4j.spark.training.TrainingRoom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The experiments that conf/ offers, in all of their sizes. */
class ShippedExperimentsTest {

  private static final Path FOLDER = Path.of("..", "conf", "experiments");

  static List<Arguments> experiments() throws IOException {
    List<Arguments> experiments = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.sorted().toList()) {
        experiments.add(arguments(file, Experiment.SHORT));
        Config config = ConfigFactory.parseFile(file.toFile()).resolve();
        if (config.hasPath("sizes")) {
          config.getObject("sizes").keySet().stream()
              .sorted()
              .forEach(size -> experiments.add(arguments(file, size)));
        }
      }
    }
    return experiments;
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void everySizeIsValidAndItsNetworksCanBeBuilt(Path file, String size) {
    Experiment experiment =
        Experiment.read(
            file.toFile(),
            new Choice(size, "/data", List.of(), List.of(), List.of(), List.of(), Map.of()),
            Raf.KINDS);
    assertThat(experiment.cells()).isNotEmpty();
    for (Cell cell : experiment.cells()) {
      if (cell.seed() == experiment.seeds().get(0)) {
        assertThatCode(() -> check(experiment.kind(), cell))
            .as(cell.inWords())
            .doesNotThrowAnyException();
      }
    }
  }

  /** Signals are not there: of their cells the activation alone can be looked at. */
  private static void check(Kind kind, Cell cell) {
    if (kind instanceof FileKind) {
      NetworkPlan.recipe(cell.settings());
    } else {
      kind.plan(cell.settings(), new Configuration()).needs(TrainingRoom.ofOneTask(1));
    }
  }
}
