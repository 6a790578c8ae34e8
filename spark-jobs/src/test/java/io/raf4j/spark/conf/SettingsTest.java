package io.raf4j.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.spark.Jobs;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the value of a setting comes from, and what is said of a wrong one. */
class SettingsTest {

  @TempDir private Path folder;

  @Test
  void fileBeatsDefaultsAssignmentBeatsFileAndOptionBeatsAll() throws IOException {
    File file = file("steps = 11, width = 11, depth = 11");
    List<String> assignments = List.of("width=22", "depth = 21", "depth=22");
    Settings settings = Settings.resolve(file, assignments, Map.of(Key.DEPTH, "33"));
    assertThat(settings.integer(Key.BATCH)).isEqualTo(8192);
    assertThat(settings.integer(Key.STEPS)).isEqualTo(11);
    assertThat(settings.integer(Key.WIDTH)).isEqualTo(22);
    assertThat(settings.integer(Key.DEPTH)).isEqualTo(33);
  }

  @Test
  void presetOfACommandBeatsTheDefaultsAlone() throws IOException {
    File file = file("width = 2");
    Settings settings = Jobs.resolve(Jobs.job("demo"), file, List.of("depth=5"), Map.of());
    assertThat(settings.integer(Key.STEPS)).isEqualTo(400);
    assertThat(settings.integer(Key.WIDTH)).isEqualTo(2);
    assertThat(settings.integer(Key.DEPTH)).isEqualTo(5);
  }

  @Test
  void jobOfWhichNothingIsGivenHasItsPresets() {
    Settings settings = Settings.of(Jobs.job("demo"));
    assertThat(settings.integer(Key.STEPS)).isEqualTo(400);
    assertThat(settings.given()).isEmpty();
  }

