package io.raf4j.spark.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** Prints the final figures of a job on standard output. */
final class Figures {

  private Figures() {}

  /**
   * Prints figures.
   *
   * @param asJson one line of JSON, or a line a figure for people
   */
  static void print(CommandSpec command, boolean asJson, Map<String, Object> figures) {
    PrintWriter out = command.commandLine().getOut();
    if (asJson) {
      out.println(json(figures));
    } else {
      figures.forEach((name, value) -> out.printf("%-20s %s%n", name, value));
    }
    out.flush();
  }

  private static String json(Map<String, Object> figures) {
    try {
      return new ObjectMapper().writeValueAsString(figures);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("figures that JSON cannot hold: " + figures, e);
    }
  }
}
