package io.raf4j.pde;

import io.raf4j.geometry.BoundaryPart;
import io.raf4j.geometry.BoundaryPoints;
import io.raf4j.geometry.Points;
import io.raf4j.geometry.Sampler;
import io.raf4j.geometry.Shape;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import io.raf4j.random.Purpose;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Looks for what is wrong with a problem before anything is trained: at a hundred points inside and
 * on every part of the boundary.
 *
 * <p>Found are residuals, factors, lifts and features that are not finite, a factor that is not
 * positive inside, numbers of functions that differ, an exact solution of another equation or with
 * other values, a part of the boundary without a condition, prescribed values that disagree at a
 * corner, and observations outside.
 */
public final class ProblemCheck {

  private static final int POINTS = 100;
  private static final int ON_PART = 16;

  /** A residual is no rounding where it is this part of what a change of u by 1 % makes. */
  private static final double WRONG = 1e-2;

  private static final double CHANGE = 0.01;
  private static final double SMALL = 1e-9;
  private static final double SAME_POINT = 1e-9;
  private static final double SAME_VALUE = 1e-6;

  private final PdeProblem problem;
  private final PdeResidual residual;
  private final Points inside;

  private ProblemCheck(PdeProblem problem) {
    this.problem = problem;
    this.residual = new PdeResidual(problem);
    this.inside =
        Sampler.UNIFORM.draw(problem.domain(), 2, Purpose.EVALUATION_SAMPLE, 0, 0, POINTS);
  }

  /**
   * Checks a problem.
   *
   * @throws IllegalArgumentException saying what is wrong and where, in one sentence
   * @throws IllegalStateException see {@link OperatorTrace#of}
   */
  public static void require(PdeProblem problem) {
    requireDifferent(problem, "unknown", problem.unknowns());
    requireDifferent(
        problem, "condition", problem.conditions().stream().map(Condition::name).toList());
    requireDifferent(
        problem, "coefficient", problem.coefficients().stream().map(Coefficient::name).toList());
    requireAsManyCoefficients(problem);
    problem.conditions().forEach(condition -> requireInside(problem, condition));
    ProblemCheck check = new ProblemCheck(problem);
    for (int i = 0; i < POINTS; i++) {
      check.requireFiniteInside(check.inside.point(i));
    }
    check.requireFiniteConditions();
    check.requireExact();
    check.requireConditionsEverywhere();
    check.requireCorners();
  }

