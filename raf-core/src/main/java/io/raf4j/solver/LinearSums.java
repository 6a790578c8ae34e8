package io.raf4j.solver;

import io.raf4j.geometry.Points;
import io.raf4j.geometry.ResidualDensity;
import io.raf4j.linalg.LinearModel;
import io.raf4j.linalg.NormalEquations;
import io.raf4j.linalg.NormalModel;
import io.raf4j.linalg.TriangularFactor;
import io.raf4j.linalg.TriangularModel;
import java.io.Serializable;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * The sums of a share of the points that make up a linearisation: normal equations or a triangular
 * factor and, for eigenfunctions, what their normalisation needs. Sums of shares add; in the same
 * order they have the same bits. Memory: n^2 / 2 numbers for n unknowns.
 */
public final class LinearSums implements Serializable {

  private static final long serialVersionUID = 1L;

  /** What is summed over the rows of J. */
  private sealed interface Rows extends Serializable {

    Rows plus(Rows other);

    /** Returns what is summed. */
    Factorisation factorisation();

    /**
     * Returns the model of the sum and of more rows, whose last unknowns may be missing.
     *
     * @param isSpectral whether one decomposition serves all dampings
     */
    LinearModel model(double[][] more, double[] moreResiduals, boolean isSpectral);
  }

  private record Normal(NormalEquations equations) implements Rows {

    @Override
    public Rows plus(Rows other) {
      equations.add(((Normal) other).equations);
      return this;
    }

    @Override
    public Factorisation factorisation() {
      return Factorisation.NORMAL;
    }

    @Override
    public LinearModel model(double[][] more, double[] moreResiduals, boolean isSpectral) {
      double[] matrix = equations.matrix();
      double[] vector = equations.vector();
      double sumOfSquares = equations.sumOfSquares();
      if (more.length > 0) {
        matrix = matrix.clone();
        vector = vector.clone();
      }
      for (int i = 0; i < more.length; i++) {
        addOuterProduct(matrix, more[i]);
        for (int j = 0; j < more[i].length; j++) {
          vector[j] += moreResiduals[i] * more[i][j];
        }
        sumOfSquares += moreResiduals[i] * moreResiduals[i];
      }
      return isSpectral
          ? NormalModel.byEigenvalues(matrix, vector, sumOfSquares)
          : NormalModel.byCholesky(matrix, vector, sumOfSquares);
    }

    private static void addOuterProduct(double[] matrix, double[] row) {
      int at = 0;
      for (int i = 0; i < row.length; i++) {
        for (int j = 0; j <= i; j++) {
          matrix[at++] += row[i] * row[j];
        }
      }
    }
  }

  private record Triangular(TriangularFactor factor) implements Rows {

    @Override
    public Rows plus(Rows other) {
      return new Triangular(factor.combine(((Triangular) other).factor));
    }

    @Override
    public Factorisation factorisation() {
      return Factorisation.TRIANGULAR;
    }

    @Override
    public LinearModel model(double[][] more, double[] moreResiduals, boolean isSpectral) {
      TriangularFactor all =
          more.length == 0 ? factor : factor.combine(factorOf(more, moreResiduals));
      return isSpectral
          ? TriangularModel.bySingularValues(all)
          : TriangularModel.byElimination(all);
    }

    private TriangularFactor factorOf(double[][] more, double[] moreResiduals) {
      try (TriangularFactor.Sum sum = new TriangularFactor.Sum(factor.size());
          NormalEquations.Panel panel =
              new NormalEquations.Panel(factor.size(), moreResiduals.length)) {
        for (int i = 0; i < more.length; i++) {
          double[] row = Arrays.copyOf(more[i], factor.size());
          for (int j = 0; j < row.length; j++) {
            panel.put(j, i, row, j, 1);
          }
        }
        panel.take(moreResiduals, moreResiduals.length);
        sum.add(panel);
        return sum.factor();
      }
    }
  }

  private final Normalisation normalisation;
  private final double[] masses;
  private final double[][] massGradients;
  private Rows rows;
  private double weight;
  private double[] squares;

