package io.raf4j.pde;

import io.raf4j.geometry.Points;
import io.raf4j.geometry.Sampler;
import io.raf4j.geometry.Sites;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import io.raf4j.jet.JetShape;
import io.raf4j.random.Purpose;
import java.util.Arrays;
import java.util.List;

/**
 * The residuals of a problem: of its equation inside and of its conditions, with what a trace of
 * them has found out, and the points at which they are evaluated together.
 *
 * <p>The right-hand sides of a manufactured problem, those of its conditions on the boundary and
 * inside among them, are what the left-hand sides give for the exact solution. Immutable and
 * thread-safe.
 */
public final class PdeResidual {

  /** Points of all conditions on the boundary together, for each point inside. */
  private static final double SHARE = 0.25;

  /** Points that a condition has at least. */
  private static final int LEAST = 16;

  private final PdeProblem problem;
  private final List<Condition> conditions;
  private final OperatorTrace trace;
  private final double[] scales;

  /**
   * Traces a problem.
   *
   * @throws IllegalStateException see {@link OperatorTrace#of}
   */
  public PdeResidual(PdeProblem problem) {
    this.problem = problem;
    this.conditions = problem.conditions();
    this.trace = OperatorTrace.of(problem);
    this.scales = ConditionScales.of(problem, trace);
  }

  /** Returns the problem. */
  public PdeProblem problem() {
    return problem;
  }

  /** Returns the derivatives that operator and conditions ask for. */
  public JetShape shape() {
    return trace.shape();
  }

  /** Returns how many residuals a point has at most: there are zeros where it has fewer. */
  public int equations() {
    return trace.most();
  }

  /**
   * Returns how many residuals a point has.
   *
   * @param condition 0 inside, from 1 on a condition
   */
  public int equations(int condition) {
    return trace.equations().get(condition);
  }

  /**
   * Returns the factor s of a condition's residuals: how much larger the residuals of the equation
   * are than the condition's for functions that vary over the whole domain by about 1, see {@link
   * ConditionScales}; 1 inside.
   *
   * @param condition 0 inside, from 1 on a condition
   */
  public double scale(int condition) {
    return scales[condition];
  }

  /**
   * Returns the left-hand sides at a point, as many as {@link #equations()}.
   *
   * @param u the functions there
   * @param coefficients the problem's unknown numbers
   */
  public Dual[] leftHand(Location where, Field[] u, Dual[] coefficients) {
    Dual[] left =
        where.condition() == 0
            ? problem.operator(where.x(), u, coefficients)
            : conditions.get(where.condition() - 1).equation().at(where, u, coefficients);
    if (left.length == equations()) {
      return left;
    }
    Dual[] padded = Arrays.copyOf(left, equations());
    Arrays.fill(padded, left.length, padded.length, Dual.constant(0));
    return padded;
  }

  /**
   * Returns the right-hand sides at a point, as many as {@link #equations()}.
   *
   * @throws IllegalStateException when the problem is manufactured from no exact solution, or its
   *     source gives another number than its operator
   */
  public double[] rightHand(Location where) {
    if (problem.isManufactured()) {
      return vanishes(where.condition()) ? manufactured(where) : new double[equations()];
    }
    if (where.condition() > 0) {
      return new double[equations()];
    }
    double[] f = problem.source(where.x());
    if (f.length != equations(0)) {
      throw new IllegalStateException(
          problem.name()
              + " has an operator that gives "
              + equations(0)
              + " residuals and a source that gives "
              + f.length
              + " numbers; let source(x) return as many");
    }
    return f.length == equations() ? f : Arrays.copyOf(f, equations());
  }

  /** Returns whether residuals of the exact solution are zero. */
  private boolean vanishes(int condition) {
    return condition == 0 || conditions.get(condition - 1).isExact();
  }

