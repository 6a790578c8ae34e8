package io.raf4j.pde;

import io.raf4j.geometry.Domain;
import io.raf4j.geometry.Points;
import io.raf4j.geometry.Sampler;
import io.raf4j.jet.Dual;
import io.raf4j.jet.Field;
import io.raf4j.jet.Jet;
import io.raf4j.random.Purpose;
import java.util.List;
import java.util.Optional;

/**
 * A problem on one interval of its time, of several that are solved one after the other, each with
 * a network of its own.
 *
 * <pre>
 *   u_k    = A(t, x) + B(T, x) (sum of C_j(t, x) for j &lt; k + theta_k(t) N_k)    on s_k &lt;= t &lt;= e_k
 *   theta_k = ((t - s_k) / (e_k - s_k))^r                        1 at the end of the slab
 *   r = 1    C_j = N_j(e_j, x)                                   u is continuous
 *   r = 2    C_j = 2 N_j(e_j, x) - (theta_j N_j)(e_j - h_j, x)   u and u_t are
 *            h_j = (e_j - s_j) (1 - exp(-(t - e_j) / (e_j - s_j)))
 * </pre>
 *
 * <p>T is the end of all time, A and B are the problem's own, and r is the order by which B
 * vanishes where time begins: 1 where u is prescribed there, 2 where u_t is as well. C_j has the
 * value of {@code theta_j N_j} at the end of slab j, and for r = 2 its slope; so u_k begins with
 * what u_(k-1) ends with, for every x and together with all derivatives along x, whatever the
 * networks are, and prescribed values on the sides are met as A and B meet them. Since these are
 * sums, a slab costs an evaluation of each earlier network (two for r = 2), not of each chain of
 * them. A function whose B does not vanish where time begins (r = 0), such as a pressure, has no
 * initial values and starts anew in every slab.
 *
 * <p>The network of a slab sees the slab's time stretched to the whole, so that the features are
 * what they were made for. This class is the problem without the sum, which the networks' layer
 * adds. Immutable and thread-safe.
 */
public final class TimeSlab implements PdeProblem {

  private static final int POINTS = 32;
  private static final double SMALL = 1e-9;

  private final PdeProblem whole;
  private final SlabTimes times;
  private final Domain domain;
  private final List<Condition> conditions;
  private final double first;
  private final double last;
  private final double start;
  private final double end;
  private final int[] orders;

  /**
   * Takes a slab of a problem.
   *
   * @throws IllegalArgumentException if the problem cannot be solved in slabs or not in these,
   *     saying why in one sentence
   */
  public TimeSlab(PdeProblem whole, SlabTimes times) {
    this.whole = whole;
    this.times = times;
    requireTime(whole);
    this.first = whole.domain().bounds().low(0);
    this.last = whole.domain().bounds().high(0);
    times.require(whole.name(), first, last);
    this.start = times.start(first);
    this.end = times.end();
    SlabParts parts = new SlabParts(whole, start, end);
    this.domain = parts.domain();
    this.conditions = parts.conditions(times.number() == 1);
    this.orders = new int[whole.components()];
    for (int i = 0; i < orders.length; i++) {
      orders[i] = order(whole, i, first);
    }
    requireFactors();
  }

  private static void requireTime(PdeProblem whole) {
    if (!whole.coordinates().hasTime()) {
      throw wrong(
          whole,
          "has the coordinates "
              + whole.coordinates().names()
              + ", none of which is time; slabs are intervals of time");
    }
    if (!whole.coefficients().isEmpty()) {
      throw wrong(
          whole, "has unknown numbers, which all slabs would share; solve it in one slab of time");
    }
  }

  private static IllegalArgumentException wrong(PdeProblem whole, String what) {
    return new IllegalArgumentException(whole.name() + " " + what);
  }

  /** Returns by which order B_i vanishes where time begins, found out at some points there. */
  private static int order(PdeProblem whole, int component, double first) {
    double[] derivatives = new double[2];
    double size = 0;
    Points inside =
        Sampler.UNIFORM.draw(whole.domain(), 3, Purpose.EVALUATION_SAMPLE, 0, 0, POINTS);
    for (int p = 0; p < POINTS; p++) {
      double[] point = inside.point(p);
      size = Math.max(size, whole.boundaryFactor(component, Jet.constants(point)).value());
      point[0] = first;
      Jet factor = whole.boundaryFactor(component, Jet.coordinates(point));
      derivatives[0] = Math.max(derivatives[0], Math.abs(factor.value()));
      derivatives[1] = Math.max(derivatives[1], Math.abs(factor.derivative(0)));
    }
    if (derivatives[0] > SMALL * size) {
      return 0;
    }
    return derivatives[1] > SMALL * size ? 1 : 2;
  }

