package io.raf4j.pde;

import io.raf4j.naming.Nearest;
import java.util.List;

/** The differential equations that come with the library, by name. */
public final class PdeCatalogue {

  private static final List<PdeEntry> ALL =
      List.of(
          new PdeEntry(
              PoissonSmooth.NAME,
              PoissonSmooth.EQUATION,
              2,
              2,
              2,
              PoissonSmooth.EXACT,
              "a polynomial: what powers reproduce",
              dimension -> new PoissonSmooth()),
          new PdeEntry(
              PoissonLowRegularity.NAME,
              PoissonLowRegularity.EQUATION,
              1,
              100,
              10,
              PoissonLowRegularity.EXACT,
              "a kink at the centre, in many dimensions",
              PoissonLowRegularity::new),
          new PdeEntry(
              PoissonOscillatory.NAME,
              PoissonOscillatory.EQUATION,
              1,
              3,
              2,
              PoissonOscillatory.EXACT,
              "high frequencies and a nonlinear term",
              PoissonOscillatory::new),
          new PdeEntry(
              PoissonInBall.NAME,
              PoissonInBall.EQUATION,
              1,
              100,
              10,
              PoissonInBall.EXACT,
              "many dimensions, all of which matter",
              PoissonInBall::new),
          new PdeEntry(
              PoissonAdditive.NAME,
              PoissonAdditive.EQUATION,
              2,
              10,
              5,
              PoissonAdditive.EXACT,
              "values on the faces of a cube of many dimensions",
              PoissonAdditive::new),
          new PdeEntry(
              Helmholtz.NAME,
              Helmholtz.EQUATION,
              2,
              2,
              2,
              Helmholtz.EXACT,
              "different frequencies along the axes",
              dimension -> new Helmholtz()),
          new PdeEntry(
              Heat.NAME,
              Heat.EQUATION,
              1,
              3,
              1,
              Heat.EXACT,
              "decay in time; initial values by the lift",
              Heat::new),
          new PdeEntry(
              Burgers.NAME,
              Burgers.EQUATION,
              1,
              1,
              1,
              Burgers.EXACT,
              "a layer of width 0.01 that forms from smooth values",
              dimension -> Burgers.thin()),
          new PdeEntry(
              Burgers.SMOOTH_NAME,
              Burgers.SMOOTH_EQUATION,
              1,
              1,
              1,
              Burgers.EXACT,
              "a layer that every digit can be asked of",
              dimension -> Burgers.smooth()),
          new PdeEntry(
              AllenCahn.NAME,
              AllenCahn.EQUATION,
              1,
              1,
              1,
              AllenCahn.EXACT,
              "a travelling front",
              dimension -> new AllenCahn()),
          new PdeEntry(
              AllenCahnPeriodic.NAME,
              AllenCahnPeriodic.EQUATION,
              1,
              1,
              1,
              AllenCahnPeriodic.EXACT,
              "sharp layers that form, on a circle",
              dimension -> new AllenCahnPeriodic()),
          new PdeEntry(
              KleinGordon.NAME,
              KleinGordon.EQUATION,
              1,
              1,
              1,
              KleinGordon.EXACT,
              "second order in time, two initial conditions",
              dimension -> new KleinGordon()),
          new PdeEntry(
              Schroedinger.NAME,
              Schroedinger.EQUATION,
              1,
              1,
              1,
              Schroedinger.EXACT,
              "two coupled unknown functions",
              dimension -> new Schroedinger()),
          new PdeEntry(
              KortewegDeVries.NAME,
              KortewegDeVries.EQUATION,
              1,
              1,
              1,
              KortewegDeVries.EXACT,
              "a third derivative",
              dimension -> new KortewegDeVries()),
          new PdeEntry(
              ClampedPlate.NAME,
              ClampedPlate.EQUATION,
              2,
              2,
              2,
              ClampedPlate.EXACT,
              "fourth derivatives of one unknown function",
              dimension -> new ClampedPlate()),
          new PdeEntry(
              LidDrivenCavity.NAME,
              LidDrivenCavity.EQUATION,
              2,
              2,
              2,
              LidDrivenCavity.EXACT,
              "a system, and a condition at a point",
              dimension -> new LidDrivenCavity()),
          new PdeEntry(
              DiscWithHole.NAME,
              DiscWithHole.EQUATION,
              2,
              2,
              2,
              DiscWithHole.EXACT,
              "a shape with a hole, conditions as residuals",
              dimension -> new DiscWithHole()),
          new PdeEntry(
              LShape.NAME,
              LShape.EQUATION,
              2,
              2,
              2,
              LShape.EXACT,
              "an inner corner",
              dimension -> LShape.plain()),
          new PdeEntry(
              LShape.FEATURE_NAME,
              LShape.FEATURE_EQUATION,
              2,
              2,
              2,
              LShape.EXACT,
              "an inner corner, whose singularity the network sees",
              dimension -> LShape.withFeature()),
          new PdeEntry(
              InverseDiffusion.NAME,
              InverseDiffusion.EQUATION,
              1,
              1,
              1,
              InverseDiffusion.EXACT,
              "an unknown number, from noisy data",
              dimension -> new InverseDiffusion(1)),
          new PdeEntry(
              InversePoisson.NAME,
              InversePoisson.EQUATION,
              2,
              2,
              2,
              InversePoisson.EXACT,
              "an unknown function in the equation, from noisy data",
              dimension -> new InversePoisson(1)),
          new PdeEntry(
              InverseHeat.NAME,
              InverseHeat.EQUATION,
              2,
              2,
              2,
              InverseHeat.EXACT,
              "an unknown function of the place alone, over time",
              dimension -> new InverseHeat(1)));

  private PdeCatalogue() {}

  /** Returns all problems, in the order in which they are listed to users. */
  public static List<PdeEntry> all() {
    return ALL;
  }

  /**
   * Returns the problem of a name.
   *
   * @throws IllegalArgumentException for an unknown name, with the nearest known one
   */
  public static PdeEntry named(String name) {
    return ALL.stream()
        .filter(entry -> entry.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> Nearest.unknown("problem", name, ALL.stream().map(PdeEntry::name).toList()));
  }
}
