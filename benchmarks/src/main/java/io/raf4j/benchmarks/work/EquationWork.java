package io.raf4j.benchmarks.work;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import io.raf4j.dl4j.NetworkRecipe;
import io.raf4j.geometry.Points;
import io.raf4j.geometry.Sampler;
import io.raf4j.jetnet.JetLayer;
import io.raf4j.pde.PdeCatalogue;
import io.raf4j.pde.PdeResidual;
import io.raf4j.random.Purpose;
import io.raf4j.solver.ProblemReference;
import io.raf4j.solver.SolverNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * A network that solves a differential equation: float64, mean squared residual, Adam, fresh
 * uniform points in every step. We carry jets through the network, PyTorch differentiates twice.
 *
 * @param name of the problem
 * @param dimension of the problem
 * @param width of the published residual network
 * @param recipe activation and initial weights
 * @param learningRate of Adam
 * @param weightDecay added to the gradient times the parameters
 * @param points of a step
 */
public record EquationWork(
    String name,
    int dimension,
    int width,
    NetworkRecipe recipe,
    double learningRate,
    double weightDecay,
    int points)
    implements Work {

  /**
   * Reads the published settings of a problem.
   *
   * @param file such as {@code conf/pde/poisson-smooth-published.conf}
   * @throws IllegalArgumentException if the file is not there or has not what it should
   */
  static EquationWork read(Path file) {
    try {
      Config published =
          ConfigFactory.parseFile(
                  file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false))
              .resolve();
      ConfigValue activation = published.getValue("activation");
      String problem = published.getString("problem");
      return new EquationWork(
          problem,
          published.hasPath("dim")
              ? published.getInt("dim")
              : PdeCatalogue.named(problem).defaultDimension(),
          published.getInt("width"),
          activation.unwrapped() instanceof String preset
              ? NetworkRecipe.named(preset)
              : NetworkRecipe.parse(published.getConfig("activation")),
          published.getDouble("learning-rate"),
          published.getDouble("weight-decay"),
          published.getInt("batch"));
    } catch (ConfigException e) {
      throw new IllegalArgumentException(
          "cannot read the published settings " + file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public String description() {
    return String.format(
        Locale.ROOT,
        "d = %d, residual %dx4, %s, float64, %,d points",
        dimension,
        width,
        recipe.hidden().name(),
        points);
  }

  private ProblemReference problem() {
    return ProblemReference.named(ProblemReference.Kind.PDE, name, dimension);
  }

  @Override
  public StepCost cost() {
    List<JetLayer> layers =
        SolverNetwork.layer(problem(), 1, SolverNetwork.Size.published(width), recipe).layers();
    return new StepCost(
        points,
        new PdeResidual(problem().pde()).shape(),
        true,
        layers.stream()
            .map(layer -> new DenseSize(layer.in(), layer.out(), layer.activation(), layer.skip()))
            .toList());
  }

  @Override
  public String peerScript() {
    return "pde_step.py";
  }

  @Override
  public EquationWork scaled(double share) {
    return new EquationWork(
        name, dimension, width, recipe, learningRate, weightDecay, Work.share(points, share));
  }

  @Override
  public Training start(Path exchange) throws IOException {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            SolverNetwork.configuration(
                problem(),
                1,
                SolverNetwork.Size.published(width),
                recipe,
                new SolverNetwork.Training(
                    new Adam(learningRate), weightDecay, 1, DataType.DOUBLE)));
    network.init();
    Map<String, Object> facts =
        Map.of(
            "problem",
            name,
            "dimension",
            dimension,
            "learning_rate",
            learningRate,
            "weight_decay",
            weightDecay);
    double[] none = {};
    Exchange.write(exchange, cost(), facts, network, draw(0).coordinates(), none);
    return new Steps(this, network);
  }

  private Points draw(int step) {
    return Sampler.UNIFORM.draw(problem().pde().domain(), 1, Purpose.COLLOCATION, step, 0, points);
  }

  private static final class Steps implements Training {
    private final EquationWork work;
    private final MultiLayerNetwork network;
    private int drawn;

    Steps(EquationWork work, MultiLayerNetwork network) {
      this.work = work;
      this.network = network;
    }

    @Override
    public double check() {
      return fit(0);
    }

    @Override
    public double step() {
      return fit(++drawn);
    }

    private double fit(int draw) {
      Points points = work.draw(draw);
      INDArray x = Nd4j.createFromArray(points.coordinates()).reshape(work.points, work.dimension);
      network.fit(x, Nd4j.createFromArray(points.weights()).reshape(work.points, 1));
      return network.score();
    }
  }
}
