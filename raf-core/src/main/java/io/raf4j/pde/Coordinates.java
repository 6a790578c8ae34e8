package io.raf4j.pde;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The coordinates of a problem, by name, in the order of the numbers of a point.
 *
 * <p>{@link io.raf4j.jet.Field#laplacian()} goes over those of space; time and parameters are no
 * part of it. Immutable.
 *
 * @param all one or more, of different names
 */
public record Coordinates(List<Coordinate> all) {

  private static final List<String> AXES = List.of("x", "y", "z");

  /** What a coordinate is. */
  public enum Role {
    /** A coordinate of space. */
    SPACE,
    /** Time; the first coordinate where there is one. */
    TIME,
    /** A number of the equation, such as a viscosity, for a range of which it is solved at once. */
    PARAMETER
  }

  /**
   * One coordinate.
   *
   * @param name a letter or underscore, followed by letters, digits and underscores
   * @param role what it is
   */
  public record Coordinate(String name, Role role) {

    /** Checks the name. */
    public Coordinate {
      if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
        throw new IllegalArgumentException(
            "coordinate is \""
                + name
                + "\"; expected a letter followed by letters, digits and underscores");
      }
    }
  }

  /** Checks that the names differ and that time comes first. */
  public Coordinates {
    all = List.copyOf(all);
    List<String> names = all.stream().map(Coordinate::name).toList();
    if (names.isEmpty() || new HashSet<>(names).size() < names.size()) {
      throw new IllegalArgumentException(
          "coordinates are " + names + "; expected one or more, of different names");
    }
    for (int k = 1; k < all.size(); k++) {
      if (all.get(k).role() == Role.TIME) {
        throw new IllegalArgumentException(
            "coordinates are " + names + "; expected time first, not at " + (k + 1));
      }
    }
  }

  /** Returns coordinates of space, by name. */
  public static Coordinates space(String... names) {
    return new Coordinates(of(Role.SPACE, names));
  }

  /** Returns coordinates of space: x, y and z, or x1, ..., xd where they are more. */
  public static Coordinates space(int dimension) {
    return space(names(dimension));
  }

  /** Returns the time t followed by coordinates of space, by name. */
  public static Coordinates timeSpace(String... names) {
    List<Coordinate> all = of(Role.TIME, "t");
    all.addAll(of(Role.SPACE, names));
    return new Coordinates(all);
  }

  /** Returns the time t followed by coordinates of space: x, y and z, or x1, ..., xd. */
  public static Coordinates timeSpace(int dimension) {
    return timeSpace(names(dimension));
  }

  private static String[] names(int dimension) {
    return dimension <= AXES.size()
        ? AXES.subList(0, dimension).toArray(String[]::new)
        : IntStream.rangeClosed(1, dimension).mapToObj(k -> "x" + k).toArray(String[]::new);
  }

  private static List<Coordinate> of(Role role, String... names) {
    return new ArrayList<>(Arrays.stream(names).map(name -> new Coordinate(name, role)).toList());
  }

  /** Returns these coordinates followed by parameters of the equation, by name. */
  public Coordinates withParameters(String... names) {
    List<Coordinate> more = new ArrayList<>(all);
    more.addAll(of(Role.PARAMETER, names));
    return new Coordinates(more);
  }

  /** Returns how many there are. */
  public int count() {
    return all.size();
  }

  /** Returns the names. */
  public List<String> names() {
    return all.stream().map(Coordinate::name).toList();
  }

  /** Returns whether the first coordinate is time. */
  public boolean hasTime() {
    return all.get(0).role() == Role.TIME;
  }

  /** Returns 1 for each coordinate of space and 0 for others: over which the Laplacian goes. */
  public double[] laplacian() {
    return all.stream().mapToDouble(one -> one.role() == Role.SPACE ? 1 : 0).toArray();
  }
}
