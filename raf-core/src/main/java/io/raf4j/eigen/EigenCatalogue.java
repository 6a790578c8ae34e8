package io.raf4j.eigen;

import io.raf4j.naming.Nearest;
import java.util.List;

/** The eigenvalue problems that come with the library, by name. */
public final class EigenCatalogue {

  private static final List<EigenEntry> ENTRIES =
      List.of(
          new EigenEntry(
              BoxLaplacian.NAME,
              BoxLaplacian.EQUATION,
              1,
              20,
              2,
              "d pi^2",
              "zero boundary values, in many dimensions",
              BoxLaplacian::new),
          new EigenEntry(
              HarmonicOscillator.NAME,
              HarmonicOscillator.EQUATION,
              1,
              20,
              2,
              "d",
              "a whole space; the network has to find the rate of decay",
              HarmonicOscillator::new),
          new EigenEntry(
              SchroedingerTorus.NAME,
              SchroedingerTorus.EQUATION,
              1,
              Periodic.MOST_DIMENSIONS,
              2,
              "a sum of Mathieu eigenvalues; -0.5916245187 for d = 2",
              "periodic functions",
              SchroedingerTorus::new),
          new EigenEntry(
              NeumannBox.NAME,
              NeumannBox.EQUATION,
              1,
              Periodic.MOST_DIMENSIONS,
              2,
              "a sum of Mathieu eigenvalues of even functions",
              "a slope that is zero on the sides",
              NeumannBox::new),
          new EigenEntry(
              FokkerPlanck.NAME,
              FokkerPlanck.EQUATION,
              1,
              Periodic.MOST_DIMENSIONS,
              2,
              "0",
              "not symmetric without its weight",
              FokkerPlanck::new),
          new EigenEntry(
              CubicSchroedinger.NAME,
              CubicSchroedinger.EQUATION,
              1,
              Periodic.MOST_DIMENSIONS,
              2,
              "-3",
              "a nonlinear term; solutions of a given norm",
              CubicSchroedinger::new),
          new EigenEntry(
              HydrogenAtom.NAME,
              HydrogenAtom.EQUATION,
              HydrogenAtom.DIMENSION,
              HydrogenAtom.DIMENSION,
              HydrogenAtom.DIMENSION,
              "-1/2, then -1/8 four times",
              "a singular potential and a cusp; multiple eigenvalues",
              dimension -> new HydrogenAtom()));

  private EigenCatalogue() {}

  /** Returns all problems, in the order in which they are listed to users. */
  public static List<EigenEntry> all() {
    return ENTRIES;
  }

  /**
   * Returns the problem of a name.
   *
   * @throws IllegalArgumentException when there is none; the message suggests the nearest
   */
  public static EigenEntry named(String name) {
    return ENTRIES.stream()
        .filter(entry -> entry.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Nearest.unknown(
                    "eigenvalue problem", name, ENTRIES.stream().map(EigenEntry::name).toList()));
  }
}
