package io.raf4j.spark.ntk;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.raf4j.dl4j.NetworkRecipe;
import io.raf4j.dl4j.UniformWeightInit;
import io.raf4j.jetnet.JetNetwork;
import io.raf4j.jetnet.TangentFeatures;
import io.raf4j.ntk.NetworkFunction;
import io.raf4j.ntk.TangentKernel;
import io.raf4j.ntk.TileCut;
import io.raf4j.solver.TrialLayer;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.conf.TrainingOptions;
import io.raf4j.spark.ntk.NtkOptions.InitialWeights;
import io.raf4j.spark.record.RunFolder;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.run.Averaged;
import io.raf4j.spark.run.FileKind;
import io.raf4j.spark.run.Kinds;
import io.raf4j.spark.run.NetworkPlan;
import io.raf4j.spark.run.Plan;
import io.raf4j.spark.run.Result;
import io.raf4j.spark.run.Samples;
import io.raf4j.spark.run.Site;
import io.raf4j.spark.session.Needs;
import io.raf4j.spark.training.TrainingRoom;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * The networks that are examined and the points at which; every fault of the settings shows here.
 *
 * @param settings as they were given
 * @param options what was asked
 * @param points where
 * @param subjects the networks, in the order of their steps
 * @param activation name of the networks' activation
 * @param network inside of the first, in double precision
 * @param input what the run reads, for {@code run.json}
 * @param notes what has to be known of it
 */
record NtkPlan(
    Settings settings,
    NtkOptions options,
    NtkPoints points,
    List<NtkSubject> subjects,
    String activation,
    JetNetwork network,
    Record input,
    List<String> notes)
    implements Plan {

  private static final Set<Key> CHANGEABLE = EnumSet.of(Key.OUTPUT, Key.WORKERS);

  /** What is read, for {@code run.json}: the points, and beside them what they come from. */
  private record Input(
      int points,
      int dimension,
      String pointsFrom,
      @JsonUnwrapped @JsonInclude(NON_NULL) Record of) {

    static Input of(NtkPoints points, Record of) {
      return new Input(points.count(), points.dimension(), points.description(), of);
    }
  }

  /** The run whose networks are examined. */
  private record TrainingRun(String trainingRun, String trainingFolder) {}

  /**
   * Plans the kernels.
   *
   * @throws SettingsException if a setting is wrong, or the training run or the data cannot be read
   */
  static NtkPlan of(List<FileKind> files, Settings settings, Configuration hadoop) {
    NtkOptions options = NtkOptions.of(settings);
    TrainingOptions training = TrainingOptions.of(settings);
    NtkPlan plan =
        options.checkpoints().isPresent()
            ? trained(files, options, settings, training.seed(), hadoop)
            : untrained(files, options, settings, training, hadoop);
    NtkMemory.require(plan.cut(), options.workers());
    return plan;
  }

  private static NtkPlan untrained(
      List<FileKind> files,
      NtkOptions options,
      Settings settings,
      TrainingOptions training,
      Configuration hadoop) {
    Optional<Samples> data =
        options.input().map(input -> Kinds.ofFile(files, input).samples(settings, hadoop));
    int inputs = data.map(d -> d.grid().axes()).orElse(options.dimension().orElse(1));
    requireDimension(options, inputs, "the data's");
    NtkPoints points =
        data.map(d -> NtkPoints.dataSet(d.grid(), options.points(), training.seed(), d.name()))
            .orElseGet(
                () -> NtkPoints.cube(inputs, options.points(), options.sampler(), training.seed()));
    int outputs = data.map(Samples::channels).orElse(options.outputs());
    NetworkPlan asConfigured = NetworkPlan.of(settings, training, inputs, outputs);
    NetworkPlan plan = withWeights(asConfigured, options.initialWeights());
    Optional<double[]> tensor = data.flatMap(Samples::tensor);
    MultiLayerNetwork network = plan.initial(tensor);
    return new NtkPlan(
        settings,
        options,
        points,
        List.of(new NtkSubject(0, () -> network)),
        plan.recipe().name(),
        NetworkFunction.network(network.getLayerWiseConfigurations()),
        Input.of(points, data.flatMap(Samples::input).orElse(null)),
        data.map(Samples::notes).orElse(List.of()));
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
    return new NetworkPlan(changed, plan.shape(), plan.training(), false, Optional.empty(), false);
  }

  private static NtkPlan trained(
      List<FileKind> files,
      NtkOptions options,
      Settings settings,
      long seed,
      Configuration hadoop) {
    RunFolder run = RunFolder.of("--checkpoints", options.checkpoints().orElseThrow(), hadoop);
    RunManifest manifest = NtkSubject.manifest(run);
    List<NtkSubject> subjects = NtkSubject.of(run);
    MultiLayerConfiguration configuration =
        subjects.get(0).network().get().getLayerWiseConfigurations();
    NtkPoints points = points(files, options, settings, configuration, run, seed);
    return new NtkPlan(
        settings,
        options,
        points,
        subjects,
        NtkSubject.activation(manifest),
        NetworkFunction.network(configuration),
        Input.of(points, new TrainingRun(manifest.runId(), run.root().toString())),
        List.of());
  }

  /** A training run's own data or domain are its points, unless a data set is given. */
  private static NtkPoints points(
      List<FileKind> files,
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
      return NtkPoints.domain(layer.problem().domain(), count, options.sampler(), seed);
    }
    int inputs = NetworkFunction.network(configuration).inputs();
    requireDimension(options, inputs, "the training run's");
    Optional<Samples> data =
        options.input().isPresent()
            ? options
                .input()
                .map(input -> Kinds.ofFile(files, input).samples(settings, run.hadoop()))
            : files.stream().flatMap(kind -> kind.samples(run).stream()).findFirst();
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

  @Override
  public long seed() {
    return settings.longInteger(Key.SEED);
  }

  @Override
  public String title() {
    return "ntk";
  }

  @Override
  public String subject() {
    return "set of points";
  }

  @Override
  public Set<Key> changeable() {
    return CHANGEABLE;
  }

  @Override
  public Needs needs(TrainingRoom room) {
    int workers = options.workers();
    // Of a task's result, or of the parameters, which all tasks share.
    long tile = Double.BYTES * (long) cut().tile() * cut().tile();
    long largest = Math.max(NtkKernel.tilesOfARound(1) * tile, Double.BYTES * network.parameters());
    return new Needs(bytesOfTask() * room.sideBySide(workers), "--tile", 0, largest, workers);
  }

  @Override
  public Averaged averaged() {
    throw new SettingsException("raf ntk averages nothing; there is nothing to plan");
  }

  @Override
  public Result carryOut(Site site) {
    return new NtkWork(this, site).done();
  }
}
