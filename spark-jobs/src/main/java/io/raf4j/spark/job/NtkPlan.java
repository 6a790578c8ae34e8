package io.raf4j.spark.job;

import io.raf4j.dl4j.NetworkRecipe;
import io.raf4j.dl4j.UniformWeightInit;
import io.raf4j.geometry.Domain;
import io.raf4j.jetnet.JetNetwork;
import io.raf4j.jetnet.TangentFeatures;
import io.raf4j.ntk.NetworkFunction;
import io.raf4j.ntk.TangentKernel;
import io.raf4j.ntk.TileCut;
import io.raf4j.solver.ProblemReference;
import io.raf4j.solver.TrialLayer;
import io.raf4j.spark.conf.NtkOptions;
import io.raf4j.spark.conf.NtkOptions.InitialWeights;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.conf.TrainingOptions;
import io.raf4j.spark.report.RunManifest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * The networks that are examined and the points at which; every fault of the settings shows here.
 *
 * @param options what was asked
 * @param points where
 * @param subjects the networks, in the order of their steps
 * @param activation name of the networks' activation
 * @param network inside of the first, in double precision
 * @param input what the run reads, for {@code run.json}
 */
record NtkPlan(
    NtkOptions options,
    NtkPoints points,
    List<NtkSubject> subjects,
    String activation,
    JetNetwork network,
    Map<String, Object> input) {

  /**
   * Plans the kernels.
   *
   * @throws SettingsException if a setting is wrong, or the training run or the data cannot be read
   */
  static NtkPlan of(Settings settings, Configuration hadoop) {
    NtkOptions options = NtkOptions.of(settings);
    TrainingOptions training = TrainingOptions.of(settings);
    return options.checkpoints().isPresent()
        ? trained(options, settings, training.seed(), hadoop)
        : untrained(options, settings, training, hadoop);
  }

  private static NtkPlan untrained(
      NtkOptions options, Settings settings, TrainingOptions training, Configuration hadoop) {
    Optional<NtkDataSet> data = options.input().map(input -> NtkDataSet.of(settings, hadoop));
    int inputs = data.map(d -> d.grid().axes()).orElse(options.dimension().orElse(1));
    requireDimension(options, inputs, "the data's");
    NtkPoints points =
        data.map(d -> NtkPoints.dataSet(d.grid(), options.points(), training.seed(), d.name()))
            .orElseGet(
                () -> NtkPoints.cube(inputs, options.points(), options.sampler(), training.seed()));
    int outputs = data.map(NtkDataSet::channels).orElse(options.outputs());
    NetworkPlan asConfigured = NetworkPlan.of(settings, training, inputs, outputs);
    NetworkPlan plan = withWeights(asConfigured, options.initialWeights());
    Optional<double[]> tensor = data.flatMap(NtkDataSet::tensor);
    MultiLayerNetwork network = plan.initial(tensor);
    Map<String, Object> input = input(points);
    data.ifPresent(d -> input.putAll(d.input()));
    return new NtkPlan(
        options,
        points,
        List.of(new NtkSubject(0, () -> network)),
        plan.recipe().name(),
        NetworkFunction.network(network.getLayerWiseConfigurations()),
        input);
  }

  /** Everything about the recipe stays but the initial weights. */
  private static NetworkPlan withWeights(NetworkPlan plan, InitialWeights weights) {
    if (weights == InitialWeights.RECIPE) {
      return plan;
    }
    NetworkRecipe own = plan.recipe();
    UniformWeightInit pytorch = new UniformWeightInit(UniformWeightInit.Rule.PYTORCH, 1);
    NetworkRecipe changed =
        new NetworkRecipe(
            own.name(),
            own.first(),
            own.hidden(),
            pytorch,
            pytorch,
            pytorch,
            OptionalDouble.empty(),
            1,
            own.learningRate(),
            own.coefficientRate());
    return new NetworkPlan(changed, plan.shape(), plan.training(), false);
  }

  private static NtkPlan trained(
      NtkOptions options, Settings settings, long seed, Configuration hadoop) {
    RunFolder run = RunFolder.of("--checkpoints", options.checkpoints().orElseThrow(), hadoop);
    RunManifest manifest = NtkSubject.manifest(run);
    List<NtkSubject> subjects = NtkSubject.of(run);
    MultiLayerConfiguration configuration =
        subjects.get(0).network().get().getLayerWiseConfigurations();
    NtkPoints points = points(options, settings, configuration, run, seed);
    Map<String, Object> input = input(points);
    input.put("training_run", manifest.runId());
    input.put("training_folder", run.root().toString());
    return new NtkPlan(
        options,
        points,
        subjects,
        NtkSubject.activation(manifest),
        NetworkFunction.network(configuration),
        input);
  }

  /** A training run's own data or domain are its points, unless a data set is given. */
  private static NtkPoints points(
      NtkOptions options,
      Settings settings,
      MultiLayerConfiguration configuration,
      RunFolder run,
      long seed) {
    int count = options.points();
    if (configuration.getConf(0).getLayer() instanceof TrialLayer layer) {
      if (options.input().isPresent()) {
        throw new SettingsException(
            "--input is given, but --checkpoints are those of an equation, whose domain has the"
                + " points; leave it out");
      }
      requireDimension(options, Math.toIntExact(layer.getNIn()), "the training run's");
      return NtkPoints.domain(domain(layer.problem()), count, options.sampler(), seed);
    }
    int inputs = NetworkFunction.network(configuration).inputs();
    requireDimension(options, inputs, "the training run's");
    Optional<NtkDataSet> data =
        options.input().isPresent()
            ? Optional.of(NtkDataSet.of(settings, run.hadoop()))
            : NtkDataSet.of(run);
    if (data.isPresent() && data.get().grid().axes() != inputs) {
      throw new SettingsException(
          "--input "
              + data.get().name()
              + " has "
              + data.get().grid().axes()
              + " coordinates; expected "
              + inputs
              + ", those of the networks in --checkpoints");
    }
    return data.map(d -> NtkPoints.dataSet(d.grid(), count, seed, d.name()))
        .orElseGet(() -> NtkPoints.cube(inputs, count, options.sampler(), seed));
  }

  private static Domain domain(ProblemReference problem) {
    return problem.kind() == ProblemReference.Kind.PDE
        ? problem.pde().domain()
        : problem.eigen().domain();
  }

  private static void requireDimension(NtkOptions options, int dimension, String whose) {
    if (options.dimension().isPresent() && options.dimension().getAsInt() != dimension) {
      throw new SettingsException(
          "--dim is "
              + options.dimension().getAsInt()
              + ", but "
              + whose
              + " points have "
              + dimension
              + " coordinates; leave it out");
    }
  }

  private static Map<String, Object> input(NtkPoints points) {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("points", points.count());
    input.put("dimension", points.dimension());
    input.put("points_from", points.description());
    return input;
  }

  /** Returns the cut of the matrix into tiles. */
  TileCut cut() {
    return new TileCut(points.count(), Math.min(options.tile(), points.count()));
  }

  /** Returns how many parameters training moves. */
  long parameters() {
    return TangentFeatures.trained(network);
  }

  /** Returns the bytes outside the Java heap that a task takes. */
  long bytesOfTask() {
    return TangentKernel.bytes(network, cut().tile());
  }

  /** Returns the kernel of one of the networks. */
  NtkKernel kernel(MultiLayerNetwork subject) {
    return NtkKernel.of(subject, points.coordinates(), cut().tile());
  }
}
