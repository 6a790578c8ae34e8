package io.raf4j.solver;

import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.geometry.Points;
import io.raf4j.jet.JetShape;
import io.raf4j.jet.Partial;
import io.raf4j.pde.PdeProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * The solution of a differential equation as a function: its values and its derivatives up to the
 * fourth at points of one's own, by the names that the problem gives coordinates and unknowns.
 *
 * <pre>{@code
 * PdeSolution u = PdeSolution.of(network);
 * double value = u.value("u", 0.5, 0.25);
 * double slope = u.derivative("u", new double[] {0.5, 0.25}, "x", "x");
 * double[] table = u.evaluate(Derivative.listFromText("u,d(u,t),d(u,x,x)"), points);
 * }</pre>
 *
 * <p>Derivatives are exact ones of the network, by jets, in its precision. Of a problem in slabs of
 * time it is the solution over all of them; on the border of two, that of the earlier one. Many
 * points at once are faster than one by one: they go through the network side by side, {@value
 * #TOGETHER} at a time, so that memory beyond arguments and results does not grow with their
 * number. Immutable, with parameters of its own; any number of threads may use it.
 */
public final class PdeSolution {

  /** Points that go through the network together. */
  private static final int TOGETHER = 8192;

  /** How far beyond the domain a point is on its boundary, as a share of the domain's size. */
  private static final double ROUNDING = 1e-10;

  private final SlabSolution solution;
  private final PdeProblem problem;
  private final Domain domain;
  private final Box bounds;

  private PdeSolution(SlabSolution solution, PdeProblem problem) {
    this.solution = solution;
    this.problem = problem;
    this.domain = problem.domain();
    this.bounds = domain.bounds();
  }

  /**
   * Returns the solution that a network is.
   *
   * @param network with a {@link TrialLayer} alone, such as the model of a run; its parameters are
   *     copied
   * @throws IllegalArgumentException if it is another network, or solves an eigenvalue problem
   */
  public static PdeSolution of(MultiLayerNetwork network) {
    TrialLayer layer = TrialLayer.of(network.getLayerWiseConfigurations());
    ProblemReference whole = layer.problem().overAllTimes();
    if (whole.kind() != ProblemReference.Kind.PDE) {
      throw new IllegalArgumentException(
          whole.inWords() + " is an eigenvalue problem; expected a differential equation");
    }
    return new PdeSolution(SlabSolution.of(layer, network.params().dup()), whole.pde());
  }

  /** Returns the problem that is solved, over all times. */
  public PdeProblem problem() {
    return problem;
  }

  /** Returns the names of the coordinates, in the order of the numbers of a point. */
  public List<String> coordinates() {
    return problem.coordinates().names();
  }

  /** Returns the names of the unknown functions. */
  public List<String> unknowns() {
    return problem.unknowns();
  }

  /** Returns the smallest box around the domain. */
  public Box bounds() {
    return bounds;
  }

  /** Returns all unknown functions at a point, in their order. */
  public double[] values(double... x) {
    return evaluate(unknowns().stream().map(Derivative::of).toList(), x.clone());
  }

  /**
   * Returns an unknown function at a point.
   *
   * @throws IllegalArgumentException for another name, or a point outside of the domain
   */
  public double value(String unknown, double... x) {
    return derivative(unknown, x);
  }

  /**
   * Returns a partial derivative of an unknown function at a point.
   *
   * @param along coordinates, each as often as it is differentiated by; at most four
   * @throws IllegalArgumentException for other names, or a point outside of the domain
   */
  public double derivative(String unknown, double[] x, String... along) {
    requireOne(x);
    return evaluate(List.of(Derivative.of(unknown, along)), x)[0];
  }

  /**
   * Returns functions and derivatives at many points, {@code [n, wanted]}.
   *
   * @param wanted in the order of the result
   * @param points {@code [n, d]}, row-major
   * @throws IllegalArgumentException for names that the problem does not have, derivatives of an
   *     order above four, or a point outside of the domain, naming the first
   */
  public double[] evaluate(List<Derivative> wanted, double[] points) {
    int d = requireWhole(points);
    int outside = firstOutside(points);
    if (outside >= 0) {
      throw new IllegalArgumentException(
          "point "
              + (outside + 1)
              + " is "
              + inWords(Arrays.copyOfRange(points, outside * d, (outside + 1) * d))
              + ", outside of the domain of "
              + problem.name());
    }
    return inside(wanted, points);
  }

  /**
   * Does the same with NaN for points outside of the domain.
   *
   * @throws IllegalArgumentException for names that the problem does not have, or derivatives of an
   *     order above four
   */
  public double[] evaluateWhereInside(List<Derivative> wanted, double[] points) {
    int d = requireWhole(points);
    int[] places = new int[points.length / d];
    int count = 0;
    for (int p = 0; p < places.length; p++) {
      if (contains(Arrays.copyOfRange(points, p * d, (p + 1) * d))) {
        places[count++] = p;
      }
    }
    double[] some = new double[count * d];
    for (int i = 0; i < count; i++) {
      System.arraycopy(points, places[i] * d, some, i * d, d);
    }
    double[] found = inside(wanted, some);
    double[] all = new double[places.length * wanted.size()];
    Arrays.fill(all, Double.NaN);
    for (int i = 0; i < count; i++) {
      System.arraycopy(found, i * wanted.size(), all, places[i] * wanted.size(), wanted.size());
    }
    return all;
  }

  /** Returns the index of the first of many points that is outside of the domain, -1 if none is. */
  public int firstOutside(double[] points) {
    int d = requireWhole(points);
    for (int p = 0; p < points.length / d; p++) {
      if (!contains(Arrays.copyOfRange(points, p * d, (p + 1) * d))) {
        return p;
      }
    }
    return -1;
  }

  /** Returns whether a point is in the domain or, but for rounding, on its boundary. */
  public boolean contains(double... x) {
    requireOne(x);
    if (domain.contains(x)) {
      return true;
    }
    double[] near = x.clone();
    for (int k = 0; k < near.length; k++) {
      double slack = ROUNDING * (bounds.high(k) - bounds.low(k));
      // Not so for NaN, which is nowhere.
      if (!(x[k] >= bounds.low(k) - slack && x[k] <= bounds.high(k) + slack)) {
        return false;
      }
      near[k] = Math.max(bounds.low(k), Math.min(bounds.high(k), x[k]));
    }
    return domain.contains(near) || isBesideTheDomain(near);
  }

  private boolean isBesideTheDomain(double[] point) {
    for (int k = 0; k < point.length; k++) {
      double[] moved = point.clone();
      for (int sign = -1; sign <= 1; sign += 2) {
        moved[k] = point[k] + sign * ROUNDING * (bounds.high(k) - bounds.low(k));
        if (domain.contains(moved)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Returns a point with its coordinates by name. */
  public String inWords(double... x) {
    List<String> parts = new ArrayList<>();
    for (int k = 0; k < x.length; k++) {
      parts.add(coordinates().get(k) + " = " + x[k]);
    }
    return String.join(", ", parts);
  }

  private double[] inside(List<Derivative> wanted, double[] points) {
    Rows rows = rows(wanted);
    int d = coordinates().size();
    double[] all = new double[Math.multiplyExact(points.length / d, wanted.size())];
    for (int from = 0; from < points.length / d; from += TOGETHER) {
      int to = Math.min(points.length / d, from + TOGETHER);
      double[] some = Arrays.copyOfRange(points, from * d, to * d);
      double[] jets = solution.jets(rows.shape(), new Points(d, some, new double[to - from]));
      int each = rows.shape().rows() * unknowns().size();
      for (int p = from; p < to; p++) {
        for (int i = 0; i < wanted.size(); i++) {
          all[p * wanted.size() + i] = jets[(p - from) * each + rows.at()[i]];
        }
      }
    }
    return all;
  }

  /**
   * Where functions and derivatives are among the jets of a point.
   *
   * @param shape that carries them all
   * @param at the places
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Rows(JetShape shape, int[] at) {}

  private Rows rows(List<Derivative> wanted) {
    List<Partial> partials =
        wanted.stream().filter(one -> !one.along().isEmpty()).map(this::partial).toList();
    JetShape shape =
        partials.isEmpty() ? JetShape.value() : JetShape.of(coordinates().size(), partials);
    int[] at = new int[wanted.size()];
    for (int i = 0; i < at.length; i++) {
      Derivative one = wanted.get(i);
      int row = one.along().isEmpty() ? 0 : shape.row(partial(one));
      at[i] = row * unknowns().size() + Derivative.place("unknown", one.unknown(), unknowns());
    }
    return new Rows(shape, at);
  }

  private Partial partial(Derivative one) {
    return Partial.along(one.axes(coordinates()));
  }

  private void requireOne(double[] x) {
    if (x.length != coordinates().size()) {
      throw new IllegalArgumentException(
          "a point has "
              + x.length
              + " coordinates; expected "
              + coordinates().size()
              + ": "
              + String.join(", ", coordinates()));
    }
  }

  private int requireWhole(double[] points) {
    int d = coordinates().size();
    if (points.length % d != 0) {
      throw new IllegalArgumentException(
          "points have " + points.length + " coordinates; expected a multiple of " + d);
    }
    return d;
  }
}
