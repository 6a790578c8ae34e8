package io.raf4j.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.typesafe.config.Config;
import io.raf4j.spark.Jobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of settings that are far from what people write. */
class HoconSourceTest {

  @TempDir private Path above;

  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(above.resolve("folder"));
  }

  static Stream<Arguments> excessive() {
    String chain =
        IntStream.range(0, 30_000)
            .mapToObj(i -> "a" + i + " = ${a" + (i + 1) + "}\n")
            .collect(Collectors.joining());
    return Stream.of(
        arguments("a = " + "x".repeat(1 << 20), "it has 1048580 bytes; expected at most 1048576"),
        arguments("a = " + "[".repeat(100_000), "it is nested 100000 levels deep"),
        arguments("a {".repeat(101) + "}".repeat(101), "nested 101 levels deep; expected at most"),
        arguments("a.".repeat(100_000) + "b = 1", "levels deep; expected at most 100"),
        arguments("\"a\".".repeat(200) + "b = 1", "levels deep; expected at most 100"),
        arguments(chain + "a30000 = 1", "more than 200 values are made of others"),
        arguments("a = ${a}", "--config"),
        arguments("include \"excessive.conf\"", "does one include itself?"),
        arguments("include \"none.conf\"", "include \"none.conf\": no such file"),
        arguments("include file(\"/none/b.conf\")", "expected a file beside"),
        arguments("include \"../b.conf\"", "expected a file beside"),
        arguments("include \"link.conf\"", "expected a file beside"),
        arguments("a = ${PATH}", "--set environment=true"),
        arguments("include url(\"http://localhost/a.conf\")", "expected a file, not a URL"),
        arguments("include classpath(\"reference.conf\")", "expected a file"),
        arguments("include \"large.conf\"", "expected at most 1048576"));
  }

  @ParameterizedTest
  @MethodSource("excessive")
  void excessiveFileIsRefusedInASentence(String text, String message) throws IOException {
    Files.writeString(folder.resolve("large.conf"), "a = " + "x".repeat(1 << 20));
    Files.writeString(above.resolve("b.conf"), "a = 1");
    Files.createSymbolicLink(folder.resolve("link.conf"), above.resolve("b.conf"));
    Path file = Files.writeString(folder.resolve("excessive.conf"), text);
    assertThatThrownBy(() -> HoconSource.read("--config", file.toFile(), List.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("--config " + file)
        .hasMessageContaining(message);
  }

  @Test
  void filesInFoldersBelowAreIncluded() throws IOException {
    Files.createDirectory(folder.resolve("below"));
    Files.writeString(folder.resolve("below/base.conf"), "width = 7");
    assertThat(read("include \"below/base.conf\"").getInt("width")).isEqualTo(7);
  }

  /** What stands in the environment may be a secret, and settings are written into results. */
  @Test
  void environmentIsFilledInWhereTheCommandLineSaysSoAlone() throws IOException {
    Path file = Files.writeString(folder.resolve("read.conf"), "a = ${PATH}\nb = ${?PATH}");
    List<String> allowed = List.of("width=7", "environment=true");
    assertThat(HoconSource.read("--config", file.toFile(), allowed).getString("a"))
        .isEqualTo(System.getenv("PATH"));
    assertThat(HoconSource.settings(allowed)).containsExactly("width=7");
    assertThat(read("b = ${?PATH}").hasPath("b")).isFalse();
    assertThat(read("c = 3, a = ${c}").getInt("a")).isEqualTo(3);
  }

  /** System properties are nobody's settings. */
  @Test
  void systemPropertiesAreNotFilledIn() throws IOException {
    assertThat(System.getProperty("java.home")).isNotBlank();
    assertThat(read("a = ${?java.home}").hasPath("a")).isFalse();
  }

  @Test
  void assignmentsIncludeNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("beside.conf"), "width = 7");
    for (String include :
        List.of(
            "\"" + file + "\"",
            "file(\"" + file + "\")",
            "url(\"" + file.toUri() + "\")",
            "classpath(\"reference.conf\")")) {
      assertThatThrownBy(() -> HoconSource.read("a={ include " + include + " }"))
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("files are included by a file given with --config alone");
    }
  }

  @Test
  void assignmentsAreBoundedToo() {
    for (String assignment : List.of("a=" + "[".repeat(5000), "a.".repeat(5000) + "b=1")) {
      assertThatThrownBy(() -> HoconSource.read(assignment))
          .isInstanceOf(SettingsException.class)
          .hasMessageContaining("levels deep; expected at most 100");
    }
  }

  @Test
  void fileOfTheLargestSizeIsReadAndOneByteMoreIsRefused() throws IOException {
    String start = "width = 7 # ";
    String text = start + "x".repeat(HoconSource.MOST_BYTES - start.length());
    assertThat(read(text).getInt("width")).isEqualTo(7);
    assertThatThrownBy(() -> read(text + "x"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("it has 1048577 bytes; expected at most 1048576");
  }

  @Test
  void deepestNestingIsReadAndOneMoreIsRefused() throws IOException {
    int most = HoconSource.MOST_NESTED;
    String path = String.join(".", Collections.nCopies(most + 1, "a"));
    assertThat(read("a {".repeat(most) + "b = 7" + "}".repeat(most)).hasPath("a.a.a")).isTrue();
    assertThat(read(path + " = 7").getInt(path)).isEqualTo(7);
    assertThat(HoconSource.read(path + "=7").getInt(path)).isEqualTo(7);
    assertThat(HoconSource.read("a=" + "[".repeat(most) + "]".repeat(most)).hasPath("a")).isTrue();
    for (String text : List.of("a." + path + "=7", "a=" + "[".repeat(101) + "]".repeat(101))) {
      assertThatThrownBy(() -> HoconSource.read(text)).hasMessageContaining("nested 101 levels");
      assertThatThrownBy(() -> read(text)).hasMessageContaining("nested 101 levels");
    }
  }

  /** Those of included files count as well, as often as these are included. */
  @Test
  void mostSubstitutionsAreFilledInAndOneMoreIsRefused() throws IOException {
    String half = "batch = ${workers}\n".repeat(BoundedIncluder.MOST_SUBSTITUTIONS / 2);
    Files.writeString(folder.resolve("beside.conf"), half);
    String most = "workers = 7\n" + half + "include \"beside.conf\"\n";
    assertThat(read(most).getInt("batch")).isEqualTo(7);
    assertThatThrownBy(() -> read(most + "batch += 1"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("more than 200 values are made of others, by ${} or +=");
  }

  @Test
  void mostFilesAreIncludedAndOneMoreIsRefused() throws IOException {
    Files.writeString(folder.resolve("beside.conf"), "width = 7");
    String one = "include \"beside.conf\"\n";
    assertThat(read(one.repeat(BoundedIncluder.MOST_FILES)).getInt("width")).isEqualTo(7);
    assertThatThrownBy(() -> read(one.repeat(BoundedIncluder.MOST_FILES + 1)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("more than 50 files are included; does one include itself?");
  }

  @Test
  void includedFileMayBeAsLargeAsTheFirst() throws IOException {
    String start = "width = 7 # ";
    Files.writeString(
        folder.resolve("beside.conf"), start + "x".repeat(HoconSource.MOST_BYTES - start.length()));
    assertThat(read("include \"beside.conf\"").getInt("width")).isEqualTo(7);
  }

  @Test
  void whatOnlyLooksNestedIsRead() throws IOException {
    String text =
        "# {{{{".repeat(100)
            + "\n// [[[[\na = \""
            + "{[.".repeat(200)
            + "\"\nb = \"\"\""
            + "{".repeat(200)
            + "\"\"\"\n"
            + "c = ["
            + "0.5, ".repeat(200)
            + "1.5]\nd = \"quote \\\" {\"\n";
    Path file = Files.writeString(folder.resolve("flat.conf"), text);
    assertThat(HoconSource.read("--config", file.toFile(), List.of()).root().keySet())
        .containsExactlyInAnyOrder("a", "b", "c", "d");
  }

  @Test
  void filesBesideAreIncludedAndTheirValuesKnowWhereTheyStand() throws IOException {
    Files.writeString(folder.resolve("base.conf"), "\n\nwidth = 1.5");
    Path file = Files.writeString(folder.resolve("top.conf"), "include \"base.conf\"\ndepth = 2");
    assertThatThrownBy(() -> Jobs.of("image", file.toFile(), List.of(), java.util.Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            folder.resolve("base.conf") + ": line 3: width is 1.5; expected a whole number");
  }

  private Config read(String text) throws IOException {
    return HoconSource.read(
        "--config", Files.writeString(folder.resolve("read.conf"), text).toFile(), List.of());
  }
}