  private double[] manufactured(Location where) {
    ExactSolution solution =
        problem
            .exact()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        problem.name()
                            + " is manufactured; let exact() return the solution it is made of"));
    return Arrays.stream(leftHand(where, known(solution, where.x()), exactCoefficients()))
        .mapToDouble(Dual::value)
        .toArray();
  }

  /** Returns the coefficients that belong to the exact solution. */
  private Dual[] exactCoefficients() {
    List<Coefficient> all = problem.coefficients();
    double[] exact =
        problem
            .exactCoefficients()
            .orElseGet(() -> all.stream().mapToDouble(Coefficient::initial).toArray());
    return Arrays.stream(exact).mapToObj(Dual::constant).toArray(Dual[]::new);
  }

  /**
   * Returns an exact solution at a point as fields of the problem's operator.
   *
   * @throws IllegalStateException if it has another number of functions than the problem
   */
  public Field[] known(ExactSolution solution, double[] x) {
    Jet[] u = solution.at(Jet.coordinates(x, shape()));
    if (u.length != problem.components()) {
      throw new IllegalStateException(
          problem.name()
              + " has the unknowns "
              + problem.unknowns()
              + ", but exact() gives "
              + u.length
              + " functions; let it give as many");
    }
    return Arrays.stream(u).map(jet -> Field.of(jet, shape())).toArray(Field[]::new);
  }

  /**
   * Returns the residuals at a point with their linearisation, as many as {@link #equations()}, not
   * scaled.
   *
   * @param u the functions there
   * @param coefficients the problem's unknown numbers
   */
  public Dual[] at(Location where, Field[] u, Dual... coefficients) {
    Dual[] left = leftHand(where, u, coefficients);
    double[] right = rightHand(where);
    Dual[] residual = new Dual[right.length];
    for (int i = 0; i < right.length; i++) {
      residual[i] = left[i].minus(right[i]);
    }
    return residual;
  }

  /**
   * Returns points inside together with those of all conditions, which follow in their order.
   *
   * <p>The conditions on the boundary and inside share a quarter as many points as there are
   * inside, at least 16 each; given points are all there. Weights are such that the weighted sum of
   * squared residuals, divided by the weights of the points inside, is the loss of {@link
   * Condition}, but for s^2, which {@link #scale} has.
   *
   * @param inside drawn from the domain
   * @param sampler as it was drawn
   * @param seed as it was drawn
   * @param purpose as it was drawn
   * @param step as it was drawn
   * @param shard as it was drawn
   */
  public Points withConditions(
      Points inside, Sampler sampler, long seed, Purpose purpose, long step, int shard) {
    if (conditions.isEmpty()) {
      return inside;
    }
    ConditionPoints.Source source = new ConditionPoints.Source(sampler, seed, purpose, step, shard);
    int each = Math.toIntExact(ofCondition(inside.count()));
    ConditionPoints[] all = new ConditionPoints[conditions.size()];
    for (int c = 0; c < all.length; c++) {
      all[c] = ConditionPoints.draw(problem, conditions.get(c), c + 1, source, each);
    }
    return together(inside, all);
  }

  /** Returns how many points a condition has that are drawn. */
  private long ofCondition(long inside) {
    long drawn =
        conditions.stream().filter(c -> !(c.place() instanceof Condition.AtPoints)).count();
    return Math.max(LEAST, Math.round(SHARE * inside / Math.max(1, drawn)));
  }

  /**
   * Returns how many points there are at most with those of the conditions.
   *
   * @param inside points inside
   */
  public long count(long inside) {
    long count = inside;
    for (Condition condition : conditions) {
      count +=
          condition.place() instanceof Condition.AtPoints at
              ? at.points().count()
              : ofCondition(inside);
    }
    return count;
  }

  private Points together(Points inside, ConditionPoints[] all) {
    int d = inside.dimension();
    int count = inside.count() + Arrays.stream(all).mapToInt(ConditionPoints::count).sum();
    int width = Arrays.stream(all).mapToInt(ConditionPoints::width).max().orElse(0);
    double[] coordinates = Arrays.copyOf(inside.coordinates(), count * d);
    double[] weights = Arrays.copyOf(inside.weights(), count);
    double[] numbers = new double[count * width];
    int[] numbersOf = new int[count];
    double whole = Arrays.stream(inside.weights()).sum();
    int next = inside.count();
    for (int c = 0; c < all.length; c++) {
      ConditionPoints points = all[c];
      double sum = Arrays.stream(points.weights()).sum();
      System.arraycopy(points.coordinates(), 0, coordinates, next * d, points.count() * d);
      for (int i = 0; i < points.count(); i++) {
        weights[next] = whole * conditions.get(c).weight() * points.weights()[i] / sum;
        numbersOf[next] = c + 1;
        System.arraycopy(
            points.numbers(), i * points.width(), numbers, next * width, points.width());
        next++;
      }
    }
    return new Points(d, coordinates, weights, new Sites(numbersOf, width, numbers));
  }
}
