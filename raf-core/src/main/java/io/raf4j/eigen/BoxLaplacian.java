package io.raf4j.eigen;

import io.raf4j.geometry.BetaBox;
import io.raf4j.geometry.Domain;
import io.raf4j.jet.Jet;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The Laplacian on [0, 1]^d with zero boundary values: eigenvalues {@code pi^2 sum_k n_k^2}, n_k =
 * 1, 2, ..., of the functions {@code prod_k sin(n_k pi x_k)}.
 *
 * @param dimension d
 */
record BoxLaplacian(int dimension) implements EigenProblem {

  static final String NAME = "box";
  static final String EQUATION = "-Lap u = lambda u in [0, 1]^d, u = 0 on its sides";

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
    return BetaBox.unit(dimension);
  }

  @Override
  public double potential(double[] x) {
    return 0;
  }

  /** Returns {@code prod_k 4 x_k (1 - x_k)}, 1 in the middle. */
  @Override
  public Jet boundaryFactor(Jet[] x) {
    return Jet.product(each(x, t -> t.times(t.subtractedFrom(1)).times(4)));
  }

  private static Jet[] each(Jet[] x, UnaryOperator<Jet> factor) {
    return Arrays.stream(x).map(factor).toArray(Jet[]::new);
  }

  @Override
  public double[] eigenvalues(int count) {
    double[] squares = IntStream.rangeClosed(1, count).mapToDouble(n -> (double) n * n).toArray();
    double[] sums = Spectrum.lowestSums(squares, dimension, count);
    return Arrays.stream(sums).map(sum -> Math.PI * Math.PI * sum).toArray();
  }

  @Override
  public Optional<GroundState> groundState() {
    return Optional.of(x -> Jet.product(each(x, t -> t.times(Math.PI).sin())));
  }
}
