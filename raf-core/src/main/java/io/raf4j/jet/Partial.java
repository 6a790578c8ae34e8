package io.raf4j.jet;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A partial derivative of a function of several coordinates, such as d3/dx_0^2 dx_1.
 *
 * <p>Ordered by order, then by axes. Immutable.
 *
 * @param axes along which it is taken, counted from 0, ascending, each as often as it is taken
 */
public record Partial(List<Integer> axes) implements Serializable, Comparable<Partial> {

  /** The highest order that travels through networks. */
  public static final int MAX_ORDER = 4;

  private static final Comparator<Partial> ORDER =
      Comparator.comparingInt(Partial::order)
          .thenComparing(one -> one.axes, Partial::compareLexically);

  /** Checks the order and sorts the axes. */
  public Partial {
    if (axes.isEmpty() || axes.size() > MAX_ORDER) {
      throw new IllegalArgumentException(
          "a partial derivative of order "
              + axes.size()
              + "; expected an order from 1 to "
              + MAX_ORDER
              + ": write one of higher order as a system, with a derivative as an unknown of its"
              + " own");
    }
    if (axes.stream().anyMatch(axis -> axis < 0)) {
      throw new IllegalArgumentException("axes are " + axes + "; expected 0 or more");
    }
    axes = axes.stream().sorted().toList();
  }

  /** Returns the derivative along some axes, one after the other, in any order. */
  public static Partial along(int... axes) {
    return new Partial(Arrays.stream(axes).boxed().toList());
  }

  /** Returns how often the function is differentiated. */
  public int order() {
    return axes.size();
  }

  /** Returns the highest axis. */
  int highestAxis() {
    return axes.get(axes.size() - 1);
  }

  /** Returns whether all of it is along one axis. */
  boolean isPure() {
    return axes.get(0) == highestAxis();
  }

  /** Returns the part of the derivative that is taken at some of its positions. */
  Partial at(List<Integer> positions) {
    return new Partial(positions.stream().map(axes::get).toList());
  }

  /** Returns the derivatives of one order less whose derivative this is. */
  List<Partial> lower() {
    List<Partial> lower = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      List<Integer> rest = new ArrayList<>(axes);
      rest.remove(i);
      lower.add(new Partial(rest));
    }
    return lower;
  }

  private static int compareLexically(List<Integer> a, List<Integer> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      if (!a.get(i).equals(b.get(i))) {
        return a.get(i) - b.get(i);
      }
    }
    return a.size() - b.size();
  }

  @Override
  public int compareTo(Partial other) {
    return ORDER.compare(this, other);
  }

  /** Returns it as d_001, for one along axis 0 twice and along axis 1. */
  @Override
  public String toString() {
    String separator = highestAxis() > 9 ? "," : "";
    return "d_" + axes.stream().map(String::valueOf).collect(Collectors.joining(separator));
  }
}
