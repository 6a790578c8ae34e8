package io.raf4j.eigen;

import io.raf4j.geometry.Domain;
import io.raf4j.geometry.ExponentialSpace;
import io.raf4j.jet.Jet;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The hydrogen atom in atomic units: eigenvalues {@code -1 / (2 n^2)}, n^2 times each, the first
 * function {@code e^-r}.
 *
 * <p>Functions have a cusp at the nucleus, which no smooth function of the coordinates has: the
 * network sees x, y, z and the distance r. The trial factor {@code e^(-r/2)} decays as the
 * functions of n = 2 do. Four fifths of the points have the range 3/4 that suits the first
 * function, one fifth the range 2: whatever polynomial the network makes of the trial factor's
 * square, e^-r, its weights stay bounded.
 */
record HydrogenAtom() implements EigenProblem {

  static final String NAME = "hydrogen";
  static final String EQUATION = "-1/2 Lap u - u / r = lambda u in R^3";
  static final int DIMENSION = 3;

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
    return new ExponentialSpace(0.75, 2, 0.2);
  }

  @Override
  public double kinetic() {
    return 0.5;
  }

  /** Returns -1 / r, infinite at the nucleus. */
  @Override
  public double potential(double[] x) {
    return -1 / Math.sqrt(x[0] * x[0] + x[1] * x[1] + x[2] * x[2]);
  }

  @Override
  public Jet boundaryFactor(Jet[] x) {
    return distance(x).times(-0.5).exp();
  }

  @Override
  public Jet[] features(Jet[] x) {
    return new Jet[] {x[0], x[1], x[2], distance(x)};
  }

  private static Jet distance(Jet[] x) {
    return Jet.sumOfSquares(x).squareRoot();
  }

  @Override
  public double[] eigenvalues(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(n -> n)
        .flatMapToDouble(n -> Arrays.stream(shell(n)))
        .limit(count)
        .toArray();
  }

  private static double[] shell(int n) {
    double[] shell = new double[n * n];
    Arrays.fill(shell, -0.5 / ((double) n * n));
    return shell;
  }

  @Override
  public Optional<GroundState> groundState() {
    return Optional.of(x -> distance(x).times(-1).exp());
  }
}
