package io.raf4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keeps the double sources word by word equal to the float ones: Java has no generic numbers. */
final class TwinSourcesTest {
  private static final Path SOURCES = Path.of("src/main/java/io/raf4j/kernel");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%sDerivatives",
        "%sFunction",
        "%sJetRows",
        "%sKernel",
        "%sLoops",
        "%sTails",
        "%sWorkspace",
        "Scalar%sDerivatives",
        "Scalar%sLoops",
        "Vector%sDerivatives",
        "Vector%sLoops",
        "Vector%sTails"
      })
  void doubleSourceMirrorsFloatSource(String file) throws IOException {
    String single = Files.readString(SOURCES.resolve(file.formatted("Float") + ".java"));
    String twice = Files.readString(SOURCES.resolve(file.formatted("Double") + ".java"));
    String expected =
        single
            .replace("Float", "Double")
            .replace("float", "double")
            .replace("single precision", "double precision")
            .replaceAll("([0-9])f\\b", "$1");
    assertThat(words(twice)).isEqualTo(words(expected));
  }

  /** Drops what the formatter decides: line breaks, and the stars of comments. */
  private static String words(String source) {
    return source.replaceAll("[\\s*]+", " ").replace("( ", "(");
  }
}
