package io.raf4j.solver;

import io.raf4j.basis.BasisFunction;
import io.raf4j.basis.Coefficient;
import io.raf4j.basis.Distribution;
import io.raf4j.basis.ReproducingActivation;
import io.raf4j.basis.Term;
import io.raf4j.dl4j.NetworkRecipe;
import io.raf4j.dl4j.UniformWeightInit;
import io.raf4j.geometry.Domain;
import io.raf4j.geometry.Points;
import io.raf4j.geometry.Sampler;
import io.raf4j.linalg.LinearModel;
import io.raf4j.linalg.NormalEquations;
import io.raf4j.random.Purpose;
import io.raf4j.solver.SolverNetwork.Architecture;
import io.raf4j.solver.SolverNetwork.Size;
import io.raf4j.solver.SolverNetwork.Training;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;

/** Small networks for problems, and points for them. */
final class SolverFixtures {

  private SolverFixtures() {}

  static final ProblemReference POISSON =
      ProblemReference.named(ProblemReference.Kind.PDE, "poisson-smooth", 2);

  static ProblemReference pde(String name, int dimension) {
    return ProblemReference.named(ProblemReference.Kind.PDE, name, dimension);
  }

  static ProblemReference eigen(String name, int dimension) {
    return ProblemReference.named(ProblemReference.Kind.EIGEN, name, dimension);
  }

  /** Returns a mixture whose coefficients all start near 1 in size. */
  static NetworkRecipe recipe(String... functions) {
    List<Term> terms =
        Arrays.stream(functions)
            .map(
                function ->
                    new Term(
                        BasisFunction.named(function),
                        Coefficient.learnable(new Distribution.Normal(0.5, 0.1)),
                        Coefficient.learnable(new Distribution.Normal(1, 0.3))))
            .toList();
    ReproducingActivation activation =
        new ReproducingActivation(
            "mixture",
            ReproducingActivation.Mode.MIXED,
            ReproducingActivation.Sharing.NEURON,
            terms);
    UniformWeightInit weights = new UniformWeightInit(UniformWeightInit.Rule.PYTORCH, 1);
    return new NetworkRecipe(
        "mixture",
        activation,
        activation,
        weights,
        weights,
        weights,
        OptionalDouble.empty(),
        1,
        1e-3,
        0);
  }

  static Size residual(int width) {
    return Size.published(width);
  }

  static Size plain(int width, int depth) {
    return new Size(Architecture.PLAIN, width, depth);
  }

  static Training training(IUpdater updater, DataType type) {
    return new Training(updater, 0, 3, type);
  }

  static TrialLayer layer(ProblemReference problem, int count, Size size, String... functions) {
    return SolverNetwork.layer(problem, count, size, recipe(functions));
  }

  static MultiLayerNetwork network(
      ProblemReference problem, int count, Size size, IUpdater updater, String... functions) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            SolverNetwork.configuration(
                problem, count, size, recipe(functions), training(updater, DataType.DOUBLE)));
    network.init();
    return network;
  }

  static MultiLayerNetwork still(
      ProblemReference problem, int count, Size size, String... functions) {
    return network(problem, count, size, new NoOp(), functions);
  }

  static Domain domain(ProblemReference problem) {
    return problem.kind() == ProblemReference.Kind.PDE
        ? problem.pde().domain()
        : problem.eigen().domain();
  }

  static Points points(ProblemReference problem, int count, long step) {
    return Sampler.SOBOL.draw(domain(problem), 1, Purpose.COLLOCATION, step, 0, count);
  }

  static DataSet data(Points points) {
    return new DataSet(
        Nd4j.createFromArray(points.coordinates()).reshape(points.count(), points.dimension()),
        Nd4j.createFromArray(points.weights()).reshape(points.count(), 1));
  }

  /**
   * Returns the model of a Jacobian.
   *
   * @param columns of J
   */
  static Linearisation linearisation(
      Factorisation factorisation, double[][] columns, double[] residuals) {
    int rows = residuals.length;
    try (LinearSums.Collector collector = new LinearSums.Collector(factorisation, columns.length);
        NormalEquations.Panel panel = new NormalEquations.Panel(columns.length, rows)) {
      for (int j = 0; j < columns.length; j++) {
        panel.put(j, 0, columns[j], 0, rows);
      }
      panel.take(residuals, rows);
      collector.add(panel);
      double[] squares = Arrays.stream(residuals).map(r -> r * r).toArray();
      return collector.sums(null, new double[0], new double[0][], 1, squares).linearisation();
    }
  }

  /** Returns half the loss's gradient, {@code J^T r}, exact as the model is quadratic. */
  static double[] halfGradient(Linearisation linearisation) {
    LinearModel model = linearisation.model();
    double[] gradient = new double[model.size()];
    for (int i = 0; i < gradient.length; i++) {
      double[] delta = new double[model.size()];
      delta[i] = 1;
      double above = model.reduction(delta);
      delta[i] = -1;
      gradient[i] = (model.reduction(delta) - above) / 4 * factor(linearisation);
    }
    return gradient;
  }

  /** Returns what the model's sums are multiplied by to be the loss's. */
  private static double factor(Linearisation linearisation) {
    return linearisation.loss() / linearisation.model().sumOfSquares();
  }

  /** Returns the lower triangle of {@code J^T J}, row by row, by polarisation. */
  static double[] matrix(Linearisation linearisation) {
    LinearModel model = linearisation.model();
    double[] matrix = new double[model.size() * (model.size() + 1) / 2];
    int next = 0;
    for (int i = 0; i < model.size(); i++) {
      for (int j = 0; j <= i; j++) {
        double[] sum = new double[model.size()];
        double[] difference = new double[model.size()];
        sum[i] = 1;
        difference[i] = 1;
        sum[j] += 1;
        difference[j] -= 1;
        double[] gradient = new double[model.size()];
        gradient[j] = 1;
        double linear = model.reduction(gradient);
        gradient[j] = -1;
        linear = (linear - model.reduction(gradient)) / 2;
        // reduction(d) = -2 g d - d M d, and sum - difference = 2 e_j.
        matrix[next++] =
            (model.reduction(difference) - model.reduction(sum) + 2 * linear)
                / 4
                * factor(linearisation);
      }
    }
    return matrix;
  }
}
