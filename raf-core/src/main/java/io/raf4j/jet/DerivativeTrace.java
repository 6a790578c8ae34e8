package io.raf4j.jet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds out which derivatives an operator asks for: applied to {@linkplain #fields fields} of the
 * trace at some points, it leaves the smallest jet that has them all.
 *
 * <p>The fields have made-up values between 1/2 and 3/2 that differ from derivative to derivative
 * and from point to point. An operator that asks for a derivative at some points alone, which none
 * of those traced is, meets an IllegalStateException later. Not thread-safe.
 */
public final class DerivativeTrace {

  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private final double[] space;
  private final SortedSet<Partial> partials = new TreeSet<>();
  private final List<double[]> laplacians = new ArrayList<>();
  private boolean hasFirst;
  private int asked;

  /**
   * Starts a trace.
   *
   * @param space 1 for each coordinate of space and 0 for time: over which the Laplacian goes
   */
  public DerivativeTrace(double... space) {
    this.space = space.clone();
  }

  /** Returns functions at some point. */
  public Field[] fields(int functions) {
    Field[] fields = new Field[functions];
    Arrays.setAll(fields, i -> new TracedField());
    return fields;
  }

  /** Returns the smallest jet with all that was asked for. */
  public JetShape shape() {
    if (partials.isEmpty() && laplacians.isEmpty()) {
      return hasFirst ? JetShape.gradient(space.length) : JetShape.value();
    }
    boolean isOneSum =
        partials.isEmpty()
            && laplacians.stream().allMatch(one -> Arrays.equals(one, laplacians.get(0)));
    if (isOneSum) {
      return JetShape.weightedLaplacian(laplacians.get(0));
    }
    SortedSet<Partial> all = new TreeSet<>(partials);
    for (double[] weights : laplacians) {
      for (int k = 0; k < weights.length; k++) {
        if (weights[k] != 0) {
          all.add(Partial.along(k, k));
        }
      }
    }
    return JetShape.of(space.length, all).withLaplacian(space);
  }

  private final class TracedField implements Field {

    @Override
    public Dual value() {
      return number();
    }

    private Dual number() {
      asked++;
      double part = asked * GOLDEN;
      return Dual.constant(0.5 + part - Math.floor(part));
    }

    @Override
    public Dual derivative(int k) {
      requireAxis(k);
      hasFirst = true;
      return number();
    }

    @Override
    public Dual derivative(Partial partial) {
      requireAxis(partial.highestAxis());
      if (partial.order() == 1) {
        hasFirst = true;
      } else {
        partials.add(partial);
      }
      return number();
    }

    private void requireAxis(int k) {
      if (k < 0 || k >= space.length) {
        throw new IllegalStateException(
            "a derivative along coordinate "
                + k
                + " of a function of "
                + space.length
                + " coordinates, which count from 0");
      }
    }

    @Override
    public Dual derivativeAlong(double[] direction) {
      requireAsMany("direction", direction);
      hasFirst = true;
      return number();
    }

    @Override
    public Dual laplacian() {
      return laplacian(space);
    }

    @Override
    public Dual laplacian(double... weights) {
      requireAsMany("weights", weights);
      laplacians.add(weights.clone());
      return number();
    }

    private void requireAsMany(String what, double[] numbers) {
      if (numbers.length != space.length) {
        throw new IllegalStateException(
            what
                + " are "
                + numbers.length
                + " numbers; expected one for each of the "
                + space.length
                + " coordinates");
      }
    }
  }
}
