package io.raf4j.solver;

import io.raf4j.eigen.EigenProblem;
import io.raf4j.geometry.Points;
import io.raf4j.jet.JetShape;
import java.io.Serializable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The eigenpairs that the K functions of a trained {@link TrialLayer} hold.
 *
 * <p>First the weak form on the span of the functions (Rayleigh and Ritz): {@code A y = lambda M y}
 * gives the rotation to eigenfunctions, which goes into the network's linear output layer. Then the
 * strong form: {@code lambda_i = <u_i, H u_i> / <u_i, u_i>}, whose statistical error vanishes with
 * the residual {@code H u_i - lambda_i u_i}.
 *
 * <p>Both steps are sums over points, so that they can be taken over the shares of a large sample.
 * Immutable and thread-safe; double precision whatever the network's type.
 */
public final class EigenPairs {

  private final TrialLayer layer;
  private final EigenProblem problem;
  private final int count;

  /** Creates the evaluation of a layer's functions. */
  public EigenPairs(TrialLayer layer) {
    this.layer = layer;
    this.problem = layer.problem().eigen();
    this.count = Math.toIntExact(layer.getNOut());
  }

  /**
   * The solution of the projected problem.
   *
   * @param eigenvalues ascending; of a problem with g u^3 the one with its cubic term
   * @param rotation {@code [K, K]}, row-major: column j has the coefficients of eigenfunction j,
   *     normalised to the problem's norm
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Projection(double[] eigenvalues, double[] rotation) implements Serializable {}

  /**
   * An eigenvalue with what is known about its error.
   *
   * @param eigenvalue from the strong form
   * @param standardError of {@code eigenvalue}, as if the sample's points were independent; too
   *     large for quasi-random ones
   * @param weak eigenvalue from the weak form
   * @param residual ||H u - lambda u|| / ||u||
   * @param otherSign the share of the integral of w u^2 where u has its rarer sign: nearly 0 for a
   *     ground state, so that a larger one shows that a higher eigenvalue was found
   * @param largestShare of the sum of w u^2 that one point has: where it is not small, the sums are
   *     those of few points, whatever their standard error says
   */
  public record EigenPair(
      double eigenvalue,
      double standardError,
      double weak,
      double residual,
      double otherSign,
      double largestShare)
      implements Serializable {}

  /** Returns the sums of the weak form over points. */
  public GramSums gram(INDArray parameters, Points points) {
    TrialSpace space = layer.space(JetShape.gradient(points.dimension()));
    INDArray exact = parameters.castTo(org.nd4j.linalg.api.buffer.DataType.DOUBLE);
    return new WeakForm(problem, space, points)
        .sums(layer.network(space.shape(), exact.dataType()), exact);
  }

  /**
   * Solves the projected problem.
   *
   * @throws ArithmeticException when the functions are linearly dependent
   */
  public Projection project(GramSums sums) {
    return RayleighRitz.project(sums, problem);
  }

  /** Returns parameters whose functions are the eigenfunctions, as a copy in double precision. */
  public INDArray rotated(INDArray parameters, Projection projection) {
    return RayleighRitz.rotated(layer, parameters, projection.rotation());
  }

  /**
   * Returns parameters to start from when one function is sought: {@code u = B (1 + small)}, which
   * has the sign of a ground state everywhere. The output layer's weights are multiplied by a
   * twentieth, its biases become 1.
   *
   * @param parameters the network's flat vector
   */
  public INDArray positive(INDArray parameters) {
    return RayleighRitz.positive(layer, parameters);
  }

  /**
   * Returns the sums of the strong form over points.
   *
   * @param rotated parameters whose functions are eigenfunctions
   * @param projection what they were rotated by
   */
  public EnergySums energies(INDArray rotated, Projection projection, Points points) {
    return EnergySums.of(layer, problem, rotated, projection.eigenvalues(), points);
  }
}
