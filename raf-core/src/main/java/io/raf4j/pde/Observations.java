package io.raf4j.pde;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What was measured at given points, such as values of the solution.
 *
 * @param dimension d, the coordinates of a point
 * @param coordinates {@code [n, d]}, row-major
 * @param columns measured numbers of a point, 1 or more
 * @param measured {@code [n, columns]}, row-major
 */
@SuppressWarnings("ArrayRecordComponent") // A block of numbers to compute with, never compared.
public record Observations(int dimension, double[] coordinates, int columns, double[] measured) {

  /** Checks that there are points, with as many numbers each, all finite. */
  public Observations {
    if (dimension < 1 || columns < 1 || coordinates.length == 0) {
      throw new IllegalArgumentException(
          "observations have "
              + coordinates.length
              + " coordinates in dimension "
              + dimension
              + " and "
              + columns
              + " columns; expected one point or more");
    }
    if (coordinates.length % dimension != 0
        || measured.length != coordinates.length / dimension * columns) {
      throw new IllegalArgumentException(
          "observations have "
              + coordinates.length
              + " coordinates in dimension "
              + dimension
              + " and "
              + measured.length
              + " measured numbers; expected "
              + columns
              + " for each point");
    }
    requireFinite("coordinate", coordinates, dimension);
    requireFinite("measured number", measured, columns);
  }

  private static void requireFinite(String what, double[] numbers, int width) {
    for (int i = 0; i < numbers.length; i++) {
      if (!Double.isFinite(numbers[i])) {
        throw new IllegalArgumentException(
            "observation "
                + (i / width + 1)
                + " has the "
                + what
                + " "
                + numbers[i]
                + "; expected finite numbers");
      }
    }
  }

  /**
   * Reads a text file with a header and a line for each point: its coordinates, then what was
   * measured, separated by commas.
   *
   * @param dimension the coordinates of a point
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if it is none of this kind, naming the line
   */
  public static Observations ofCsv(Path file, int dimension) throws IOException {
    return ofCsvText(file.toString(), Files.readString(file), dimension);
  }

  /**
   * Reads a text as {@link #ofCsv} takes it in a file.
   *
   * @param name of the text, for messages
   * @param dimension the coordinates of a point
   * @throws IllegalArgumentException if it is none of this kind, naming the line
   */
  public static Observations ofCsvText(String name, String text, int dimension) {
    List<String> lines = text.lines().toList();
    int width = lines.isEmpty() ? 0 : lines.get(0).split(",", -1).length;
    if (width <= dimension) {
      throw new IllegalArgumentException(
          name
              + " has "
              + width
              + " columns in its first line; expected the names of "
              + dimension
              + " coordinates and of what was measured");
    }
    List<double[]> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      rows.add(row(name, rows.size() + 2, line, width));
    }
    return of(name, dimension, width, rows);
  }

  private static double[] row(String file, int number, String line, int width) {
    String[] cells = line.split(",", -1);
    try {
      if (cells.length == width) {
        return Arrays.stream(cells).map(String::strip).mapToDouble(Double::parseDouble).toArray();
      }
    } catch (NumberFormatException e) {
      throw unreadable(file, number, line, width, e);
    }
    throw unreadable(file, number, line, width, null);
  }

  private static IllegalArgumentException unreadable(
      String file, int number, String line, int width, Exception cause) {
    return new IllegalArgumentException(
        file + ", line " + number + " is \"" + line + "\"; expected " + width + " numbers", cause);
  }

  private static Observations of(String file, int dimension, int width, List<double[]> rows) {
    if (rows.isEmpty()) {
      throw new IllegalArgumentException(file + " has no line after its header; expected points");
    }
    int columns = width - dimension;
    return new Observations(
        dimension,
        rows.stream().flatMapToDouble(row -> Arrays.stream(row, 0, dimension)).toArray(),
        columns,
        rows.stream().flatMapToDouble(row -> Arrays.stream(row, dimension, width)).toArray());
  }

  /** Returns the number n of points. */
  public int count() {
    return coordinates.length / dimension;
  }

  /** Returns the coordinates of a point. */
  public double[] point(int i) {
    return Arrays.copyOfRange(coordinates, i * dimension, (i + 1) * dimension);
  }
}
