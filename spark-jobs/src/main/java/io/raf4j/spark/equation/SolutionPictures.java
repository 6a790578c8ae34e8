package io.raf4j.spark.equation;

import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.geometry.Points;
import io.raf4j.spark.page.GridAxis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Functions on planes and along lines of their domain, for the page of a run. */
final class SolutionPictures {

  private static final int CELLS = 96;
  private static final int POSITIONS = 400;

  private final Domain domain;
  private final Box bounds;
  private final List<String> names;
  private final SolutionValues.Source source;

  /**
   * Prepares pictures.
   *
   * @param names of the functions, such as u or u1
   */
  SolutionPictures(Domain domain, List<String> names, SolutionValues.Source source) {
    this.domain = domain;
    this.bounds = domain.bounds();
    this.names = names;
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
      double[] coordinates =
          Arrays.stream(inside).mapToObj(place).flatMapToDouble(Arrays::stream).toArray();
      double[] ones = new double[inside.length];
      Arrays.fill(ones, 1);
      this.values = source.at(new Points(domain.dimension(), coordinates, ones));
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

  /** Returns every function on the domain, if that has two coordinates. */
  List<SolutionGrid> grids() {
    if (domain.dimension() != 2) {
      return List.of();
    }
    GridAxis across = new GridAxis("x1", bounds.low()[0], bounds.high()[0], CELLS);
    GridAxis up = new GridAxis("x2", bounds.low()[1], bounds.high()[1], CELLS);
    Sampled sampled =
        new Sampled(
            CELLS * CELLS, i -> new double[] {across.position(i % CELLS), up.position(i / CELLS)});
    List<SolutionGrid> grids = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      grids.add(
          new SolutionGrid(
              names.get(i), across, up, sampled.found(i), sampled.exact(i), sampled.residual(i)));
    }
    return grids;
  }

  /** Returns every function along the diagonal and along the first axis through the centre. */
  List<SolutionSection> sections() {
    List<SolutionSection> sections = new ArrayList<>();
    int d = domain.dimension();
    if (d > 1) {
      sections.addAll(along("along the diagonal", "share of the diagonal", this::onDiagonal, 0, 1));
    }
    String where = d == 1 ? "" : "along x1 through the centre";
    sections.addAll(along(where, "x1", this::onAxis, bounds.low()[0], bounds.high()[0]));
    return sections;
  }

  /** A point of a line. */
  private interface Line {
    double[] at(double position);
  }

  private double[] onDiagonal(double share) {
    double[] point = new double[domain.dimension()];
    for (int k = 0; k < point.length; k++) {
      point[k] = bounds.low()[k] + share * (bounds.high()[k] - bounds.low()[k]);
    }
    return point;
  }

  private double[] onAxis(double first) {
    double[] point = onDiagonal(0.5);
    point[0] = first;
    return point;
  }

  private List<SolutionSection> along(
      String where, String axis, Line line, double low, double high) {
    GridAxis cells = new GridAxis(axis, low, high, POSITIONS);
    double[] all = IntStream.range(0, POSITIONS).mapToDouble(cells::position).toArray();
    // A chart has no gaps: what lies outside of the domain is left out.
    double[] positions =
        Arrays.stream(all).filter(position -> domain.contains(line.at(position))).toArray();
    if (positions.length == 0) {
      return List.of();
    }
    Sampled sampled = new Sampled(positions.length, i -> line.at(positions[i]));
    List<SolutionSection> sections = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      sections.add(
          new SolutionSection(
              (names.get(i) + " " + where).strip(),
              axis,
              positions,
              sampled.found(i),
              sampled.exact(i),
              sampled.residual(i)));
    }
    return sections;
  }
}