  @Test
  void laterAssignmentWins() {
    assertThat(assigned("seed=1", "seed=2").longInteger(Key.SEED)).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(Key.class)
  void everyKeyHasADefaultAndADescription(Key key) {
    assertThat(defaults().asMap()).containsKey(key.path());
    assertThat(key.description()).isNotBlank();
  }

  @Test
  void defaultsHoldNothingBeyondTheKeys() {
    assertThat(defaults().asMap().keySet()).containsExactlyInAnyOrderElementsOf(Key.paths());
  }

  @ParameterizedTest
  @CsvSource({"stepps, steps", "batchsize, batch", "learningrate, learning-rate", "wdith, width"})
  void unknownKeySuggestsTheNearest(String typed, String meant) throws IOException {
    assertThatThrownBy(() -> assigned(typed + "=1"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("--set " + typed + "=1")
        .hasMessageContaining("did you mean \"" + meant + "\"");
    File file = file(typed + " = 1");
    assertThatThrownBy(() -> Settings.resolve(file, List.of(), Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(file.getName())
        .hasMessageContaining("did you mean \"" + meant + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "STEPS, many, a whole number",
    "STEPS, 3.5, a whole number",
    "STEPS, 12345678901234567890, at most 1000000000",
    "STEPS, 3000000000, at most 1000000000",
    "STEPS, '', a whole number",
    "STEPS, '{a = 1}', a whole number"
  })
  void malformedIntegerNamesKeyValueAndExpectation(Key key, String value, String expected) {
    Settings settings = assigned(key.path() + "=" + value);
    assertThatThrownBy(() -> settings.integer(key))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("--" + key.path() + " is ")
        .hasMessageContaining("expected " + expected);
  }

  @Test
  void seedHasSixtyFourBitsAndNoFraction() {
    assertThat(assigned("seed=-9223372036854775808").longInteger(Key.SEED))
        .isEqualTo(Long.MIN_VALUE);
    Settings fraction = assigned("seed=1.5");
    assertThatThrownBy(() -> fraction.longInteger(Key.SEED))
        .isInstanceOf(SettingsException.class)
        .hasMessage("--seed is 1.5; expected a whole number");
  }

  @Test
  void wholeNumberMayHaveAnExponent() {
    assertThat(assigned("steps=1e3").integer(Key.STEPS)).isEqualTo(1000);
  }

  @Test
  void malformedNumberAndFlagNameKeyValueAndExpectation() {
    Settings settings = assigned("scale=half", "grey=maybe");
    assertThatThrownBy(() -> settings.decimal(Key.SCALE))
        .isInstanceOf(SettingsException.class)
        .hasMessage("--scale is half; expected a number");
    assertThatThrownBy(() -> settings.flag(Key.GREY))
        .isInstanceOf(SettingsException.class)
        .hasMessage("--grey is maybe; expected true or false");
  }

  @Test
  void nullInAFileIsAMalformedValueAndNoCrash() throws IOException {
    Path file = folder.resolve("settings.conf");
    Settings settings = Settings.resolve(file("steps = null"), List.of(), Map.of());
    assertThatThrownBy(() -> settings.integer(Key.STEPS))
        .isInstanceOf(SettingsException.class)
        .hasMessage(file + ": line 1: steps is null; expected a whole number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"steps", "=5", "", "a b=5", "a{=5", "activation={"})
  void malformedAssignmentIsRefused(String assignment) {
    assertThatThrownBy(() -> assigned(assignment))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("--set " + assignment);
  }

  @Test
  void unreadableFilesAreRefusedByName() throws IOException {
    File absent = folder.resolve("absent.conf").toFile();
    assertThatThrownBy(() -> Settings.resolve(absent, List.of(), Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessage("--config " + absent + ": no such file");
    File broken = file("steps = [1");
    assertThatThrownBy(() -> Settings.resolve(broken, List.of(), Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("--config " + broken);
    File unresolved = file("steps = ${nowhere}");
    assertThatThrownBy(() -> Settings.resolve(unresolved, List.of(), Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("nowhere");
  }

  @Test
  void absentSettingsAreEmptyAndRequiredOnesAreNamed() {
    assertThat(defaults().optionalDecimal(Key.LEARNING_RATE)).isEmpty();
    assertThat(assigned("learning-rate=1e-3").optionalDecimal(Key.LEARNING_RATE)).hasValue(1e-3);
    assertThatThrownBy(() -> defaults().required(Key.INPUT))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("--input is missing")
        .hasMessageContaining(Key.INPUT.description());
    assertThat(defaults().with(Key.INPUT, "a.mp4").required(Key.INPUT)).isEqualTo("a.mp4");
  }

  @Test
  void valueWithEqualsSignsAndSpacesStaysWhole() {
    Map<Key, String> options = new EnumMap<>(Map.of(Key.OUTPUT, "a = b"));
    Settings settings = Settings.resolve(null, List.of("input= x=1 ; y "), options);
    assertThat(settings.text(Key.INPUT)).isEqualTo("x=1 ; y");
    assertThat(settings.text(Key.OUTPUT)).isEqualTo("a = b");
  }

  @Test
  void renderedAndKeptSettingsReadBackTheSame() throws IOException {
    Settings settings =
        assigned("learning-rate=1e-3", "activation={name = a, terms = [{function = sin}]}");
    Settings rendered = Settings.resolve(file(settings.render()), List.of(), Map.of());
    assertThat(rendered.asMap()).isEqualTo(settings.asMap());
    assertThat(Settings.of(settings.asMap()).asMap()).isEqualTo(settings.asMap());
    assertThat(rendered.object(Key.ACTIVATION).orElseThrow().getString("name")).isEqualTo("a");
    assertThat(defaults().object(Key.ACTIVATION)).isEmpty();
  }

  private static Settings defaults() {
    return assigned();
  }

  private static Settings assigned(String... assignments) {
    return Settings.resolve(null, List.of(assignments), Map.of());
  }

  private File file(String content) throws IOException {
    return Files.writeString(folder.resolve("settings.conf"), content).toFile();
  }
}