  private static void requireDifferent(PdeProblem problem, String what, List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      if (names.subList(0, i).contains(names.get(i))) {
        throw wrong(problem, "has two of the " + what + "s named \"" + names.get(i) + "\"");
      }
    }
  }

  private static void requireAsManyCoefficients(PdeProblem problem) {
    int unknown = problem.coefficients().size();
    int exact = problem.exactCoefficients().map(known -> known.length).orElse(unknown);
    if (exact != unknown) {
      throw wrong(
          problem,
          "has "
              + unknown
              + " coefficients, but exactCoefficients() gives "
              + exact
              + "; let it give as many");
    }
  }

  private static IllegalArgumentException wrong(PdeProblem problem, String what) {
    return new IllegalArgumentException(problem.name() + " " + what);
  }

  private static void requireInside(PdeProblem problem, Condition condition) {
    if (condition.place() instanceof Condition.AtPoints at) {
      Observations points = at.points();
      if (points.dimension() != problem.domain().dimension()) {
        throw wrong(
            problem,
            "has observations \""
                + condition.name()
                + "\" of "
                + points.dimension()
                + " coordinates in a domain of "
                + problem.domain().dimension());
      }
      for (int i = 0; i < points.count(); i++) {
        if (!problem.domain().contains(points.point(i))) {
          throw wrong(
              problem,
              "has the observation "
                  + (i + 1)
                  + " of \""
                  + condition.name()
                  + "\" outside its domain, at "
                  + Arrays.toString(points.point(i)));
        }
      }
    }
  }

  private void requireFiniteInside(double[] x) {
    Jet[] coordinates = Jet.coordinates(x, residual.shape());
    for (int i = 0; i < problem.components(); i++) {
      String unknown = problem.unknowns().get(i);
      double factor = problem.boundaryFactor(i, coordinates).value();
      if (!(factor > 0) || Double.isInfinite(factor)) {
        throw wrong(
            problem,
            "has the boundary factor "
                + factor
                + " of "
                + unknown
                + " inside, at "
                + Arrays.toString(x)
                + "; let it be positive there and zero on the boundary alone");
      }
      requireFinite("lift of " + unknown, problem.lift(i, coordinates).value(), x);
    }
    for (Jet feature : problem.features(coordinates)) {
      requireFinite("feature", feature.value(), x);
    }
    for (Dual left : residual.leftHand(Location.inside(x), something(x), coefficients())) {
      requireFinite("residual of a smooth positive function", left.value(), x);
    }
    for (double right : residual.rightHand(Location.inside(x))) {
      requireFinite("source", right, x);
    }
  }

  private void requireFinite(String what, double value, double[] x) {
    if (!Double.isFinite(value)) {
      throw wrong(problem, "has the " + what + " " + value + " at " + Arrays.toString(x));
    }
  }

  private Dual[] coefficients() {
    return Coefficient.initials(problem.coefficients());
  }

  /** Returns functions between 1 and 2. */
  private Field[] something(double[] point) {
    Jet[] x = Jet.coordinates(point, residual.shape());
    return fields(i -> wave(x, i).times(0.5).plus(1.5));
  }

  private Field[] fields(IntFunction<Jet> function) {
    Field[] fields = new Field[problem.components()];
    Arrays.setAll(fields, i -> Field.of(function.apply(i), residual.shape()));
    return fields;
  }

  private static Jet wave(Jet[] x, int i) {
    return Jet.sum(x).plus(i).sin();
  }

  private void requireFiniteConditions() {
    for (int c = 1; c <= problem.conditions().size(); c++) {
      String name = problem.conditions().get(c - 1).name();
      ConditionPoints points = points(c);
      for (int i = 0; i < points.count(); i++) {
        Location where = points.location(c, i, problem.domain().dimension());
        for (Dual left : residual.leftHand(where, something(where.x()), coefficients())) {
          requireFinite("residual of condition \"" + name + "\"", left.value(), where.x());
        }
      }
    }
  }

  private ConditionPoints points(int condition) {
    return ConditionPoints.draw(
        problem,
        problem.conditions().get(condition - 1),
        condition,
        new ConditionPoints.Source(Sampler.UNIFORM, 2, Purpose.EVALUATION_SAMPLE, 0, 0),
        POINTS);
  }

  /** The exact solution is one of this equation, and has the values that are prescribed. */
  private void requireExact() {
    if (problem.exact().isEmpty()) {
      return;
    }
    ExactSolution exact = problem.exact().get();
    residual.known(exact, inside.point(0));
    if (!problem.isManufactured()) {
      double[] sums = new double[2];
      for (int i = 0; i < POINTS; i++) {
        addSquares(exact, Location.inside(inside.point(i)), sums);
      }
      if (isWrong(sums)) {
        throw wrong(
            problem,
            "has an exact() whose residual inside is "
                + Math.sqrt(sums[0] / POINTS)
                + ", a root mean square; it solves another equation");
      }
      requireExactConditions(exact);
    }
    requireExactValues(exact);
  }

  private static boolean isWrong(double[] sums) {
    return !(Math.sqrt(sums[0]) <= WRONG * Math.sqrt(sums[1]));
  }

  /** Adds the squares of residuals, of the exact solution and of one that differs a little. */
  private void addSquares(ExactSolution exact, Location where, double[] sums) {
    Jet[] x = Jet.coordinates(where.x(), residual.shape());
    Jet[] u = exact.at(x);
    Dual[] coefficients =
        Arrays.stream(
                problem
                    .exactCoefficients()
                    .orElseGet(
                        () ->
                            problem.coefficients().stream()
                                .mapToDouble(Coefficient::initial)
                                .toArray()))
            .mapToObj(Dual::constant)
            .toArray(Dual[]::new);
    Dual[] right = residual.at(where, fields(i -> u[i]), coefficients);
    Dual[] near =
        residual.at(where, fields(i -> u[i].plus(wave(x, i).times(CHANGE))), coefficients);
    for (int e = 0; e < right.length; e++) {
      sums[0] += right[e].value() * right[e].value();
      double change = near[e].value() - right[e].value();
      sums[1] += change * change;
    }
  }

  private void requireExactConditions(ExactSolution exact) {
    for (int c = 1; c <= problem.conditions().size(); c++) {
      Condition condition = problem.conditions().get(c - 1);
      if (!condition.isExact()) {
        continue;
      }
      ConditionPoints points = points(c);
      double[] sums = new double[2];
      for (int i = 0; i < points.count(); i++) {
        addSquares(exact, points.location(c, i, problem.domain().dimension()), sums);
      }
      if (isWrong(sums)) {
        throw wrong(
            problem,
            "has an exact() whose residual of condition \""
                + condition.name()
                + "\" is "
                + Math.sqrt(sums[0] / points.count())
                + ", a root mean square; it belongs to other conditions");
      }
    }
  }

  private void requireExactValues(ExactSolution exact) {
    if (!(problem.domain() instanceof Shape shape)) {
      return;
    }
    for (BoundaryPart part : shape.parts()) {
      BoundaryPoints points = onPart(part);
      for (int p = 0; p < points.count(); p++) {
        Jet[] x = Jet.constants(points.point(p));
        double[] values = exact.values(points.point(p));
        for (int i = 0; i < values.length; i++) {
          double gap = Math.abs(values[i] - problem.lift(i, x).value());
          if (isPrescribed(i, x) && !(gap <= SAME_VALUE * (1 + Math.abs(values[i])))) {
            throw wrong(
                problem,
                "prescribes "
                    + problem.lift(i, x).value()
                    + " for "
                    + problem.unknowns().get(i)
                    + " on \""
                    + part.name()
                    + "\" at "
                    + Arrays.toString(points.point(p))
                    + ", where exact() is "
                    + values[i]);
          }
        }
      }
    }
  }

  private boolean isPrescribed(int component, Jet[] x) {
    return Math.abs(problem.boundaryFactor(component, x).value()) <= SMALL;
  }

  private static BoundaryPoints onPart(BoundaryPart part) {
    return Sampler.UNIFORM.drawBoundary(part, 2, Purpose.EVALUATION_SAMPLE, 0, 0, ON_PART);
  }

  private void requireConditionsEverywhere() {
    if (!(problem.domain() instanceof Shape shape)) {
      return;
    }
    HashSet<String> known = new HashSet<>(problem.freeParts());
    for (String free : known) {
      shape.part(free);
    }
    for (Condition condition : problem.conditions()) {
      if (condition.place() instanceof Condition.OnPart on) {
        known.add(on.part().name());
      }
    }
    for (BoundaryPart part : shape.parts()) {
      if (!known.contains(part.name()) && isOpen(part, shape)) {
        throw wrong(
            problem,
            "has no condition on \""
                + part.name()
                + "\": let a boundary factor vanish there, add it to conditions(), or name it in"
                + " freeParts() if nothing is prescribed on purpose");
      }
    }
  }

  /** Returns whether nothing holds on a part: neither values nor a symmetry of the features. */
  private boolean isOpen(BoundaryPart part, Shape shape) {
    BoundaryPoints points = onPart(part);
    for (int p = 0; p < points.count(); p++) {
      double[] point = points.point(p);
      double[] normal = points.normal(p);
      boolean isEndOfTime = problem.coordinates().hasTime() && normal[0] == 1;
      Jet[] x = Jet.coordinates(point);
      boolean isPrescribed = false;
      for (int i = 0; i < problem.components(); i++) {
        isPrescribed |= isPrescribed(i, x);
      }
      if (!isEndOfTime
          && !isPrescribed
          && !isEven(x, normal)
          && !isPeriodic(point, normal, shape)) {
        return true;
      }
    }
    return false;
  }

  private boolean isEven(Jet[] x, double[] normal) {
    for (Jet feature : problem.features(x)) {
      double slope = 0;
      for (int k = 0; k < normal.length; k++) {
        slope += normal[k] * feature.derivative(k);
      }
      if (Math.abs(slope) > SMALL) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether the network sees the same on the opposite side. */
  private boolean isPeriodic(double[] point, double[] normal, Shape shape) {
    int axis = 0;
    while (axis < normal.length && Math.abs(normal[axis]) != 1) {
      axis++;
    }
    if (axis == normal.length) {
      return false;
    }
    double[] opposite = point.clone();
    opposite[axis] = normal[axis] > 0 ? shape.bounds().low(axis) : shape.bounds().high(axis);
    Jet[] here = problem.features(Jet.constants(point));
    Jet[] there = problem.features(Jet.constants(opposite));
    for (int j = 0; j < here.length; j++) {
      if (Math.abs(here[j].value() - there[j].value()) > SMALL) {
        return false;
      }
    }
    return true;
  }

  /** Values prescribed on two parts agree where the parts meet, in the plane. */
  private void requireCorners() {
    List<Condition> all = problem.conditions();
    for (int a = 0; a < all.size(); a++) {
      for (int b = a + 1; b < all.size(); b++) {
        if (all.get(a).equation() instanceof Condition.Prescribed first
            && all.get(b).equation() instanceof Condition.Prescribed second
            && first.component() == second.component()
            && !problem.isManufactured()) {
          requireCorner(all.get(a), first, all.get(b), second);
        }
      }
    }
  }

  private void requireCorner(
      Condition a, Condition.Prescribed first, Condition b, Condition.Prescribed second) {
    for (double[] here : ends(a)) {
      for (double[] there : ends(b)) {
        double distance = 0;
        for (int k = 0; k < here.length; k++) {
          distance = Math.max(distance, Math.abs(here[k] - there[k]));
        }
        double left = first.g().at(here);
        double right = second.g().at(there);
        if (distance < SAME_POINT && Math.abs(left - right) > SAME_VALUE * (1 + Math.abs(left))) {
          throw wrong(
              problem,
              "prescribes "
                  + left
                  + " on \""
                  + a.name()
                  + "\" and "
                  + right
                  + " on \""
                  + b.name()
                  + "\" for "
                  + problem.unknowns().get(first.component())
                  + " at their corner "
                  + Arrays.toString(here)
                  + "; let them agree there");
        }
      }
    }
  }

  /** Returns both ends of a part that is a line. */
  private static List<double[]> ends(Condition condition) {
    if (condition.place() instanceof Condition.OnPart on && on.part().cubeDimension() == 1) {
      double[] low = new double[on.part().dimension()];
      double[] high = new double[on.part().dimension()];
      double[] normal = new double[on.part().dimension()];
      double isLow = on.part().place(new double[] {0}, low, normal);
      double isHigh = on.part().place(new double[] {Math.nextDown(1.0)}, high, normal);
      if (isLow > 0 && isHigh > 0) {
        return List.of(low, high);
      }
    }
    return List.of();
  }
}
