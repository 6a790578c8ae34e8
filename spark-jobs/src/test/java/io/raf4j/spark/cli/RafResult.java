package io.raf4j.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.raf4j.spark.LocalSpark;
import io.raf4j.spark.run.Kinds;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/**
 * What one command of the command line left in this JVM.
 *
 * @param code the exit code
 * @param output standard output
 * @param errors what the command line itself said on standard error
 */
record RafResult(int code, String output, String errors) {

  private static final Map<String, String> SPARK =
      Map.of(
          "spark.ui.enabled", "false",
          "spark.sql.shuffle.partitions", "2",
          "spark.driver.host", "127.0.0.1",
          "spark.driver.bindAddress", "127.0.0.1");

  /** Runs a command, which starts a Spark application of its own and stops it. */
  static RafResult of(String... arguments) {
    return of(Raf.KINDS, arguments);
  }

  /** Runs a command of a program with other kinds of work. */
  static RafResult of(Kinds kinds, String... arguments) {
    LocalSpark.stop();
    SPARK.forEach(System::setProperty);
    StringWriter output = new StringWriter();
    StringWriter errors = new StringWriter();
    CommandLine raf =
        Raf.commandLine(kinds).setOut(new PrintWriter(output)).setErr(new PrintWriter(errors));
    try {
      int code = raf.execute(arguments);
      assertThat(LocalSpark.isRunning()).as("Spark still runs").isFalse();
      return new RafResult(code, output.toString(), errors.toString());
    } finally {
      SPARK.keySet().forEach(System::clearProperty);
    }
  }

  /** Runs a small job on two local cores that must succeed, and returns its figures. */
  static JsonNode figures(String command, Object... options) throws IOException {
    RafResult result = of(arguments(command, options));
    assertThat(result.code()).as(result.errors()).isZero();
    String last = result.output().lines().reduce("", (before, line) -> line);
    return new ObjectMapper().readTree(last);
  }

  /**
   * Returns the words of a small job: where it trains, two workers, three rounds, 16 by 2 neurons.
   */
  static String[] arguments(String command, Object... options) {
    List<String> words = new ArrayList<>(List.of(command, "video", "--json"));
    List<String> given = Arrays.stream(options).map(Object::toString).toList();
    String small =
        switch (command) {
          case "evaluate" -> "--master local[2]";
          case "shard" -> "--master local[2] --batch 256 --seed 3";
          default ->
              "--master local[2] --batch 256 --seed 3 --workers 2 --averaging-frequency 2"
                  + " --steps 6 --width 16 --depth 2";
        };
    String[] pairs = small.split(" ");
    for (int i = 0; i < pairs.length; i += 2) {
      if (!given.contains(pairs[i])) {
        words.addAll(List.of(pairs[i], pairs[i + 1]));
      }
    }
    words.addAll(given);
    return words.toArray(String[]::new);
  }
}
