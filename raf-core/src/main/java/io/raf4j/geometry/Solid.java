package io.raf4j.geometry;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A combination of primitive shapes by "and", "or" and "not": what is inside, and which pieces of
 * the primitives' boundaries are boundary of the whole.
 *
 * <p>A point of a primitive's boundary is one of the whole's if the whole holds on one side of it
 * and not on the other. Primitives whose boundaries coincide there count on the side where they
 * are, so touching and shared sides need no special care. Of these the first one without which the
 * piece would not be there owns it.
 */
final class Solid {

  /** Boundaries this near to each other, as a share of the size, and as parallel coincide. */
  private static final double COINCIDING = 1e-9;

  private static final double PARALLEL = 0.999;

  /** What holds of a point, from what the primitives say. */
  private sealed interface Node {
    boolean holds(boolean[] inside);

    double bound(double[] distances);
  }

  private record Primitive(int index) implements Node {
    @Override
    public boolean holds(boolean[] inside) {
      return inside[index];
    }

    @Override
    public double bound(double[] distances) {
      return distances[index];
    }
  }

  private record And(Node a, Node b) implements Node {
    @Override
    public boolean holds(boolean[] inside) {
      return a.holds(inside) && b.holds(inside);
    }

    @Override
    public double bound(double[] distances) {
      return Math.min(a.bound(distances), b.bound(distances));
    }
  }

  private record Or(Node a, Node b) implements Node {
    @Override
    public boolean holds(boolean[] inside) {
      return a.holds(inside) || b.holds(inside);
    }

    @Override
    public double bound(double[] distances) {
      return Math.max(a.bound(distances), b.bound(distances));
    }
  }

  private record Not(Node a) implements Node {
    @Override
    public boolean holds(boolean[] inside) {
      return !a.holds(inside);
    }

    @Override
    public double bound(double[] distances) {
      return -a.bound(distances);
    }
  }

  private final List<Leaf> leaves = new ArrayList<>();
  private final List<UnaryOperator<String>> names = new ArrayList<>();
  private final Node root;
  private final Box bounds;
  private final double coinciding;

  /**
   * Takes a combination apart.
   *
   * @param bounds a box around it
   */
  Solid(Combined.Operation operation, Region first, Region second, Box bounds) {
    this.root = combined(operation, first, second, UnaryOperator.identity());
    this.bounds = bounds;
    this.coinciding = COINCIDING * bounds.diagonal();
  }

  private Node combined(
      Combined.Operation operation, Region first, Region second, UnaryOperator<String> named) {
    Node a = node(first, named);
    Node b = node(second, named);
    return switch (operation) {
      case UNION -> new Or(a, b);
      case INTERSECTION -> new And(a, b);
      case DIFFERENCE -> new And(a, new Not(b));
    };
  }

  private Node node(Region region, UnaryOperator<String> named) {
    if (region instanceof Combined combined) {
      return combined(combined.operation(), combined.first(), combined.second(), named);
    }
    if (region instanceof Named some) {
      return node(some.shape(), name -> named.apply(some.nameOf(name)));
    }
    leaves.add(leaf(region));
    names.add(named);
    return new Primitive(leaves.size() - 1);
  }

  private static Leaf leaf(Region region) {
    if (region instanceof HalfSpace half) {
      return new Leaf.OfHalfSpace(half);
    }
    if (region instanceof Box box) {
      return new Leaf.OfBox(box);
    }
    if (region instanceof Ball ball) {
      return new Leaf.OfBall(ball);
    }
    if (region instanceof Polygon polygon) {
      return polygon.outline();
    }
    throw new IllegalArgumentException(
        "a shape over time cannot be combined with others; combine shapes of space and let the"
            + " result go over time");
  }

  List<Leaf> leaves() {
    return leaves;
  }

  Box bounds() {
    return bounds;
  }

  /** Returns what the whole calls a part of a primitive. */
  String name(int leaf, String part) {
    return names.get(leaf).apply(part);
  }

  /** Returns a number of the sign of the distance from the boundary, and of no greater size. */
  double bound(double[] x) {
    double[] distances = new double[leaves.size()];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = leaves.get(i).signedDistance(x);
    }
    return root.bound(distances);
  }

  /**
   * Returns whether a point of a primitive's boundary is one of the whole's.
   *
   * @param own the primitive
   * @param point on its boundary, at no corner
   * @param normal of the primitive, pointing out of it
   * @return 1 if the whole is where the primitive is, -1 if it is on the other side, 0 if it is on
   *     both or on none, or another primitive owns the piece
   */
  int side(int own, double[] point, double[] normal) {
    boolean[] before = new boolean[leaves.size()];
    boolean[] beyond = new boolean[leaves.size()];
    boolean[] coincide = new boolean[leaves.size()];
    coincide[own] = true;
    double[] other = new double[point.length];
    for (int i = 0; i < before.length; i++) {
      double distance = i == own ? 0 : leaves.get(i).signedDistance(point);
      before[i] = distance > 0;
      beyond[i] = distance > 0;
      if (i == own) {
        before[i] = true;
      } else if (Math.abs(distance) < coinciding) {
        leaves.get(i).normal(point, other);
        double cosine = Vectors.dot(other, normal);
        if (Math.abs(cosine) > PARALLEL) {
          coincide[i] = true;
          before[i] = cosine > 0;
          beyond[i] = cosine < 0;
        }
      }
    }
    boolean isBefore = root.holds(before);
    if (isBefore == root.holds(beyond) || owner(before, beyond, coincide) != own) {
      return 0;
    }
    return isBefore ? 1 : -1;
  }

  /** Returns which of the primitives whose boundaries coincide makes the whole change its mind. */
  private int owner(boolean[] before, boolean[] beyond, boolean[] coincide) {
    int first = -1;
    for (int i = 0; i < coincide.length; i++) {
      if (coincide[i]) {
        if (turns(before, i) || turns(beyond, i)) {
          return i;
        }
        first = first < 0 ? i : first;
      }
    }
    return first;
  }

  private boolean turns(boolean[] inside, int i) {
    boolean holds = root.holds(inside);
    inside[i] = !inside[i];
    boolean turns = root.holds(inside) != holds;
    inside[i] = !inside[i];
    return turns;
  }
}
