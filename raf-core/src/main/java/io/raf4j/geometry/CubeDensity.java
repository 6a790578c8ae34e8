package io.raf4j.geometry;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A density on the unit cube that is constant on cells: the cube is halved along some coordinate,
 * the halves are halved again, and so on.
 *
 * <p>{@link #place} carries a point of the cube over to the density's distribution, coordinate by
 * coordinate and half by half, so evenly spread points stay evenly spread within every cell.
 * Immutable; memory two numbers for each half.
 */
public final class CubeDensity implements Serializable {

  private static final long serialVersionUID = 1L;

  /** How often a part may be halved: far more often than points can tell. */
  static final int MOST_HALVINGS = 40;

  private static final int CELL = -1;
  private static final int MOST_AXIS = 1 << 20;
  private static final double LARGEST = Math.nextDown(1.0);
  private static final CubeDensity EVEN =
      new CubeDensity(new int[] {CELL}, new double[] {1}, new int[] {0});

  /** The coordinate that a node halves, or CELL; a node's lower half follows it. */
  private final int[] axes;

  /** The lower half's share of a node's probability; a cell's density. */
  private final double[] numbers;

  /** Where a node's upper half is. */
  private final int[] uppers;

  private CubeDensity(int[] axes, double[] numbers, int[] uppers) {
    this.axes = axes;
    this.numbers = numbers;
    this.uppers = uppers;
  }

  /** Returns the density that is 1 everywhere: points stay where they are. */
  public static CubeDensity even() {
    return EVEN;
  }

  /** A part of the cube, while a density is made. */
  sealed interface Part {
    /** Returns the integral over the part of the numbers in its cells. */
    double mass(double volume);
  }

  /**
   * Where the density is constant.
   *
   * @param value what the density is proportional to
   */
  record Cell(double value) implements Part {
    @Override
    public double mass(double volume) {
      return value * volume;
    }
  }

  /** A part that is halved along a coordinate. */
  record Halves(int axis, Part lower, Part upper) implements Part {
    @Override
    public double mass(double volume) {
      return lower.mass(volume / 2) + upper.mass(volume / 2);
    }
  }

  /**
   * Returns a mixture of the density proportional to the values of cells and the even one.
   *
   * @param evenShare the even density's share, above 0 and at most 1
   */
  static CubeDensity mixed(Part cube, double evenShare) {
    double mass = cube.mass(1);
    Builder builder = new Builder(mass > 0 ? (1 - evenShare) / mass : 0, mass > 0 ? evenShare : 1);
    builder.add(cube, 1);
    return builder.built();
  }

  /** Writes parts one after the other. */
  private static final class Builder {
    private final double factor;
    private final double floor;
    private final List<Integer> axes = new ArrayList<>();
    private final List<Double> numbers = new ArrayList<>();
    private final List<Integer> uppers = new ArrayList<>();

    Builder(double factor, double floor) {
      this.factor = factor;
      this.floor = floor;
    }

    /** Returns the part's probability. */
    double add(Part part, double volume) {
      int at = axes.size();
      uppers.add(0);
      if (part instanceof Halves halves) {
        axes.add(halves.axis());
        numbers.add(0.0);
        double lower = add(halves.lower(), volume / 2);
        uppers.set(at, axes.size());
        double upper = add(halves.upper(), volume / 2);
        numbers.set(at, lower / (lower + upper));
        return lower + upper;
      }
      double density = factor * ((Cell) part).value() + floor;
      axes.add(CELL);
      numbers.add(density);
      return density * volume;
    }

    CubeDensity built() {
      return new CubeDensity(
          axes.stream().mapToInt(Integer::intValue).toArray(),
          numbers.stream().mapToDouble(Double::doubleValue).toArray(),
          uppers.stream().mapToInt(Integer::intValue).toArray());
    }
  }

  /**
   * Moves an evenly distributed point of the cube, in place, so that it has this density.
   *
   * @param cube coordinates in [0, 1), as many as were halved or more
   * @return the density where it comes to lie
   */
  public double place(double[] cube) {
    double[] low = new double[cube.length];
    double[] side = new double[cube.length];
    Arrays.fill(side, 1);
    int node = 0;
    while (axes[node] != CELL) {
      int k = axes[node];
      double share = numbers[node];
      side[k] /= 2;
      if (cube[k] < share) {
        cube[k] /= share;
        node++;
      } else {
        cube[k] = (cube[k] - share) / (1 - share);
        low[k] += side[k];
        node = uppers[node];
      }
    }
    for (int k = 0; k < cube.length; k++) {
      cube[k] = Math.min(low[k] + side[k] * cube[k], LARGEST);
    }
    return numbers[node];
  }

  /**
   * Returns a domain whose points are drawn with this density over its cube.
   *
   * @throws IllegalArgumentException if the cube has fewer coordinates than the density halves
   */
  public Domain over(Domain domain) {
    int halved = Arrays.stream(axes).max().orElse(CELL) + 1;
    if (halved > domain.cubeDimension()) {
      throw new IllegalArgumentException(
          "a density over "
              + halved
              + " coordinates is of another domain; expected at most "
              + domain.cubeDimension());
    }
    return this == EVEN ? domain : new Concentrated(domain, this);
  }

  /** Returns the numbers of cells. */
  public int cells() {
    return (axes.length + 1) / 2;
  }

  /** Returns all there is to say, as {@link #ofNumbers} reads it; nothing for the even density. */
  public double[] toNumbers() {
    if (axes.length == 1) {
      return new double[0];
    }
    double[] all = new double[2 * axes.length];
    for (int i = 0; i < axes.length; i++) {
      all[2 * i] = axes[i];
      all[2 * i + 1] = numbers[i];
    }
    return all;
  }

  /**
   * Returns the density of which {@link #toNumbers} told.
   *
   * @throws IllegalArgumentException if it cannot have told so
   */
  public static CubeDensity ofNumbers(double... all) {
    if (all.length == 0) {
      return EVEN;
    }
    int[] axes = new int[all.length / 2];
    double[] numbers = new double[axes.length];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = (int) all[2 * i];
      numbers[i] = all[2 * i + 1];
    }
    for (int i = 0; i < axes.length; i++) {
      requireNode(i, all[2 * i], numbers[i]);
    }
    int[] uppers = new int[axes.length];
    if (all.length % 2 != 0 || end(axes, uppers, 0, 0) != axes.length) {
      throw new IllegalArgumentException(
          all.length
              + " numbers are no density: a half is missing, or there is more than one cube");
    }
    return new CubeDensity(axes, numbers, uppers);
  }

  private static void requireNode(int node, double axis, double number) {
    boolean isAxis = axis >= CELL && axis <= MOST_AXIS && axis == Math.rint(axis);
    double most = axis == CELL ? Double.MAX_VALUE : LARGEST;
    if (!isAxis || !(number > 0 && number <= most)) {
      throw new IllegalArgumentException(
          "node "
              + node
              + " of a density halves the coordinate "
              + axis
              + " with the number "
              + number
              + "; expected a whole one from 0 with a share between 0 and 1, or -1 with a density"
              + " above 0");
    }
  }

  /** Returns where the part that begins at a node ends, and finds upper halves on the way. */
  private static int end(int[] axes, int[] uppers, int node, int depth) {
    if (node >= axes.length || depth > MOST_HALVINGS) {
      return Integer.MAX_VALUE;
    }
    if (axes[node] == CELL) {
      return node + 1;
    }
    uppers[node] = end(axes, uppers, node + 1, depth + 1);
    return end(axes, uppers, uppers[node], depth + 1);
  }

  /** A domain with another density of points. */
  private record Concentrated(Domain domain, CubeDensity density) implements Domain {

    @Override
    public int dimension() {
      return domain.dimension();
    }

    @Override
    public int cubeDimension() {
      return domain.cubeDimension();
    }

    @Override
    public double place(double[] cube, double[] point) {
      double[] moved = cube.clone();
      double there = density.place(moved);
      return domain.place(moved, point) / there;
    }

    /** Returns nothing where the domain has a part of the cube: the density there is not summed. */
    @Override
    public OptionalDouble keptShare() {
      return domain.isPlacedInPart() ? OptionalDouble.empty() : OptionalDouble.of(1);
    }

    @Override
    public boolean contains(double[] point) {
      return domain.contains(point);
    }

    @Override
    public double volume() {
      return domain.volume();
    }

    @Override
    public Box bounds() {
      return domain.bounds();
    }
  }
}