  private void requireFactors() {
    boolean hasInitial = false;
    for (int i = 0; i < orders.length; i++) {
      hasInitial |= orders[i] > 0;
    }
    if (!hasInitial) {
      throw wrong(
          whole,
          "has boundary factors that do not vanish where time begins, so that no initial values are"
              + " met exactly; slabs of time hand on values that are");
    }
    Points inside =
        Sampler.UNIFORM.draw(whole.domain(), 3, Purpose.EVALUATION_SAMPLE, 1, 0, POINTS);
    for (int p = 0; p < POINTS; p++) {
      for (int i = 0; i < orders.length; i++) {
        double factor = spaceFactor(i, Jet.constants(inside.point(p))).value();
        if (orders[i] > 0 && !(factor > 0)) {
          throw wrong(
              whole,
              "has the boundary factor "
                  + factor
                  + " of "
                  + whole.unknowns().get(i)
                  + " inside at the end of time; slabs of time need one that is positive there");
        }
      }
    }
  }

  /** Returns the problem over all times. */
  public PdeProblem whole() {
    return whole;
  }

  /** Returns which slab this is, of which. */
  public SlabTimes times() {
    return times;
  }

  /** Returns an earlier slab of the same problem, counted from 1. */
  public TimeSlab earlier(int number) {
    return new TimeSlab(whole, times.numbered(number));
  }

  /** Returns r of a function: 0, 1 or 2. */
  public int order(int component) {
    return orders[component];
  }

  /** Returns B_i at the end of all time: the factor of what earlier slabs have left. */
  public Jet spaceFactor(int component, Jet[] x) {
    return whole.boundaryFactor(component, at(Jet.constant(last), x));
  }

  /** Returns theta_i. */
  public Jet risen(int component, Jet[] x) {
    Jet share = share(x[0]);
    return switch (orders[component]) {
      case 0 -> Jet.constant(1);
      case 1 -> share;
      default -> share.square();
    };
  }

  private Jet share(Jet t) {
    return t.minus(start).times(1 / (end - start));
  }

  /** Returns a point at the end of the slab, for all times. */
  public Jet[] held(Jet[] x) {
    return at(Jet.constant(end), x);
  }

  /** Returns the point of a later time at e - h, in this slab. */
  public Jet[] mirrored(Jet[] x) {
    double length = end - start;
    Jet fallen = x[0].minus(end).times(-1 / length).exp();
    return at(fallen.subtractedFrom(1).times(-length).plus(end), x);
  }

  private static Jet[] at(Jet t, Jet[] x) {
    Jet[] point = x.clone();
    point[0] = t;
    return point;
  }

  @Override
  public Jet boundaryFactor(int component, Jet[] x) {
    return orders[component] == 0
        ? whole.boundaryFactor(component, x)
        : risen(component, x).times(spaceFactor(component, x));
  }

  @Override
  public Jet boundaryFactor(Jet[] x) {
    return boundaryFactor(0, x);
  }

  @Override
  public Jet lift(int component, Jet[] x) {
    return whole.lift(component, x);
  }

  /** Returns the features with the slab's time stretched to the whole. */
  @Override
  public Jet[] features(Jet[] x) {
    return whole.features(at(share(x[0]).times(last - first).plus(first), x));
  }

  @Override
  public String name() {
    return whole.name();
  }

  @Override
  public String equation() {
    return whole.equation();
  }

  @Override
  public Domain domain() {
    return domain;
  }

  @Override
  public Coordinates coordinates() {
    return whole.coordinates();
  }

  @Override
  public List<String> unknowns() {
    return whole.unknowns();
  }

  @Override
  public Dual[] operator(double[] x, Field[] u) {
    return whole.operator(x, u);
  }

  @Override
  public Dual[] operator(double[] x, Field[] u, Dual[] coefficients) {
    return whole.operator(x, u, coefficients);
  }

  @Override
  public List<Condition> conditions() {
    return conditions;
  }

  @Override
  public double weight(double[] x) {
    return whole.weight(x);
  }

  @Override
  public List<String> freeParts() {
    return whole.freeParts();
  }

  @Override
  public Optional<ExactSolution> exact() {
    return whole.exact();
  }

  @Override
  public Optional<ExactValues> exactValues() {
    return whole.exactValues();
  }

  @Override
  public boolean isManufactured() {
    return whole.isManufactured();
  }

  @Override
  public double[] source(double[] x) {
    return whole.source(x);
  }
}
