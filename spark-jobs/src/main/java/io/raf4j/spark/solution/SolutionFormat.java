package io.raf4j.spark.solution;

import io.raf4j.spark.conf.SettingsException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds of files that a solution is written to. */
enum SolutionFormat {
  /** A table of text. */
  CSV,
  /** A table of columns of doubles. */
  PARQUET,
  /** An array of NumPy with named fields. */
  NPY,
  /** An image of VTK. */
  VTI,
  /** A collection of images of VTK, one for each time. */
  PVD;

  /** Returns whether the points have to be a grid. */
  boolean needsGrid() {
    return this == VTI || this == PVD;
  }

  /** Returns the name, which is the usual ending of files too. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static Optional<SolutionFormat> named(String name) {
    return Arrays.stream(values()).filter(one -> one.label().equals(name)).findFirst();
  }

  private static String all() {
    return Arrays.stream(values()).map(SolutionFormat::label).collect(Collectors.joining(", "));
  }

  /**
   * Returns the format that was named, or else that of a file's ending.
   *
   * @throws SettingsException if there is no such format
   */
  static SolutionFormat of(Optional<String> name, String file) {
    if (name.isPresent()) {
      return named(name.get())
          .orElseThrow(
              () ->
                  new SettingsException(
                      "--format is " + name.get() + "; expected one of " + all()));
    }
    String ending = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return named(ending)
        .orElseThrow(
            () ->
                new SettingsException(
                    "--output "
                        + file
                        + " has no ending that says what it is; expected one of "
                        + all()
                        + ", or give --format"));
  }
}