  private LinearSums(
      Normalisation normalisation,
      Rows rows,
      double[] masses,
      double[][] massGradients,
      double weight,
      double[] squares) {
    this.normalisation = normalisation;
    this.rows = rows;
    this.masses = masses;
    this.massGradients = massGradients;
    this.weight = weight;
    this.squares = squares;
  }

  /**
   * Sums up rows of J as they come.
   *
   * <p>Not thread-safe.
   */
  static final class Collector implements AutoCloseable {

    private final NormalEquations.Sum normal;
    private final TriangularFactor.Sum triangular;

    Collector(Factorisation factorisation, int unknowns) {
      boolean isNormal = factorisation == Factorisation.NORMAL;
      normal = isNormal ? new NormalEquations.Sum(unknowns) : null;
      triangular = isNormal ? null : new TriangularFactor.Sum(unknowns);
    }

    void add(NormalEquations.Panel panel) {
      if (normal != null) {
        normal.add(panel);
      } else {
        triangular.add(panel);
      }
    }

    /**
     * Returns the sums of the rows so far.
     *
     * @param masses weighted sums of u_i^2, empty where nothing is normalised
     * @param massGradients their derivatives by those of the network's parameters that are unknowns
     * @param weight sum of the points' weights
     * @param squares what each point inside adds to the sum of squares
     */
    LinearSums sums(
        Normalisation normalisation,
        double[] masses,
        double[][] massGradients,
        double weight,
        double[] squares) {
      Rows rows =
          normal != null ? new Normal(normal.equations()) : new Triangular(triangular.factor());
      return new LinearSums(normalisation, rows, masses, massGradients, weight, squares);
    }

    @Override
    public void close() {
      if (normal != null) {
        normal.close();
      } else {
        triangular.close();
      }
    }
  }

  /** Adds the sums of other points. */
  public void add(LinearSums other) {
    rows = rows.plus(other.rows);
    for (int i = 0; i < masses.length; i++) {
      masses[i] += other.masses[i];
      for (int j = 0; j < massGradients[i].length; j++) {
        massGradients[i][j] += other.massGradients[i][j];
      }
    }
    weight += other.weight;
    double[] both = Arrays.copyOf(squares, squares.length + other.squares.length);
    System.arraycopy(other.squares, 0, both, squares.length, other.squares.length);
    squares = both;
  }

  /** Returns how many points inside were summed. */
  public long points() {
    return squares.length;
  }

  /** Returns the linearisation whose steps come from a factorisation for each damping. */
  public Linearisation linearisation() {
    return linearisation(LinearSolver.AUTO);
  }

  /**
   * Returns the linearisation, followed by the density of points that its residuals ask for.
   *
   * @param solver of its steps; AUTO for a factorisation for each damping
   * @param concentration how points follow the residuals
   * @param cube where the points lie in the domain's cube, with weights 1 / density; asked for
   *     where points follow at all
   */
  public Linearisation linearisation(
      LinearSolver solver, ResidualDensity concentration, Supplier<Points> cube) {
    Linearisation linearisation = linearisation(solver);
    return concentration.isEven()
        ? linearisation
        : linearisation.followedBy(concentration.of(cube.get(), squares));
  }

  /**
   * Returns the linearisation.
   *
   * @param solver of its steps; AUTO for a factorisation for each damping
   * @throws IllegalArgumentException if the solver is one of other sums than these
   */
  public Linearisation linearisation(LinearSolver solver) {
    if (!solver.isSummed() || solver.summed(rows.factorisation()) != rows.factorisation()) {
      throw new IllegalArgumentException(
          "sums are " + rows.factorisation() + ", which " + solver.label() + " does not solve by");
    }
    double whole = Normalisation.whole(normalisation, weight, points());
    double root = Math.sqrt(whole);
    double[][] more = new double[masses.length][];
    double[] residuals = new double[masses.length];
    for (int i = 0; i < masses.length; i++) {
      residuals[i] = root * normalisation.residual(masses[i] / points());
      more[i] = massGradients[i].clone();
      for (int j = 0; j < more[i].length; j++) {
        more[i][j] *= root * normalisation.slope() / points();
      }
    }
    LinearModel model = rows.model(more, residuals, solver.isSpectral());
    return new Linearisation(
        model, model.sumOfSquares() / whole, solver.used(rows.factorisation()));
  }
}
