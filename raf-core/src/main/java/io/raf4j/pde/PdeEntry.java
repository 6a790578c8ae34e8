package io.raf4j.pde;

import java.util.function.IntFunction;

/**
 * A problem of the catalogue, before its dimension is chosen. The dimension counts the coordinates
 * of space; problems in time have one coordinate more.
 *
 * @param name as users write it
 * @param equation with its conditions, for people
 * @param smallestDimension that the problem takes
 * @param largestDimension that the problem takes
 * @param defaultDimension when none is asked for
 * @param exact the exact solution, for people
 * @param note what the problem is a test of
 * @param constructor from the dimension
 */
public record PdeEntry(
    String name,
    String equation,
    int smallestDimension,
    int largestDimension,
    int defaultDimension,
    String exact,
    String note,
    IntFunction<PdeProblem> constructor) {

  /**
   * Returns the problem.
   *
   * @throws IllegalArgumentException for a dimension out of its range
   */
  public PdeProblem problem(int dimension) {
    if (dimension < smallestDimension || dimension > largestDimension) {
      throw new IllegalArgumentException("dim is " + dimension + "; " + name + " takes " + range());
    }
    return constructor.apply(dimension);
  }

  /** Returns the dimensions that the problem takes, such as {@code 1 to 3}, for people. */
  public String range() {
    return smallestDimension == largestDimension
        ? Integer.toString(smallestDimension)
        : smallestDimension + " to " + largestDimension;
  }
}
