package io.raf4j.spark.equation;

import io.raf4j.geometry.Box;
import io.raf4j.pde.PdeProblem;
import io.raf4j.pde.SlabTimes;
import io.raf4j.solver.ProblemReference;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads in which slabs of time an equation is solved, and refuses what cannot be. */
final class SlabPlan {

  private SlabPlan() {}

  /**
   * Returns the first of the slabs, or nothing where the equation is solved for all times at once.
   *
   * @throws SettingsException if the settings contradict one another, or the problem cannot be
   *     solved in these slabs
   */
  static Optional<SlabTimes> of(Settings settings, ProblemReference reference) {
    boolean isPde = reference.kind() == ProblemReference.Kind.PDE;
    int count = isPde ? settings.integer(Key.TIME_SLABS) : 1;
    String ends = isPde ? settings.text(Key.SLAB_ENDS).trim() : "";
    if (count == 1 && ends.isEmpty()) {
      return Optional.empty();
    }
    // Shipped slabs give way to ends of one's own.
    if (settings.given().containsAll(List.of(Key.TIME_SLABS, Key.SLAB_ENDS)) && count > 1) {
      throw new SettingsException("--time-slabs and --slab-ends are both given; expected one");
    }
    SlabTimes times = times(reference, count, ends);
    for (int k = 1; k <= times.count(); k++) {
      try {
        reference.ofSlab(times.numbered(k)).pde();
      } catch (IllegalArgumentException e) {
        throw new SettingsException(option(ends) + ": " + e.getMessage(), e);
      }
    }
    requireAlone(settings);
    return times.count() == 1 ? Optional.empty() : Optional.of(times);
  }

  private static String option(String ends) {
    return ends.isEmpty() ? "--time-slabs" : "--slab-ends";
  }

  private static SlabTimes times(ProblemReference reference, int count, String ends) {
    PdeProblem problem = reference.pde();
    Box bounds = problem.domain().bounds();
    try {
      if (ends.isEmpty()) {
        return SlabTimes.even(bounds.low(0), bounds.high(0), count);
      }
      return new SlabTimes(1, numbers(ends));
    } catch (IllegalArgumentException e) {
      throw new SettingsException(option(ends) + ": " + e.getMessage(), e);
    }
  }

  private static List<Double> numbers(String ends) {
    try {
      return new ArrayList<>(
          Arrays.stream(ends.split(",")).map(end -> Double.valueOf(end.trim())).toList());
    } catch (NumberFormatException e) {
      throw new SettingsException(
          "--slab-ends is " + ends + "; expected times with commas between, such as 0.25,0.5,1", e);
    }
  }

  private static void requireAlone(Settings settings) {
    if (settings.integer(Key.STARTS) > 1) {
      throw new SettingsException(
          "--starts is "
              + settings.text(Key.STARTS)
              + "; expected 1 with slabs of time, each of which begins where the one before ends:"
              + " give --time-slabs 1 to have starts compete");
    }
  }
}
