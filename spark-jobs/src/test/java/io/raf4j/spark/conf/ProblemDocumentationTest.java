package io.raf4j.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of equations shows a class that the tests compile and run. */
class ProblemDocumentationTest {

  @Test
  void exampleIsTheClassThatTheTestsSolve() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "PROBLEMS.md"));
    String example = Files.readString(Path.of("src/test/java/com/example/Membrane.java"));
    assertThat(page).contains("```java\n" + example + "```");
  }
}
