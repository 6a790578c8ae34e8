package io.raf4j.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import io.raf4j.spark.Jobs;
import io.raf4j.spark.ntk.NtkOptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A number is what was typed, or is refused; sizes are bounded before anything is made of them. */
class NumbersAsTypedTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036854775807",
        "-9223372036854775808",
        "9007199254740993",
        "0",
        "1e3",
        "7.0"
      })
  void seedIsExactAndRecordedAsTyped(String typed) throws IOException {
    long expected = new java.math.BigDecimal(typed).longValueExact();
    Settings ofOption = Jobs.of("image", List.of(), Map.of(Key.SEED, typed));
    Settings ofFile = ofFile("seed = " + typed);
    for (Settings settings : List.of(ofOption, ofFile)) {
      assertThat(settings.longInteger(Key.SEED)).isEqualTo(expected);
      assertThat(settings.asMap().get("seed")).hasToString(typed);
      assertThat(Settings.of(settings.asMap()).longInteger(Key.SEED)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "seed | 9223372036854775808 | at most 9223372036854775807",
        "seed | -9223372036854775809 | at least -9223372036854775808",
        "seed | 1e19 | at most",
        "seed | 1e999999999 | at most",
        "seed | 1.5 | a whole number",
        "seed | 1e-999999999 | a whole number",
        "seed | 0x10 | a whole number",
        "seed | 1_000 | a whole number",
        "seed | 1L | a whole number",
        "seed | ١ | a whole number",
        "steps | 2147483648 | at most 1000000000",
        "steps | 4294967297 | at most 1000000000",
        "workers | 2147483647 | at most 65536",
        "width | 65537 | at most 65536",
        "depth | 1001 | at most 1000",
        "batch | 1000000001 | at most 1000000000",
        "checkpoints-kept | 2000000000 | at most 1000000",
        "averaging-frequency | 2147483647 | at most 1000000000",
        "learning-rate | 1e-50 | at least 1.2E-38",
        "learning-rate | 1e39 | at most 3.4E+38",
        "learning-rate | 1e400 | at most 3.4E+38",
        "learning-rate | 1e-400 | at least 1.2E-38",
        "learning-rate | 0 | a positive number",
        "learning-rate | -1e-3 | a positive number",
        "learning-rate | NaN | a number",
        "learning-rate | Infinity | a number",
        "learning-rate | 1d | a number",
        "learning-rate | 0x1p3 | a number",
        "max-seconds | 1e10 | at most 1000000000",
        "max-seconds | 1e-10 | at least 1E-9",
        "target-psnr | 1001 | at most 1000",
        "checkpoint-seconds | 1e300 | at most 1000000000",
        "grey | yes | true or false",
        "grey | on | true or false",
        "grey | 1 | true or false",
      })
  void otherNumbersAreRefusedWithTheirPlaceAndTheirBound(String key, String typed, String expected)
      throws IOException {
    assertThatThrownBy(() -> read(Jobs.of("image", List.of(key + "=" + typed), Map.of())))
        .isInstanceOf(SettingsException.class)
        .hasMessage("--" + key + " is " + typed + "; expected " + bound(expected))
        .satisfies(e -> assertThat(e.getMessage()).startsWith("--"));
    assertThatThrownBy(() -> read(ofFile("# first line\n" + key + " = \"" + typed + "\"")))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(folder.resolve("a.conf") + ": line 2: " + key + " is " + typed);
  }

  /** The table leaves out digits that say nothing. */
  private static String bound(String expected) {
    return expected.equals("at most") ? "at most 9223372036854775807" : expected;
  }

  private static void read(Settings settings) {
    settings.flag(Key.GREY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "video | shards=100001 | --shards is 100001; expected at most 100000",
        "video | report-frames=1001 | --report-frames is 1001; expected at most 1000",
        "pde | points=10000001 | --points is 10000001; expected at most 10000000",
        "pde | test-points=2147483647 | --test-points is 2147483647; expected at most",
        "pde | dim=1001 | --dim is 1001; expected at most 1000",
        "pde | weight-decay=-1 | --weight-decay is -1; expected at least 0",
        "pde | weight-decay=1e-400 | --weight-decay is 1e-400; expected 0 or at least 1E-300",
        "pde | damping=1e7 | --damping is 1e7; expected at most 1000000",
        "eigen | count=1001 | --count is 1001; expected at most 1000",
        "ntk | tile=2147483647 | --tile is 2147483647; expected at most 46340",
        "ntk | outputs=10001 | --outputs is 10001; expected at most 10000",
        "image | schedule=step decay-factor=1 | --decay-factor is 1; expected less than 1",
        "image | batch=1000000 workers=60000 | --workers is 60000 and --batch is 1000000: 60000000000 examples of all workers a step; expected at most 2147483647",
        "pde | adaptive=1000 batch=10000000 | --adaptive is 1000 and --batch is 10000000: 10000000000 points that a worker scores; expected at most 2147483647",
        "ntk | width=50000 depth=4 | --width is 50000 and --depth is 4: 10000000000 weights of hidden layers; expected at most 1000000000",
      })
  void sizesAndTheirProductsAreBounded(String kind, String assignments, String message) {
    assertThatThrownBy(() -> Jobs.of(kind, List.of(assignments.split(" ")), Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void largestProductIsTakenAndWhatIsBeyondItRefused() {
    Settings largest = Jobs.of("ntk", List.of("width=10000", "depth=10"), Map.of());
    assertThat(largest.integer(Key.WIDTH)).isEqualTo(10_000);
    assertThatThrownBy(() -> Jobs.of("ntk", List.of("width=10000", "depth=11"), Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("1100000000 weights of hidden layers; expected at most 1000000000");
    // The limit is a prime number: the largest product below it lacks one example.
    Settings examples = Jobs.of("image", List.of("workers=18", "batch=119304647"), Map.of());
    assertThat(18L * examples.integer(Key.BATCH)).isEqualTo(Integer.MAX_VALUE - 1L);
    assertThatThrownBy(() -> Jobs.of("image", List.of("workers=4", "batch=536870912"), Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("2147483648 examples of all workers a step; expected at most");
  }

  @Test
  void numbersOfFilesAreCheckedWithTheirPlace() throws IOException {
    Config config =
        HoconSource.read("--config", written("seed = 9007199254740993\nlist = [1]"), List.of());
    assertThat(Settings.seed(config.getValue("seed"))).isEqualTo(9007199254740993L);
    assertThat(Settings.whole(Range.whole(1, 5), "rank", ConfigValueFactory.fromAnyRef(5)))
        .isEqualTo(5);
    assertThatThrownBy(() -> Settings.whole(Range.whole(1, 5), "list", config.getValue("list")))
        .isInstanceOf(SettingsException.class)
        .hasMessage(folder.resolve("a.conf") + ": line 2: list is [1]; expected a whole number");
    assertThatThrownBy(
            () -> Settings.whole(Range.whole(1, 5), "rank", ConfigValueFactory.fromAnyRef(6)))
        .isInstanceOf(SettingsException.class)
        .hasMessage("--rank is 6; expected at most 5");
  }

  @Test
  void sizeOfAPictureAndOfAKernelAreBounded() {
    Settings picture = Jobs.of("image", List.of("size=30000x30000"), Map.of());
    assertThatThrownBy(() -> SignalOptions.of(picture))
        .isInstanceOf(SettingsException.class)
        .hasMessage("--size is 30000x30000, 900000000 pixels; expected at most 100000000");
    Settings kernel = Jobs.of("ntk", List.of("points=46341"), Map.of());
    assertThatThrownBy(() -> NtkOptions.of(kernel))
        .isInstanceOf(SettingsException.class)
        .hasMessage("--points is 46341; expected at most 46340");
  }

  @Test
  void textThatLooksLikeANumberStaysAsItIs() throws IOException {
    Settings settings = ofFile("output = 1e3, input = 007");
    assertThat(settings.text(Key.OUTPUT)).isEqualTo("1e3");
    assertThat(settings.text(Key.INPUT)).isEqualTo("007");
    assertThat(settings.asMap()).containsEntry("output", "1e3").containsEntry("input", "007");
  }

  @Test
  void numbersWrittenDifferentlyAreTheSame() {
    assertThat(Settings.isSame("1e-4", 0.0001)).isTrue();
    assertThat(Settings.isSame(List.of(1, "2.0"), List.of(1.0, 2))).isTrue();
    assertThat(Settings.isSame(Map.of("a", 1), Map.of("a", "1"))).isTrue();
    assertThat(Settings.isSame("9223372036854775807", "9223372036854775806")).isFalse();
    assertThat(Settings.isSame(null, "")).isFalse();
  }

  private Settings ofFile(String text) throws IOException {
    return Jobs.of("image", written(text), List.of(), Map.of());
  }

  private File written(String text) throws IOException {
    return Files.writeString(folder.resolve("a.conf"), text).toFile();
  }
}
