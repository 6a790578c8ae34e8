package io.raf4j.spark.equation;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import io.raf4j.eigen.EigenCatalogue;
import io.raf4j.eigen.EigenEntry;
import io.raf4j.pde.PdeCatalogue;
import io.raf4j.pde.PdeEntry;
import io.raf4j.spark.Jobs;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.TrainingOptions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings that come with a problem: which apply, and what they give way to. */
class ProblemDefaultsTest {

  private static final Config FILE =
      ConfigFactory.parseString(
          "pde { a { width = 7, from-dimension { \"5\" { width = 9 }, \"10\" { steps = 3 } } } }");

  @ParameterizedTest
  @CsvSource({"'', 7, none", "4, 7, none", "5, 9, none", "11, 9, 3", "many, 7, none"})
  void highestDimensionThatFitsWins(String dimension, String width, String steps) {
    Config found = ProblemDefaults.of(FILE, "pde", asked("a", dimension));
    assertThat(found.getString("width")).isEqualTo(width);
    assertThat(found.hasPath("steps") ? found.getString("steps") : "none").isEqualTo(steps);
  }

  @ParameterizedTest
  @CsvSource({
    "auto, 2, 600, 2",
    "auto, 3, 9, 1",
    "features, 3, 600, 2",
    "adam, 2, 9, 1",
    "levenberg-marquardt, 2, 9, 1"
  })
  void featuresHoldWhereTheyAreDrawn(String optimizer, String depth, String width, String points) {
    Config file =
        ConfigFactory.parseString(
            "pde { a { width = 7, points = 1, from-dimension { \"2\" { width = 9 } }, features {"
                + " width = 600, points = 2 } } }");
    Config asked = ConfigFactory.parseMap(Map.of("optimizer", optimizer, "depth", depth));

    Config found = ProblemDefaults.of(file, "pde", asked.withFallback(asked("a", "3")));

    assertThat(found.getString("width")).isEqualTo(width);
    assertThat(found.getString("points")).isEqualTo(points);
    assertThat(found.hasPath("features")).isFalse();
  }

  @Test
  void otherProblemsAndKindsHaveNone() {
    assertThat(ProblemDefaults.of(FILE, "eigen", asked("a", "")).isEmpty()).isTrue();
    assertThat(ProblemDefaults.of(FILE, "pde", asked("b", "")).isEmpty()).isTrue();
    assertThat(ProblemDefaults.of(FILE, "pde", asked("", "")).isEmpty()).isTrue();
  }

  static Stream<String> shipped() {
    return Stream.concat(
        PdeCatalogue.all().stream().map(PdeEntry::name).map("pde "::concat),
        EigenCatalogue.all().stream().map(EigenEntry::name).map("eigen "::concat));
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void shippedDefaultsAreValidAndGiveWayToWhatIsAsked(String kindAndName) {
    String kind = kindAndName.split(" ")[0];
    String problem = kindAndName.split(" ")[1];
    Settings settings = resolve(kind, Map.of(Key.PROBLEM, problem, Key.WIDTH, "17"));
    assertThat(settings.integer(Key.WIDTH)).isEqualTo(17);
    assertThat(SolveOptions.of(settings).points()).isPositive();
    assertThat(TrainingOptions.of(settings).steps()).isPositive();
  }

  @Test
  void presetsOfTheKindHoldForProblemsWithoutDefaults() {
    Settings settings = resolve("pde", Map.of(Key.PROBLEM, "unknown"));
    assertThat(settings.integer(Key.BATCH)).isEqualTo(1000);
  }

  @Test
  void shippedFileNamesProblemsOfTheCatalogueAlone() {
    Config file = ConfigFactory.parseResources(ProblemDefaults.class, "solve-defaults.conf");
    assertThat(file.getConfig("pde").root()).isNotEmpty();
    List<String> known = shipped().toList();
    for (Map.Entry<String, ConfigValue> kind : file.root().entrySet()) {
      for (String name : file.getConfig(kind.getKey()).root().keySet()) {
        assertThat(known).contains(kind.getKey() + " " + name);
      }
    }
  }

  private static Settings resolve(String kind, Map<Key, String> options) {
    return Jobs.of(kind, List.of(), options);
  }

  private static Config asked(String problem, String dimension) {
    return ConfigFactory.parseMap(Map.of("problem", problem, "dim", dimension));
  }
}
