package io.raf4j.solver;

import io.raf4j.geometry.Points;
import io.raf4j.geometry.Sites;
import io.raf4j.pde.Location;

/**
 * Trial functions at one point at a time, with the working memory for it. Not thread-safe: each
 * block of points has its own.
 */
final class TrialPoint {

  private final TrialSpace space;
  private final Points points;
  private final double[] x;
  private final double[] factor;
  private final double[] lift;
  private final double[] jets;
  private final EarlierSlabs.Reader earlier;
  private Location where;

  TrialPoint(TrialSpace space, Points points) {
    this.space = space;
    this.points = points;
    this.earlier = space.earlier() == null ? null : space.earlier().reader(points);
    this.x = new double[space.dimension()];
    this.factor = new double[space.rule().length()];
    this.lift = new double[space.rule().length()];
    this.jets = new double[space.rule().length()];
  }

  /** Returns the numbers of a point: rows times functions. */
  int length() {
    return jets.length;
  }

  /** Returns the coordinates of the point. */
  double[] x() {
    return x;
  }

  /** Returns the point with what it belongs to; its coordinates change with the next one. */
  Location location() {
    return where;
  }

  /** Returns the functions' jets at the point, {@code [rows, functions]}. */
  double[] jets() {
    return jets;
  }

  /** Moves to a point and computes u from the network's jets there. */
  void evaluate(int point, double[] outputs, int from) {
    move(point);
    boundary(point);
    apply(outputs, from);
  }

  /**
   * Does the same, taking from memory what is there: the rows of B and A, and the sources.
   *
   * @param source receives f
   */
  void evaluate(
      int point,
      double[] outputs,
      int from,
      PointEquations equations,
      double[] source,
      PointMemory memory) {
    move(point);
    if (!memory.recall(point, factor, lift, source)) {
      boundary(point);
      equations.source(where, source);
      memory.keep(point, factor, lift, source);
    }
    apply(outputs, from);
  }

  private void boundary(int point) {
    space.boundary(x, factor, lift);
    if (earlier != null) {
      earlier.addTo(point, lift);
    }
  }

  private void move(int point) {
    System.arraycopy(points.coordinates(), point * x.length, x, 0, x.length);
    Sites sites = points.sites();
    where = new Location(sites.condition(point), x, sites.numbers(point));
  }

  private void apply(double[] outputs, int from) {
    space.rule().apply(factor, lift, outputs, from, jets, 0);
  }

  /** Carries derivatives by u back to those by the network's jets. */
  void adjoint(double[] byTrial, double[] byNetwork, int to) {
    space.rule().adjoint(factor, byTrial, 0, byNetwork, to);
  }

  /** Returns the factor B of a function at the point. */
  double factor(int function) {
    return factor[function];
  }
}
