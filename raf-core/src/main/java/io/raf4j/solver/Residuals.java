package io.raf4j.solver;

import io.raf4j.eigen.EigenProblem;
import io.raf4j.geometry.Points;
import io.raf4j.geometry.Sampler;
import io.raf4j.jet.Dual;
import io.raf4j.jet.JetShape;
import io.raf4j.jetnet.JetNetwork;
import io.raf4j.linalg.NormalEquations;
import io.raf4j.pde.PdeResidual;
import io.raf4j.random.Purpose;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The residuals of a {@link TrialLayer}'s problem as a function of all unknowns theta, in double
 * precision: what Levenberg-Marquardt works on, here or on the points of a task.
 *
 * <pre>
 *   PDE    theta = parameters, coefficients           r_i = A[u]_i - f_i, and those of conditions
 *   EIGEN  theta = parameters, lambda_1..lambda_K     r_i = H u_i - lambda_i u_i
 *                                                     penalty (integral of w u_i^2 / norm - 1), once for all points
 *   loss   PDE    sum_p w_p sum_i r_i(x_p)^2 / sum_p w_p
 *          EIGEN  integral of w sum_i r_i^2 / norm     + the squares of the penalties
 * </pre>
 *
 * <p>For eigenvalue problems theta should start from {@link EigenPairs#rotated rotated} parameters.
 * Immutable and thread-safe.
 */
public final class Residuals {

  private static final double[] NO_EXTRA = {};

  private final TrialSpace space;
  private final PointEquations equations;
  private final JetNetwork network;
  private final Normalisation normalisation;
  private final int firstLayer;

  private Residuals(TrialLayer layer, PointEquations equations, JetShape shape, Normalisation n) {
    this(layer.space(shape), equations, layer.network(shape, DataType.DOUBLE), n, 0);
  }

  private Residuals(
      TrialSpace space,
      PointEquations equations,
      JetNetwork network,
      Normalisation normalisation,
      int firstLayer) {
    this.space = space;
    this.equations = equations;
    this.network = network;
    this.normalisation = normalisation;
    this.firstLayer = firstLayer;
  }

  /**
   * Returns the same residuals of which the output layer's parameters and the eigenvalues are free.
   */
  public Residuals ofOutputs() {
    return new Residuals(space, equations, network, normalisation, network.layers().size() - 1);
  }

  /**
   * Returns points inside together with those of the problem's conditions, see {@link
   * PdeResidual#withConditions}; those inside alone for an eigenvalue problem.
   */
  public Points withConditions(
      Points inside, Sampler sampler, long seed, Purpose purpose, long step) {
    return equations instanceof WithConditions those
        ? those.residual().withConditions(inside, sampler, seed, purpose, step, 0)
        : inside;
  }

  /** Equations that have points of their own beside those inside. */
  interface WithConditions extends PointEquations {
    /** Returns the residual that knows the conditions. */
    PdeResidual residual();
  }

  /** Returns how many unknowns, the first ones, stay as they are. */
  public int firstUnknown() {
    return Math.toIntExact(network.parameters() - network.parametersFrom(firstLayer));
  }

  /** Returns the residuals of a differential equation. */
  public static Residuals pde(TrialLayer layer) {
    return pde(layer, new PdeResidual(layer.problem().pde()));
  }

  /**
   * Returns the residuals of a differential equation.
   *
   * @param residual the layer's own, or those of its problem over all times
   */
  static Residuals pde(TrialLayer layer, PdeResidual residual) {
    return new Residuals(layer, new PdeEquations(residual), residual.shape(), null);
  }

  /**
   * Returns the residuals of a differential equation with its nonlinear terms turned down, {@code
   * (A[t u] - A[0]) / t + A[0] - f}. An equation with several solutions is solved first with t =
   * 0.01, nearly its linearisation, and from there as it is; a linear equation is the same for
   * every t.
   *
   * @param amplitude t, in (0, 1]
   */
  public static Residuals pde(TrialLayer layer, double amplitude) {
    PdeResidual residual = new PdeResidual(layer.problem().pde());
    return new Residuals(
        layer,
        new HomotopyEquations(new PdeEquations(residual), amplitude),
        residual.shape(),
        null);
  }

  /**
   * Returns the residuals of an eigenvalue problem.
   *
   * @param penalty the normalisation's weight beside the residuals: the largest |lambda_i| is a
   *     good choice, and at least 1; much less lets u shrink instead of solving the equation
   */
  public static Residuals eigen(TrialLayer layer, double penalty) {
    if (!(penalty > 0) || Double.isInfinite(penalty)) {
      throw new IllegalArgumentException(
          "penalty is " + penalty + "; expected positive and finite");
    }
    EigenProblem problem = layer.problem().eigen();
    return new Residuals(
        layer,
        new EigenEquations(problem, Math.toIntExact(layer.getNOut())),
        problem.shape(),
        new Normalisation(problem.norm(), penalty));
  }

  /** Returns the number of unknowns: parameters, and coefficients or eigenvalues. */
  public int unknowns() {
    return Math.toIntExact(network.parameters()) + equations.extra();
  }

  /**
   * Returns theta.
   *
   * @param parameters the layer's flat vector, the coefficients' thetas among them
   * @param eigenvalues one for each function, none for a differential equation
   */
  public double[] theta(INDArray parameters, double... eigenvalues) {
    int kept = kept();
    if (parameters.length() != kept || kept + eigenvalues.length != unknowns()) {
      throw new IllegalArgumentException(
          parameters.length()
              + " parameters and "
              + eigenvalues.length
              + " eigenvalues; expected "
              + kept
              + " and "
              + (unknowns() - kept));
    }
    double[] theta = Arrays.copyOf(parameters.toDoubleVector(), unknowns());
    System.arraycopy(eigenvalues, 0, theta, kept, eigenvalues.length);
    return theta;
  }

  /** Returns how many of the unknowns the layer keeps: all but the eigenvalues. */
  private int kept() {
    return isNormalised() ? Math.toIntExact(network.parameters()) : unknowns();
  }

  /** Returns the layer's flat vector, in double precision. */
  public INDArray parameters(double[] theta) {
    return flat(theta, kept());
  }

  /** Returns the parameters of the network inside, in double precision. */
  private INDArray ofNetwork(double[] theta) {
    return flat(theta, Math.toIntExact(network.parameters()));
  }

  private static INDArray flat(double[] theta, int length) {
    return Nd4j.createFromArray(Arrays.copyOf(theta, length)).reshape(1, length);
  }

  /** Returns the eigenvalues in theta. */
  public double[] eigenvalues(double[] theta) {
    return Arrays.copyOfRange(theta, kept(), theta.length);
  }

  /** Returns the unknowns beside the network's parameters. */
  private double[] extra(double[] theta) {
    return Arrays.copyOfRange(theta, Math.toIntExact(network.parameters()), theta.length);
  }

  /**
   * Returns the linearisation at theta by the unknowns that are {@linkplain #firstUnknown() free}.
   *
   * @throws NonFiniteResidualException naming a point whose residual is not finite
   */
  public LinearSums linearise(double[] theta, Points points, Factorisation factorisation) {
    INDArray parameters = ofNetwork(theta);
    StrongForm form = new StrongForm(space, equations, points, extra(theta));
    double[] squares = new double[points.insideCount()];
    try (LinearSums.Collector collector =
        new LinearSums.Collector(factorisation, unknowns() - firstUnknown())) {
      jacobian(
          theta,
          points,
          (first, count, outputs, residuals, partials, extraPartials) -> {
            form.residuals(first, count, outputs, residuals, partials, extraPartials);
            addSquares(residuals, first, count, squares);
          },
          collector::add);
      double[] masses = new double[normalisation == null ? 0 : space.functions()];
      double[][] gradients = new double[masses.length][];
      for (int i = 0; i < masses.length; i++) {
        INDArray gradient = Nd4j.create(DataType.DOUBLE, 1, network.parameters());
        Mass mass = new Mass(space, equations, points, i);
        masses[i] =
            network.gradient(
                parameters, points.count(), space.inputs(points), mass::loss, gradient);
        double[] all = gradient.toDoubleVector();
        gradients[i] = Arrays.copyOfRange(all, firstUnknown(), all.length);
      }
      return collector.sums(normalisation, masses, gradients, form.weight(), squares);
    }
  }

  /** Of points inside, which come first. Blocks come from several threads, each point once. */
  private void addSquares(double[] residuals, int first, int count, double[] squares) {
    int m = equations.equations();
    for (int p = 0; p < count && first + p < squares.length; p++) {
      for (int i = 0; i < m; i++) {
        squares[first + p] += residuals[p * m + i] * residuals[p * m + i];
      }
    }
  }

  /**
   * Hands out residuals and their derivatives by the unknowns that are free, some points at a time,
   * in order.
   *
   * @return the sum of the points' weights
   * @throws NonFiniteResidualException naming a point whose residual is not finite
   */
  double rows(double[] theta, Points points, Consumer<NormalEquations.Panel> taker) {
    StrongForm form = new StrongForm(space, equations, points, extra(theta));
    jacobian(theta, points, form::residuals, taker);
    return form.weight();
  }

  private void jacobian(
      double[] theta,
      Points points,
      JetNetwork.ExtendedResidual residual,
      Consumer<NormalEquations.Panel> taker) {
    network.jacobian(
        ofNetwork(theta),
        points.count(),
        space.inputs(points),
        new JetNetwork.SystemSize(equations.equations(), equations.extra(), firstLayer),
        residual,
        taker);
  }

  /** Returns the residuals of a point. */
  public int equations() {
    return equations.equations();
  }

  /** Returns whether something is normalised, which makes one residual of all points together. */
  public boolean isNormalised() {
    return normalisation != null;
  }

  /** Returns the sums that make up the losses of several candidates; any may be infinite. */
  public LossSums losses(List<double[]> candidates, Points points) {
    double[] squares = new double[candidates.size()];
    double[][] masses = new double[candidates.size()][];
    StrongForm shared = new StrongForm(space, equations, points, NO_EXTRA);
    for (int c = 0; c < squares.length; c++) {
      StrongForm form = shared.with(extra(candidates.get(c)));
      masses[c] = new double[normalisation == null ? 0 : space.functions()];
      squares[c] = sums(candidates.get(c), points, form, masses[c]);
    }
    return new LossSums(normalisation, squares, masses, shared.weight(), points.count());
  }

  /** Sums squares, and masses into an array, in the order of the points. */
  private double sums(double[] theta, Points points, StrongForm form, double[] masses) {
    int width = 1 + masses.length;
    double[] terms = new double[points.count() * width];
    visit(
        theta,
        points,
        form,
        (p, weight, u, residuals) -> {
          for (Dual residual : residuals) {
            terms[p * width] += weight * residual.value() * residual.value();
          }
          for (int i = 0; i < masses.length; i++) {
            double value = u[i].value().value();
            terms[p * width + 1 + i] = weight * value * value;
          }
        });
    double squares = 0;
    for (int p = 0; p < points.count(); p++) {
      squares += terms[p * width];
      for (int i = 0; i < masses.length; i++) {
        masses[i] += terms[p * width + 1 + i];
      }
    }
    return squares;
  }

  /** Returns sum_i r_i^2 at every point, unweighted: where the equation is solved worst. */
  public double[] squares(double[] theta, Points points) {
    double[] squares = new double[points.count()];
    visit(
        theta,
        points,
        new StrongForm(space, equations, points, extra(theta)),
        (p, weight, u, residuals) -> {
          for (Dual residual : residuals) {
            squares[p] += residual.value() * residual.value();
          }
        });
    return squares;
  }

  /** Returns r_i at every point, unweighted, {@code [count, equations]}. */
  public double[] values(double[] theta, Points points) {
    int m = equations.equations();
    double[] values = new double[points.count() * m];
    visit(
        theta,
        points,
        new StrongForm(space, equations, points, extra(theta)),
        (p, weight, u, residuals) -> {
          for (int i = 0; i < m; i++) {
            values[p * m + i] = residuals[i].value();
          }
        });
    return values;
  }

  private void visit(double[] theta, Points points, StrongForm form, StrongForm.PointTaker taker) {
    network.evaluate(
        ofNetwork(theta),
        points.count(),
        space.inputs(points),
        (first, count, outputs) -> form.visit(first, count, outputs, taker));
  }
}
