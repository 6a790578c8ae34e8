package io.raf4j.spark.equation;

import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.geometry.Points;
import io.raf4j.pde.Coordinates;
import io.raf4j.pde.Coordinates.Role;
import io.raf4j.spark.page.GridAxis;
import io.raf4j.spark.page.Quantity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Functions on planes and along lines of their domain, for the page of a run.
 *
 * <p>A plane has the first two coordinates of space, or space across and time upwards where there
 * is one of space; a line has the first of space, or all of them along the diagonal. Where a
 * coordinate is not shown, it has the values that are asked for if it is time or a parameter, and
 * the middle of its range otherwise.
 */
final class SolutionPictures {

  private static final int CELLS = 96;
  private static final int POSITIONS = 400;

  /** More coordinates than these that have one value are not told one by one. */
  private static final int TOLD = 3;

  private final Domain domain;
  private final Box bounds;
  private final Coordinates coordinates;
  private final int[] space;
  private final List<String> names;
  private final Slices slices;
  private final SolutionValues.Source source;

  /**
   * Prepares pictures.
   *
   * @param names of the functions, such as u or u1
   * @param slices times, or values of the first parameter
   */
  SolutionPictures(
      Statement statement, List<String> names, Slices slices, SolutionValues.Source source) {
    this.domain = statement.domain();
    this.bounds = domain.bounds();
    this.coordinates = statement.coordinates();
    this.space =
        IntStream.range(0, coordinates.count())
            .filter(k -> coordinates.all().get(k).role() == Role.SPACE)
            .toArray();
    this.names = names;
    this.slices = slices;
    this.source = source;
  }

  /** Values at those of some places that lie in the domain. */
  private final class Sampled {
    private final int length;
    private final int[] inside;
    private final SolutionValues values;

    Sampled(int length, IntFunction<double[]> place) {
      this.length = length;
      this.inside =
          IntStream.range(0, length).filter(i -> domain.contains(place.apply(i))).toArray();
      double[] all =
          Arrays.stream(inside).mapToObj(place).flatMapToDouble(Arrays::stream).toArray();
      double[] ones = new double[inside.length];
      Arrays.fill(ones, 1);
      this.values = source.at(new Points(domain.dimension(), all, ones));
    }

    double[] found(int function) {
      return spread(values.found(), function);
    }

    double[] exact(int function) {
      return values.isKnown(function) ? spread(values.exact(), function) : new double[0];
    }

    double[] residual(int function) {
      return spread(values.residual(), function);
    }

    private double[] spread(double[] all, int function) {
      return SolutionValues.spread(all, values.functions(), function, inside, length);
    }
  }

  /** The two coordinates of a plane. */
  private record Plane(int across, int up) {}

  private Optional<Plane> plane() {
    if (space.length > 1) {
      return Optional.of(new Plane(space[0], space[1]));
    }
    int other = Slices.axis(coordinates);
    return space.length == 1 && other >= 0
        ? Optional.of(new Plane(space[0], other))
        : Optional.empty();
  }

  private GridAxis axis(int k, int cells) {
    return new GridAxis(coordinates.names().get(k), bounds.low(k), bounds.high(k), cells);
  }

  private double middle(int k) {
    return bounds.low(k) + (bounds.high(k) - bounds.low(k)) / 2;
  }

  /** Returns every function on the plane, at each time; none where there is no plane. */
  List<SolutionGrid> grids() {
    List<SolutionGrid> grids = new ArrayList<>();
    plane().ifPresent(plane -> addGrids(plane, grids));
    return grids;
  }

  private void addGrids(Plane plane, List<SolutionGrid> grids) {
    int sliced = Slices.axis(coordinates);
    if (sliced == plane.up) {
      // Time is on the plane; a parameter beside it has its ends and its middle.
      sliced = Slices.parameter(coordinates) == plane.up ? -1 : Slices.parameter(coordinates);
      addGrids(plane, sliced, Slices.even(domain, sliced).ofMaps(), grids);
    } else {
      addGrids(plane, sliced, slices.ofMaps(), grids);
    }
  }

  private void addGrids(Plane plane, int sliced, List<Double> values, List<SolutionGrid> grids) {
    GridAxis across = axis(plane.across, CELLS);
    GridAxis up = axis(plane.up, CELLS);
    for (double value : sliced < 0 ? List.of(Double.NaN) : values) {
      double[] rest = rest(sliced, value);
      Sampled sampled =
          new Sampled(
              CELLS * CELLS,
              i -> {
                double[] point = rest.clone();
                point[plane.across] = across.position(i % CELLS);
                point[plane.up] = up.position(i / CELLS);
                return point;
              });
      if (sampled.inside.length > 0) {
        String where = where(rest, plane.across, plane.up);
        for (int i = 0; i < names.size(); i++) {
          grids.add(
              new SolutionGrid(
                  names.get(i) + where,
                  across,
                  up,
                  sampled.found(i),
                  sampled.exact(i),
                  sampled.residual(i)));
        }
      }
    }
  }

