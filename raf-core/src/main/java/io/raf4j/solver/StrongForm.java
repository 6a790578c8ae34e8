package io.raf4j.solver;

import io.raf4j.geometry.Points;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jetnet.JetNetwork;
import io.raf4j.pde.Location;

/**
 * Residuals of trial functions at points, with their derivatives by the network's output jets: what
 * {@link JetNetwork} asks for. Every residual is multiplied by the square root of its point's
 * weight. Thread-safe.
 */
final class StrongForm {

  private final TrialSpace space;
  private final PointEquations equations;
  private final Points points;
  private final double[] extra;
  private final PointMemory memory;

  /**
   * @param extra values of the unknowns beside the functions
   */
  StrongForm(TrialSpace space, PointEquations equations, Points points, double[] extra) {
    this(
        space,
        equations,
        points,
        extra,
        new PointMemory(
            points.count(), space.rule().length(), space.rule().length(), equations.equations()));
  }

  private StrongForm(
      TrialSpace space,
      PointEquations equations,
      Points points,
      double[] extra,
      PointMemory memory) {
    this.space = space;
    this.equations = equations;
    this.points = points;
    this.extra = extra;
    this.memory = memory;
  }

  /** Returns the form with other unknowns beside the functions; the two share their memory. */
  StrongForm with(double[] otherExtra) {
    return new StrongForm(space, equations, points, otherExtra, memory);
  }

  /** The functions at a point, and the way back from residuals to the network. */
  private final class Workspace {
    final TrialPoint trial = new TrialPoint(space, points);
    final int length = trial.length();
    final double[] x = trial.x();
    final int rows = space.functions() * space.shape().rows();
    private final double[] byTrial = new double[length];
    private final double[] source = new double[equations.equations()];

    /** Evaluates the functions at a point from the network's jets. */
    Field[] fields(int point, double[] outputs, int from) {
      trial.evaluate(point, outputs, from, equations, source, memory);
      return Field.of(trial.jets(), 0, space.functions(), space.shape(), equations.extraPartials());
    }

    /** Evaluates the residuals at the point of the fields. */
    Dual[] residuals(Field[] u) {
      Dual[] r = equations.at(trial.location(), u, extra);
      for (int e = 0; e < r.length; e++) {
        r[e] = r[e].minus(source[e]);
      }
      return r;
    }

    /** Writes the derivatives of a residual by the network's jets. */
    void pullBack(Dual residual, double scale, double[] partials, int to) {
      int rows = space.shape().rows();
      int functions = space.functions();
      for (int i = 0; i < functions; i++) {
        for (int row = 0; row < rows; row++) {
          byTrial[row * functions + i] = scale * residual.partial(i * rows + row);
        }
      }
      trial.adjoint(byTrial, partials, to);
    }
  }

  /** Returns the sum of the weights of the points inside, which the loss is divided by. */
  double weight() {
    double sum = 0;
    for (int p = 0; p < points.count(); p++) {
      if (points.sites().condition(p) == 0) {
        sum += weight(p, Location.inside(points.point(p)));
      }
    }
    return sum;
  }

  private double weight(int point, Location where) {
    return points.weights()[point] * equations.weight(where);
  }

  /** Residuals and partials, as {@link JetNetwork.ExtendedResidual}. */
  void residuals(
      int first,
      int count,
      double[] outputs,
      double[] residuals,
      double[] partials,
      double[] extraPartials) {
    Workspace work = new Workspace();
    int m = equations.equations();
    int unknowns = equations.extra();
    for (int p = 0; p < count; p++) {
      Field[] u = work.fields(first + p, outputs, p * work.length);
      Dual[] r = work.residuals(u);
      double root = Math.sqrt(weight(first + p, work.trial.location()));
      for (int e = 0; e < m; e++) {
        int at = p * m + e;
        residuals[at] = root * r[e].value();
        work.pullBack(r[e], root, partials, at * work.length);
        for (int j = 0; j < unknowns; j++) {
          extraPartials[at * unknowns + j] = root * equations.byExtra(e, j, u, r[e], work.rows);
        }
      }
      requireFinite(r, first + p, work.x);
    }
  }

  /**
   * The sum of squares and its derivatives, as {@link JetNetwork.BlockLoss}.
   *
   * @param byExtra receives every point's derivatives by the unknowns beside the functions
   */
  double loss(int first, int count, double[] outputs, double[] adjoints, double[][] byExtra) {
    Workspace work = new Workspace();
    double[] partials = new double[work.length];
    double sum = 0;
    for (int p = 0; p < count; p++) {
      Field[] u = work.fields(first + p, outputs, p * work.length);
      Dual[] r = work.residuals(u);
      requireFinite(r, first + p, work.x);
      double weight = weight(first + p, work.trial.location());
      byExtra[first + p] = new double[equations.extra()];
      for (int e = 0; e < r.length; e++) {
        Dual residual = r[e];
        double slope = 2 * weight * residual.value();
        sum += weight * residual.value() * residual.value();
        for (int j = 0; j < byExtra[first + p].length; j++) {
          byExtra[first + p][j] += slope * equations.byExtra(e, j, u, residual, work.rows);
        }
        work.pullBack(residual, slope, partials, 0);
        for (int i = 0; i < partials.length; i++) {
          adjoints[p * work.length + i] += partials[i];
        }
      }
    }
    return sum;
  }

  /** Takes the fields and residuals of a point. */
  interface PointTaker {
    void take(int point, double weight, Field[] u, Dual[] residuals);
  }

  /** Visits points without asking for derivatives; non-finite residuals are passed on. */
  void visit(int first, int count, double[] outputs, PointTaker taker) {
    Workspace work = new Workspace();
    for (int p = 0; p < count; p++) {
      Field[] u = work.fields(first + p, outputs, p * work.length);
      Dual[] r = work.residuals(u);
      taker.take(first + p, weight(first + p, work.trial.location()), u, r);
    }
  }

  private static void requireFinite(Dual[] r, int index, double[] x) {
    for (Dual residual : r) {
      if (!Double.isFinite(residual.value())) {
        throw new NonFiniteResidualException(index, x, residual.value());
      }
    }
  }
}
