package io.raf4j.pde;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * When slabs of time end, and which of them is meant. The text form is {@code 2 of 0.25,0.5,1.0}.
 *
 * @param number of the slab, from 1
 * @param ends of all slabs, increasing; the last is the end of all time
 */
public record SlabTimes(int number, List<Double> ends) {

  private static final String OF = " of ";

  /** Slabs beyond that would be a mistake: every one of them evaluates all before it. */
  public static final int MOST = 256;

  /** Checks the number and the order. */
  public SlabTimes {
    ends = List.copyOf(ends);
    if (ends.isEmpty() || ends.size() > MOST) {
      throw new IllegalArgumentException(
          ends.size() + " slabs of time; expected from 1 to " + MOST);
    }
    if (number < 1 || number > ends.size()) {
      throw new IllegalArgumentException(
          "slab " + number + " of " + ends.size() + "; expected from 1 to " + ends.size());
    }
    for (int k = 0; k < ends.size(); k++) {
      if (!Double.isFinite(ends.get(k)) || k > 0 && !(ends.get(k) > ends.get(k - 1))) {
        throw new IllegalArgumentException(
            "slabs of time end at " + ends + "; expected finite times, each after the one before");
      }
    }
  }

  /** Returns the first of slabs of one length. */
  public static SlabTimes even(double first, double last, int count) {
    List<Double> ends = new ArrayList<>();
    for (int k = 1; k < count; k++) {
      ends.add(first + (last - first) * k / count);
    }
    ends.add(last);
    return new SlabTimes(1, ends);
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static SlabTimes fromText(String text) {
    String[] halves = text.split(OF, 2);
    try {
      if (halves.length == 2) {
        return new SlabTimes(
            Integer.parseInt(halves[0].trim()),
            Arrays.stream(halves[1].split(",")).map(end -> Double.valueOf(end.trim())).toList());
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(unreadable(text), e);
    }
    throw new IllegalArgumentException(unreadable(text));
  }

  private static String unreadable(String text) {
    return "slab of time is \"" + text + "\"; expected its number and the ends of all: 1 of 0.5,1";
  }

  /** Returns the text form, which has every bit of the times. */
  public String toText() {
    return number + OF + ends.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /** Returns how many slabs there are. */
  public int count() {
    return ends.size();
  }

  /** Returns another slab of these. */
  public SlabTimes numbered(int other) {
    return new SlabTimes(other, ends);
  }

  /**
   * Returns when the slab starts.
   *
   * @param first when the first one does
   */
  public double start(double first) {
    return number == 1 ? first : ends.get(number - 2);
  }

  /** Returns when the slab ends. */
  public double end() {
    return ends.get(number - 1);
  }

  /** Returns the number of the slab that a time belongs to: the first that has not ended before. */
  public int at(double t) {
    int slab = 1;
    while (slab < ends.size() && t > ends.get(slab - 1)) {
      slab++;
    }
    return slab;
  }

  /**
   * Requires that the slabs are those of an interval.
   *
   * @throws IllegalArgumentException if they go beyond it or end before
   */
  void require(String problem, double first, double last) {
    if (!(ends.get(0) > first) || ends.get(ends.size() - 1) != last) {
      throw new IllegalArgumentException(
          problem
              + " goes from t = "
              + first
              + " to "
              + last
              + ", but its slabs of time end at "
              + ends
              + "; let the first end after the start and the last at "
              + last);
    }
  }
}
