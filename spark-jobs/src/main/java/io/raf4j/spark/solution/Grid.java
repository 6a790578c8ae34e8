package io.raf4j.spark.solution;

import io.raf4j.geometry.Box;
import io.raf4j.spark.conf.Range;
import io.raf4j.spark.conf.SettingsException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A grid over the box around a domain, both ends of every axis included; an axis of one value has
 * the middle.
 *
 * @param box from where to where
 * @param sizes values on each axis, 1 or more
 * @param order of the axes, from the one that changes last to the one that changes first
 */
record Grid(Box box, List<Integer> sizes, List<Integer> order) implements PointSource {

  /** Values on an axis, and points, beyond which the numbers are a mistake. */
  private static final int MOST_ON_AXIS = 1_000_000;

  private static final long MOST = 10_000_000_000L;

  /** Checks that there are no more points than can be meant. */
  Grid {
    long points = 1;
    for (int size : sizes) {
      points = points > MOST / size ? MOST + 1 : points * size;
    }
    if (points > MOST) {
      throw new SettingsException("--grid has more than " + MOST + " points; make it coarser");
    }
  }

  /**
   * Reads {@code 101,51}: how many values each coordinate has.
   *
   * @throws SettingsException if it is something else
   */
  static Grid of(String text, Box box, List<String> coordinates) {
    String[] words = text.split(",", -1);
    if (words.length != coordinates.size()) {
      throw new SettingsException(
          "--grid "
              + text
              + " has "
              + words.length
              + " numbers; expected "
              + coordinates.size()
              + ", for "
              + String.join(", ", coordinates));
    }
    Range range = Range.whole(1, MOST_ON_AXIS);
    List<Integer> sizes =
        Arrays.stream(words)
            .map(word -> range.require("--grid", word.strip()).intValueExact())
            .toList();
    return new Grid(box, sizes, IntStream.range(0, sizes.size()).boxed().toList());
  }

  /** Returns the same points in another order. */
  Grid ordered(List<Integer> other) {
    return new Grid(box, sizes, other);
  }

  /** Returns the number of points. */
  long count() {
    return sizes.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }

  /** Returns a value on an axis. */
  double value(int axis, int index) {
    int last = sizes.get(axis) - 1;
    double low = box.low(axis);
    double high = box.high(axis);
    if (last == 0) {
      return low + (high - low) / 2;
    }
    return index == last ? high : low + (high - low) * index / last;
  }

  /** Returns the distance of two values on an axis; 1 where there is one value alone. */
  double spacing(int axis) {
    int last = sizes.get(axis) - 1;
    return last == 0 ? 1 : (box.high(axis) - box.low(axis)) / last;
  }

  @Override
  public Pass pass() {
    return new Walk();
  }

  private final class Walk implements Pass {

    private final int[] index = new int[sizes.size()];
    private final long all = count();
    private long done;

    @Override
    public Optional<double[]> next() {
      if (done == all) {
        return Optional.empty();
      }
      double[] point = new double[index.length];
      for (int k = 0; k < point.length; k++) {
        point[k] = value(k, index[k]);
      }
      done++;
      advance();
      return Optional.of(point);
    }

    private void advance() {
      for (int i = order.size() - 1; i >= 0; i--) {
        int axis = order.get(i);
        index[axis]++;
        if (index[axis] < sizes.get(axis)) {
          return;
        }
        index[axis] = 0;
      }
    }

    @Override
    public String place() {
      return "--grid, point " + done;
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
