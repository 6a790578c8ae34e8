package io.raf4j.spark.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.raf4j.spark.cli.Raf;
import io.raf4j.spark.compare.Experiment.Cell;
import io.raf4j.spark.compare.Experiment.Choice;
import io.raf4j.spark.conf.Key;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The experiments that conf/ offers, in all of their sizes. */
class ShippedExperimentsTest {

  private static final Path FOLDER = Path.of("..", "conf", "experiments");

  /** Its problems are files by names from the root, with tables that are computed before it. */
  private static final String OF_FILES = "pinnacle.conf";

  static List<Arguments> experiments() throws IOException {
    List<Arguments> experiments = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.filter(each -> !each.endsWith(OF_FILES)).sorted().toList()) {
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
    Experiment experiment = read(file, size);
    assertThat(experiment.cells()).isNotEmpty();
    for (Cell cell : experiment.cells()) {
      if (cell.seed() == experiment.seeds().get(0)) {
        assertThatCode(() -> check(experiment.kind(), cell))
            .as(cell.inWords())
            .doesNotThrowAnyException();
      }
    }
  }

  private static Experiment read(Path file, String size) {
    return Experiment.read(
        file.toFile(),
        new Choice(size, "/data", List.of(), List.of(), List.of(), List.of(), Map.of()),
        Raf.KINDS);
  }

  /** Their texts have tests of their own. */
  @Test
  void problemsInFilesAreThere() {
    Config subjects =
        ConfigFactory.parseFile(FOLDER.resolve(OF_FILES).toFile()).resolve().getConfig("subjects");
    List<String> files =
        subjects.root().keySet().stream()
            .map(name -> subjects.getString(name + ".problem"))
            .filter(problem -> problem.contains("/"))
            .toList();
    assertThat(files)
        .hasSizeGreaterThanOrEqualTo(6)
        .allSatisfy(file -> assertThat(Path.of("..", file)).exists());
  }

  /** Those of photographs are about encodings. */
  static List<Arguments> experimentsOnSignals() throws IOException {
    return experiments().stream()
        .filter(each -> each.get()[0].toString().matches(".*/(scales-)?(image|audio|video).conf"))
        .toList();
  }

  /** A lead over sines whose first layer is not fitted may be the fit's. */
  @ParameterizedTest
  @MethodSource("experimentsOnSignals")
  void everySubjectHasASineWhoseFirstLayerIsFitted(Path file, String size) {
    List<Cell> cells = read(file, size).cells();
    List<String> subjects = cells.stream().map(Cell::subject).distinct().toList();
    assertThat(subjects).isNotEmpty();
    assertThat(cells.stream().filter(ShippedExperimentsTest::isFittedSine).map(Cell::subject))
        .containsAll(subjects);
  }

  private static boolean isFittedSine(Cell cell) {
    return cell.settings().text(Key.SCALES).equals("fitted")
        && cell.settings().object(Key.ACTIVATION).isEmpty()
        && cell.settings().text(Key.ACTIVATION).equals("sine");
  }

  /** As published, whatever the default of long sounds is. */
  @ParameterizedTest
  @CsvSource({
    "audio.conf, short",
    "audio.conf, full",
    "scales-audio.conf, short",
    "scales-audio.conf, full"
  })
  void stepsOnSoundsTakeAllSamples(String file, String size) {
    assertThat(read(FOLDER.resolve(file), size).cells())
        .isNotEmpty()
        .allSatisfy(
            cell -> {
              assertThat(cell.settings().text(Key.BATCH)).isEmpty();
              assertThat(cell.settings().given()).contains(Key.BATCH);
            });
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
