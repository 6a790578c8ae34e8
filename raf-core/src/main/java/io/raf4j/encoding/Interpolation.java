package io.raf4j.encoding;

import io.raf4j.naming.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How a grid is read between its vertices: with t the place within a cell, 0 to 1, the vertex
 * behind has the weight w(t) and the one before 1 - w(t).
 */
public enum Interpolation {
  /** w(t) = t: continuous, with jumps in the first derivative. */
  LINEAR {
    @Override
    float weight(float t) {
      return t;
    }

    @Override
    double derivative(int order, double t) {
      return switch (order) {
        case 0 -> t;
        case 1 -> 1;
        default -> 0;
      };
    }
  },
  /**
   * w(t) = t^3 (10 - 15 t + 6 t^2): first and second derivatives vanish at the vertices, so that
   * they exist and are continuous everywhere (the fifth-degree step of Perlin, "Improving noise",
   * 2002).
   */
  SMOOTH {
    @Override
    float weight(float t) {
      return t * t * t * (10 + t * (6 * t - 15));
    }

    @Override
    double derivative(int order, double t) {
      return switch (order) {
        case 0 -> t * t * t * (10 + t * (6 * t - 15));
        case 1 -> 30 * t * t * (1 + t * (t - 2));
        case 2 -> 60 * t * (1 + t * (2 * t - 3));
        default -> 60 + t * (360 * t - 360);
      };
    }
  };

  /** Returns w(t). */
  abstract float weight(float t);

  /** Returns the derivative of w of an order from 0 to 3. */
  abstract double derivative(int order, double t);

  /** Returns the name in settings and files. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the interpolation of a name.
   *
   * @throws IllegalArgumentException if there is none; the message suggests the nearest
   */
  public static Interpolation named(String name) {
    for (Interpolation known : values()) {
      if (known.text().equals(name)) {
        return known;
      }
    }
    List<String> names = Arrays.stream(values()).map(Interpolation::text).toList();
    throw Nearest.unknown("interpolation", name, names);
  }
}
