package io.raf4j.spark.cli;

import io.raf4j.spark.rows.Fields;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/** Prints the final figures of a job on standard output. */
final class Figures {

  private Figures() {}

  /**
   * Prints figures.
   *
   * @param asJson one line of JSON, or a line a figure for people
   */
  static void print(CommandSpec command, boolean asJson, Fields figures) {
    PrintWriter out = command.commandLine().getOut();
    if (asJson) {
      out.println(figures.json());
    } else {
      figures.forEach((name, value) -> out.printf("%-20s %s%n", name, value));
    }
    out.flush();
  }
}