  /** Returns a point in the middle, but for one coordinate. */
  private double[] rest(int sliced, double value) {
    double[] point = new double[coordinates.count()];
    Arrays.setAll(point, k -> k == sliced ? value : middle(k));
    return point;
  }

  /** Returns which values the coordinates have that are not shown. */
  private String where(double[] rest, int... shown) {
    List<Integer> hidden =
        IntStream.range(0, rest.length)
            .filter(k -> Arrays.stream(shown).noneMatch(other -> other == k))
            .boxed()
            .toList();
    List<Integer> ofSpace = hidden.stream().filter(this::isSpace).toList();
    boolean isOneValue = ofSpace.stream().mapToDouble(k -> rest[k]).distinct().count() == 1;
    if (!isOneValue || ofSpace.size() <= TOLD) {
      return told(hidden, rest);
    }
    int last = ofSpace.get(ofSpace.size() - 1);
    return told(hidden.stream().filter(k -> !isSpace(k)).toList(), rest)
        + ", "
        + coordinates.names().get(ofSpace.get(0))
        + " = ... = "
        + is(last, rest[last]);
  }

  private String told(List<Integer> some, double[] rest) {
    return some.stream().map(k -> ", " + is(k, rest[k])).collect(Collectors.joining());
  }

  private boolean isSpace(int k) {
    return coordinates.all().get(k).role() == Role.SPACE;
  }

  private String is(int k, double value) {
    return coordinates.names().get(k) + " = " + Quantity.significant(value);
  }

  /** Returns every function along the diagonal and along the first axis through the centre. */
  List<SolutionSection> sections() {
    List<SolutionSection> sections = new ArrayList<>();
    if (space.length > 1) {
      sections.addAll(
          along(
              " along the diagonal",
              new GridAxis("share of the diagonal", 0, 1, POSITIONS),
              (point, share) -> {
                for (int k : space) {
                  point[k] = bounds.low(k) + share * (bounds.high(k) - bounds.low(k));
                }
              }));
    }
    if (space.length > 0) {
      String name = coordinates.names().get(space[0]);
      sections.addAll(
          along(
              space.length == 1 ? "" : " along " + name + " through the centre",
              axis(space[0], POSITIONS),
              (point, x) -> point[space[0]] = x));
    } else {
      sections.addAll(along("", axis(0, POSITIONS), (point, t) -> point[0] = t));
    }
    return sections;
  }

  /** Moves a point to a position on a line. */
  @FunctionalInterface
  private interface Line {
    void place(double[] point, double position);
  }

  private List<SolutionSection> along(String where, GridAxis axis, Line line) {
    List<List<SolutionSection.Line>> found = new ArrayList<>();
    names.forEach(name -> found.add(new ArrayList<>()));
    int sliced = space.length == 0 ? -1 : Slices.axis(coordinates);
    for (double value : sliced < 0 ? List.of(Double.NaN) : slices.ofLines()) {
      String name = sliced < 0 ? SolutionSection.FOUND : is(sliced, value);
      addLines(name, rest(sliced, value), axis, line, found);
    }
    List<SolutionSection> sections = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (!found.get(i).isEmpty()) {
        sections.add(new SolutionSection(names.get(i) + where, axis.label(), found.get(i)));
      }
    }
    return sections;
  }

  private void addLines(
      String name,
      double[] rest,
      GridAxis axis,
      Line line,
      List<List<SolutionSection.Line>> found) {
    IntFunction<double[]> place =
        i -> {
          double[] point = rest.clone();
          line.place(point, axis.position(i));
          return point;
        };
    // A chart has no gaps: what lies outside of the domain is left out.
    int[] inside =
        IntStream.range(0, POSITIONS).filter(i -> domain.contains(place.apply(i))).toArray();
    if (inside.length == 0) {
      return;
    }
    double[] positions = Arrays.stream(inside).mapToDouble(axis::position).toArray();
    Sampled sampled = new Sampled(inside.length, i -> place.apply(inside[i]));
    for (int i = 0; i < names.size(); i++) {
      found
          .get(i)
          .add(
              new SolutionSection.Line(
                  name, positions, sampled.found(i), sampled.exact(i), sampled.residual(i)));
    }
  }
}
