package io.raf4j.eigen;

import java.util.function.IntFunction;

/**
 * A problem of the catalogue, before its dimension is chosen.
 *
 * @param name as users write it
 * @param equation with its conditions, for people
 * @param smallestDimension that the problem takes
 * @param largestDimension that the problem takes
 * @param defaultDimension when none is asked for
 * @param eigenvalue the first eigenvalue, for people
 * @param note what the problem is a test of
 * @param constructor from the dimension
 */
public record EigenEntry(
    String name,
    String equation,
    int smallestDimension,
    int largestDimension,
    int defaultDimension,
    String eigenvalue,
    String note,
    IntFunction<EigenProblem> constructor) {

  /**
   * Returns the problem.
   *
   * @throws IllegalArgumentException for a dimension out of its range
   */
  public EigenProblem problem(int dimension) {
    if (dimension < smallestDimension || dimension > largestDimension) {
      throw new IllegalArgumentException("dim is " + dimension + "; " + name + " takes " + range());
    }
    return constructor.apply(dimension);
  }

  /** Returns the dimensions that the problem takes, such as {@code 1 to 20}, for people. */
  public String range() {
    return smallestDimension == largestDimension
        ? Integer.toString(smallestDimension)
        : smallestDimension + " to " + largestDimension;
  }
}
