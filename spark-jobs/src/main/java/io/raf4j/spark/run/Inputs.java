package io.raf4j.spark.run;

import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.files.InputFile;
import io.raf4j.spark.files.TypedPath;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Finds the files that jobs read, on any Hadoop file system, and says what is odd about them. */
public final class Inputs {

  private Inputs() {}

  /** Says on standard error what has to be known of an input, each thing once. */
  static void tell(List<String> notes) {
    notes.forEach(note -> System.err.println("raf: note: " + note));
  }

  /**
   * Reads a file once and describes it.
   *
   * @param input the value of {@code --input}
   * @throws SettingsException if it is no path or cannot be read
   */
  public static InputFile fingerprint(String input, Configuration hadoop) {
    try {
      return InputFile.of(TypedPath.of("--input", input, hadoop), hadoop);
    } catch (IOException e) {
      throw new SettingsException("--input " + input + ": cannot read it: " + e.getMessage(), e);
    }
  }
}
