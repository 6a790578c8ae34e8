package io.raf4j.solver;

import io.raf4j.eigen.EigenProblem;
import io.raf4j.geometry.Domain;
import io.raf4j.geometry.Points;
import io.raf4j.geometry.Sampler;
import io.raf4j.jet.Jet;
import io.raf4j.jet.JetShape;
import io.raf4j.jet.TrialFunction;
import io.raf4j.jetnet.JetNetwork;
import io.raf4j.pde.PdeProblem;
import io.raf4j.random.Purpose;
import java.util.Arrays;
import java.util.function.Function;

/**
 * The trial functions {@code u_i = B_i N_i(features) + A_i} of a problem on jets of one shape: what
 * the network sees of points, and u from what it answers. Immutable and thread-safe.
 */
final class TrialSpace {

  /** A_i or B_i at a point. */
  interface PerFunction {
    Jet at(int component, Jet[] x);
  }

  private final int dimension;
  private final int features;
  private final int functions;
  private final JetShape shape;
  private final TrialFunction rule;
  private final Function<Jet[], Jet[]> featureMap;
  private final PerFunction factor;
  private final PerFunction lift;

  /** Null where the function begins with this slab of time, or there are none. */
  private final EarlierSlabs earlier;

  private TrialSpace(
      Domain domain,
      int functions,
      JetShape shape,
      Function<Jet[], Jet[]> featureMap,
      PerFunction factor,
      PerFunction lift,
      EarlierSlabs earlier) {
    this.earlier = earlier;
    this.dimension = domain.dimension();
    this.functions = functions;
    this.shape = shape;
    this.rule = new TrialFunction(shape, functions);
    this.featureMap = featureMap;
    this.factor = factor;
    this.lift = lift;
    this.features = featureMap.apply(Jet.coordinates(inside(domain))).length;
  }

  /** Returns the trial functions of a differential equation. */
  static TrialSpace of(PdeProblem problem, JetShape shape) {
    return of(problem, shape, null);
  }

  /**
   * Returns the trial functions of a differential equation in a slab of time.
   *
   * @param earlier what is left for it, null if nothing is
   */
  static TrialSpace of(PdeProblem problem, JetShape shape, EarlierSlabs earlier) {
    return new TrialSpace(
        problem.domain(),
        problem.components(),
        shape,
        problem::features,
        problem::boundaryFactor,
        problem::lift,
        earlier);
  }

  /** Returns {@code count} trial functions of an eigenvalue problem. */
  static TrialSpace of(EigenProblem problem, int count, JetShape shape) {
    return new TrialSpace(
        problem.domain(),
        count,
        shape,
        problem::features,
        (component, x) -> problem.boundaryFactor(x),
        (component, x) -> Jet.constant(0),
        null);
  }

  private static double[] inside(Domain domain) {
    double[] cube = new double[domain.cubeDimension()];
    Arrays.fill(cube, 0.5);
    double[] point = new double[domain.dimension()];
    // The middle of the cube may belong to no point; any that is drawn will do.
    return domain.place(cube, point) != 0
        ? point
        : Sampler.UNIFORM.draw(domain, 1, Purpose.COLLOCATION, 0, 0, 1).point(0);
  }

  int dimension() {
    return dimension;
  }

  /** Returns how many numbers the network sees of a point. */
  int features() {
    return features;
  }

  int functions() {
    return functions;
  }

  JetShape shape() {
    return shape;
  }

  TrialFunction rule() {
    return rule;
  }

  /** Returns the network's inputs at points. */
  JetNetwork.Inputs inputs(Points points) {
    return (first, count, jets) -> {
      double[] x = new double[dimension];
      for (int p = 0; p < count; p++) {
        System.arraycopy(points.coordinates(), (first + p) * dimension, x, 0, dimension);
        Jet[] seen = featureMap.apply(Jet.coordinates(x, shape));
        for (int j = 0; j < features; j++) {
          seen[j].write(shape, jets, p * shape.rows() * features + j, features);
        }
      }
    };
  }

  /** Returns what earlier slabs of time add to A, null if nothing. */
  EarlierSlabs earlier() {
    return earlier;
  }

  /**
   * Writes the rows of B and of A, {@code [rows, functions]} each, at a point; A without what
   * earlier slabs of time add.
   */
  void boundary(double[] point, double[] factorRows, double[] liftRows) {
    Jet[] x = Jet.coordinates(point, shape);
    for (int i = 0; i < functions; i++) {
      factor.at(i, x).write(shape, factorRows, i, functions);
      lift.at(i, x).write(shape, liftRows, i, functions);
    }
  }
}
