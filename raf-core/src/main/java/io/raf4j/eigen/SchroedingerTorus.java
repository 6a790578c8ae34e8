package io.raf4j.eigen;

import io.raf4j.geometry.Domain;
import io.raf4j.geometry.Torus;
import io.raf4j.jet.Jet;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A particle in a potential of cosines on a torus, a sum of Mathieu's equations: eigenvalues are
 * sums of one level of each.
 *
 * @param dimension d
 */
record SchroedingerTorus(int dimension) implements EigenProblem {

  static final String NAME = "schroedinger-torus";
  static final String EQUATION =
      "-Lap u + (sum c_k cos x_k) u = lambda u on [0, 2 pi)^d, u periodic";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String equation() {
    return EQUATION;
  }

  @Override
  public Domain domain() {
    return Torus.ofAngles(dimension);
  }

  @Override
  public double potential(double[] x) {
    double sum = 0;
    for (int k = 0; k < dimension; k++) {
      sum += Periodic.factor(k) * Math.cos(x[k]);
    }
    return sum;
  }

  @Override
  public Jet boundaryFactor(Jet[] x) {
    return Jet.constant(1);
  }

  @Override
  public Jet[] features(Jet[] x) {
    return Periodic.features(x);
  }

  @Override
  public double[] eigenvalues(int count) {
    double[][] levels =
        IntStream.range(0, dimension)
            .mapToObj(k -> new Mathieu(Periodic.factor(k)).levels(count))
            .toArray(double[][]::new);
    return Spectrum.lowestSums(levels, count);
  }

  /** Returns the product of the first Mathieu functions, cosine series that end at 1e-30. */
  @Override
  public Optional<GroundState> groundState() {
    Mathieu.Ground[] factors =
        IntStream.range(0, dimension)
            .mapToObj(k -> new Mathieu(Periodic.factor(k)).ground())
            .toArray(Mathieu.Ground[]::new);
    return Optional.of(
        x ->
            Jet.product(
                IntStream.range(0, dimension)
                    .mapToObj(k -> factors[k].at(x[k]))
                    .toArray(Jet[]::new)));
  }
}
