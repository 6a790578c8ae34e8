package io.raf4j.eigen;

import io.raf4j.geometry.Box;
import io.raf4j.geometry.Domain;
import io.raf4j.jet.Jet;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A particle in a potential of cosines in a box with {@code du/dn = 0} on its sides, a sum of
 * Mathieu's equations for even functions.
 *
 * <p>The network sees cos x_k alone: all its functions are even across every side, so the condition
 * holds exactly. A Rayleigh quotient would bring it about by itself, residuals of the equation
 * would not.
 *
 * @param dimension d
 */
record NeumannBox(int dimension) implements EigenProblem {

  static final String NAME = "neumann-box";
  static final String EQUATION =
      "-Lap u + 4 (sum c_k cos x_k) u = lambda u in [0, pi]^d, du/dn = 0 on its sides";

  private static final double DEPTH = 4;

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
    return Box.cube(dimension, 0, Math.PI);
  }

  @Override
  public double potential(double[] x) {
    double sum = 0;
    for (int k = 0; k < dimension; k++) {
      sum += DEPTH * Periodic.factor(k) * Math.cos(x[k]);
    }
    return sum;
  }

  @Override
  public Jet boundaryFactor(Jet[] x) {
    return Jet.constant(1);
  }

  @Override
  public Jet[] features(Jet[] x) {
    Jet[] features = new Jet[x.length];
    for (int k = 0; k < x.length; k++) {
      features[k] = x[k].cos();
    }
    return features;
  }

  private Mathieu along(int k) {
    return new Mathieu(DEPTH * Periodic.factor(k));
  }

  @Override
  public double[] eigenvalues(int count) {
    double[][] levels =
        IntStream.range(0, dimension)
            .mapToObj(k -> along(k).evenLevels(count))
            .toArray(double[][]::new);
    return Spectrum.lowestSums(levels, count);
  }

  /** Returns the product of the first Mathieu functions, which are even. */
  @Override
  public Optional<GroundState> groundState() {
    Mathieu.Ground[] factors =
        IntStream.range(0, dimension)
            .mapToObj(k -> along(k).ground())
            .toArray(Mathieu.Ground[]::new);
    return Optional.of(
        x ->
            Jet.product(
                IntStream.range(0, dimension)
                    .mapToObj(k -> factors[k].at(x[k]))
                    .toArray(Jet[]::new)));
  }
}
