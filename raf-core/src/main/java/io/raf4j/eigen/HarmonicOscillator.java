package io.raf4j.eigen;

import io.raf4j.geometry.Domain;
import io.raf4j.geometry.LogisticSpace;
import io.raf4j.jet.Jet;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The harmonic oscillator: eigenvalues {@code sum_k (2 n_k + 1)}, n_k = 0, 1, ..., the first
 * function {@code exp(-|x|^2 / 2)}.
 *
 * <p>The trial factor {@code exp(-|x|^2 / 4)} decays as no eigenfunction does: the network has to
 * find the rate. Points are logistic with the scale 1/2: their tails {@code e^(-2 |x|)} are heavier
 * than those of every trial function, whatever the network does far out, and the weights of the
 * trial factor and of the first function are nearly as even as a Gaussian could make them.
 *
 * @param dimension d
 */
record HarmonicOscillator(int dimension) implements EigenProblem {

  static final String NAME = "oscillator";
  static final String EQUATION = "-Lap u + |x|^2 u = lambda u in R^d";

  private static final double SCALE = 0.5;

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
    return new LogisticSpace(dimension, SCALE);
  }

  @Override
  public double potential(double[] x) {
    double square = 0;
    for (double coordinate : x) {
      square += coordinate * coordinate;
    }
    return square;
  }

  @Override
  public Jet boundaryFactor(Jet[] x) {
    return Jet.sumOfSquares(x).times(-0.25).exp();
  }

  @Override
  public double[] eigenvalues(int count) {
    double[] levels = IntStream.range(0, count).mapToDouble(n -> 2.0 * n + 1).toArray();
    return Spectrum.lowestSums(levels, dimension, count);
  }

  @Override
  public Optional<GroundState> groundState() {
    return Optional.of(x -> Jet.sumOfSquares(x).times(-0.5).exp());
  }
}
