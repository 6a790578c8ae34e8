package io.raf4j.eigen;

import io.raf4j.basis.Nearest;
import java.util.List;
import java.util.function.IntFunction;

/** The eigenvalue problems that come with the library, by name. */
public final class EigenCatalogue {

  private static final int MANY = 20;

  private static final List<Entry> ENTRIES =
      List.of(
          new Entry(
              BoxLaplacian.NAME, BoxLaplacian.EQUATION, 1, MANY, 2, "d pi^2", BoxLaplacian::new),
          new Entry(
              HarmonicOscillator.NAME,
              HarmonicOscillator.EQUATION,
              1,
              MANY,
              2,
              "d",
              HarmonicOscillator::new),
          new Entry(
              SchroedingerTorus.NAME,
              SchroedingerTorus.EQUATION,
              1,
              Periodic.MOST_DIMENSIONS,
              2,
              "a sum of Mathieu eigenvalues; -0.5916245187 for d = 2",
              SchroedingerTorus::new),
          new Entry(
              FokkerPlanck.NAME,
              FokkerPlanck.EQUATION,
              1,
              Periodic.MOST_DIMENSIONS,
              2,
              "0",
              FokkerPlanck::new),
          new Entry(
              CubicSchroedinger.NAME,
              CubicSchroedinger.EQUATION,
              1,
              Periodic.MOST_DIMENSIONS,
              2,
              "-3",
              CubicSchroedinger::new),
          new Entry(
              HydrogenAtom.NAME,
              HydrogenAtom.EQUATION,
              HydrogenAtom.DIMENSION,
              HydrogenAtom.DIMENSION,
              HydrogenAtom.DIMENSION,
              "-1/2, then -1/8 four times",
              dimension -> new HydrogenAtom()));

  private EigenCatalogue() {}

  /** Returns all problems in the order of the documentation. */
  public static List<Entry> all() {
    return ENTRIES;
  }

  /**
   * Returns the problem of a name.
   *
   * @throws IllegalArgumentException when there is none; the message suggests the nearest
   */
  public static Entry named(String name) {
    return ENTRIES.stream()
        .filter(entry -> entry.name.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Nearest.unknown(
                    "eigenvalue problem", name, ENTRIES.stream().map(Entry::name).toList()));
  }

  /**
   * A problem of any dimension in a range.
   *
   * @param name as users write it
   * @param equation in one line, for people
   * @param leastDimension the smallest dimension
   * @param mostDimension the largest dimension
   * @param defaultDimension unless another is asked for
   * @param eigenvalue the first eigenvalue as text
   * @param factory makes the problem of a dimension in the range
   */
  public record Entry(
      String name,
      String equation,
      int leastDimension,
      int mostDimension,
      int defaultDimension,
      String eigenvalue,
      IntFunction<EigenProblem> factory) {

    /**
     * Returns the problem in a dimension.
     *
     * @throws IllegalArgumentException when the dimension is out of range
     */
    public EigenProblem problem(int dimension) {
      if (dimension < leastDimension || dimension > mostDimension) {
        throw new IllegalArgumentException(
            "dim is "
                + dimension
                + "; "
                + name
                + " takes "
                + leastDimension
                + " to "
                + mostDimension);
      }
      return factory.apply(dimension);
    }

    /** Returns the problem in its default dimension. */
    public EigenProblem problem() {
      return problem(defaultDimension);
    }
  }
}
