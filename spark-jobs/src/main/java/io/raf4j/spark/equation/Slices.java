package io.raf4j.spark.equation;

import io.raf4j.geometry.Domain;
import io.raf4j.pde.Coordinates;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.page.Quantity;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * At which times, or at which values of a parameter, a solution is shown.
 *
 * @param ofLines of charts, which have a line for each
 * @param ofMaps of maps, one for each
 */
record Slices(List<Double> ofLines, List<Double> ofMaps) {

  /** Nothing changes but space. */
  static final Slices NONE = new Slices(List.of(), List.of());

  /** As many as lines in a chart are told apart. */
  private static final int MOST = 9;

  private static final int LINES = 5;
  private static final int MAPS = 3;

  /**
   * Returns the coordinate that slices are values of: time, or else the first parameter; -1 where
   * there is neither.
   */
  static int axis(Coordinates coordinates) {
    return coordinates.hasTime() ? 0 : parameter(coordinates);
  }

  /** Returns the first parameter; -1 where there is none. */
  static int parameter(Coordinates coordinates) {
    return IntStream.range(0, coordinates.count())
        .filter(k -> coordinates.all().get(k).role() == Coordinates.Role.PARAMETER)
        .findFirst()
        .orElse(-1);
  }

  /** Returns values from one end of an axis to the other. */
  static Slices even(Domain domain, int axis) {
    return axis < 0 ? NONE : new Slices(even(domain, axis, LINES), even(domain, axis, MAPS));
  }

  private static List<Double> even(Domain domain, int axis, int count) {
    double low = domain.bounds().low(axis);
    double high = domain.bounds().high(axis);
    return IntStream.range(0, count)
        .mapToObj(k -> k == count - 1 ? high : low + k * (high - low) / (count - 1))
        .toList();
  }

  /**
   * Reads the times that are asked for.
   *
   * @throws SettingsException if they are no times of the problem
   */
  static Slices of(Settings settings, Statement statement) {
    Coordinates coordinates = statement.coordinates();
    String text = settings.text(Key.SLICES).trim();
    int axis = axis(coordinates);
    if (text.isEmpty()) {
      return even(statement.domain(), axis);
    }
    if (axis < 0) {
      throw wrong(text, "none for " + statement.name() + ", which has neither time nor parameters");
    }
    if (coordinates.all().stream().noneMatch(one -> one.role() == Coordinates.Role.SPACE)) {
      throw wrong(text, "none for " + statement.name() + ", which has no space");
    }
    String name = coordinates.names().get(axis);
    double low = statement.domain().bounds().low(axis);
    double high = statement.domain().bounds().high(axis);
    List<Double> values = numbers(text);
    // By the digits that titles and names of files have.
    long different = values.stream().map(Quantity::significant).distinct().count();
    if (values.size() > MOST || different < values.size()) {
      throw wrong(text, "up to " + MOST + " numbers that differ in their first four digits");
    }
    if (!values.stream().allMatch(value -> value >= low && value <= high)) {
      throw wrong(text, "values of " + name + " from " + low + " to " + high);
    }
    return new Slices(values, values);
  }

  private static List<Double> numbers(String text) {
    try {
      return Arrays.stream(text.split(",", -1)).map(one -> Double.valueOf(one.trim())).toList();
    } catch (NumberFormatException e) {
      throw new SettingsException(
          "--slices is " + text + "; expected numbers with commas between, such as 0,0.5,1", e);
    }
  }

  private static SettingsException wrong(String text, String expected) {
    return new SettingsException("--slices is " + text + "; expected " + expected);
  }
}
