package io.raf4j.geometry;

import java.util.Arrays;

/** The intervals of a primitive's curve or of a curve on its boundary that bound the whole. */
final class Kept {

  /** Shorter intervals, as a share of the size, are rounding. */
  private static final double SHORTEST = 1e-13;

  /** Where intervals are judged: not in their middle, where symmetric curves touch. */
  private static final double WITHIN = 0.3819660112501051;

  private static final int ROOM = 16;

  /** Receives an interval, and on which side the whole is. */
  interface Interval {
    void accept(double low, double high, int side);
  }

  /** Writes the normal of the primitive at a point of the curve. */
  interface Normals {
    void at(double t, double[] point, double[] normal);
  }

  private double[] numbers = new double[ROOM];
  private int count;

  private Kept() {}

  private void add(double t) {
    if (count == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * count);
    }
    numbers[count++] = t;
  }

  /** Tells the intervals, neighbours on one side as one. */
  static void of(Solid solid, int own, Curve curve, Normals normals, Interval interval) {
    Kept kept = new Kept();
    kept.add(curve.low());
    kept.add(curve.high());
    for (int i = 0; i < solid.leaves().size(); i++) {
      if (i != own) {
        solid.leaves().get(i).crossings(curve, kept::add);
      }
    }
    Arrays.sort(kept.numbers, 0, kept.count);
    double shortest = SHORTEST * solid.bounds().diagonal() / curve.speed();
    double[] point = new double[curve.dimension()];
    double[] normal = new double[curve.dimension()];
    double begin = curve.low();
    double end = curve.low();
    int side = 0;
    for (int i = 1; i < kept.count; i++) {
      double low = kept.numbers[i - 1];
      double high = kept.numbers[i];
      if (high - low < shortest) {
        continue;
      }
      double within = low + WITHIN * (high - low);
      curve.at(within, point);
      normals.at(within, point, normal);
      int here = solid.side(own, point, normal);
      if (here != side) {
        if (side != 0) {
          interval.accept(begin, end, side);
        }
        begin = low;
        side = here;
      }
      end = high;
    }
    if (side != 0) {
      interval.accept(begin, end, side);
    }
  }
}
