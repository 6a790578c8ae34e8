package io.raf4j.spark.equation;

import io.raf4j.dl4j.NetworkRecipe;
import io.raf4j.dl4j.RafDenseLayer;
import io.raf4j.pde.SlabTimes;
import io.raf4j.solver.ProblemReference;
import io.raf4j.solver.SolverNetwork;
import io.raf4j.solver.SolverNetwork.Architecture;
import io.raf4j.spark.collocation.CollocationMinibatches;
import io.raf4j.spark.collocation.CollocationPoints;
import io.raf4j.spark.collocation.PointChoice;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.conf.TrainingOptions;
import io.raf4j.spark.equation.SolveOptions.Optimizer;
import io.raf4j.spark.files.Json;
import io.raf4j.spark.record.RunFolder;
import io.raf4j.spark.run.Averaged;
import io.raf4j.spark.run.NetworkPlan;
import io.raf4j.spark.run.Result;
import io.raf4j.spark.run.Site;
import io.raf4j.spark.run.TrainingPlan;
import io.raf4j.spark.session.Needs;
import io.raf4j.spark.training.Checkpoints.Checkpoint;
import io.raf4j.spark.training.NetworkWork;
import io.raf4j.spark.training.Trained;
import io.raf4j.spark.training.TrainingRoom;
import io.raf4j.spark.training.TrainingState;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;

/**
 * What is solved, and by what network.
 *
 * @param kind of the equation
 * @param settings as they were given
 * @param problem the equation
 * @param statement of the equation
 * @param options points and optimisers
 * @param training steps, workers, schedule, seed and type
 * @param recipe activation, initial weights and rates
 * @param size of the network
 */
record SolvePlan(
    EquationKind kind,
    Settings settings,
    ProblemReference problem,
    Statement statement,
    SolveOptions options,
    TrainingOptions training,
    NetworkRecipe recipe,
    SolverNetwork.Size size)
    implements TrainingPlan {

  /** The name of the file that describes what a model has learned. */
  static final String DESCRIPTION = "problem.json";

  private static final Set<Key> CHANGEABLE =
      EnumSet.of(
          Key.MAX_SECONDS,
          Key.CHECKPOINT_SECONDS,
          Key.CHECKPOINTS_KEPT,
          Key.OUTPUT,
          Key.SLICES,
          Key.ITERATIONS);

  /** The section {@code input} of {@code run.json}. */
  private record Input(String problem, String equation, int dimension, int eigenpairs) {}

  /** The same of an equation that was typed into a file, which may be gone. */
  private record FileInput(
      String problem, String equation, int dimension, int eigenpairs, String definition) {}

  /** What is kept beside the model, {@code model/problem.json}. */
  private record Description(String problem, String equation, String outputs) {}

  /** Parameters up to which a second-order iteration takes a few seconds at most. */
  static final int SMALL = 4000;

  /** Neurons of a single hidden layer from which it is better drawn than trained. */
  private static final int WIDE = 200;

  /**
   * Plans a solution.
   *
   * @throws SettingsException for an unknown problem or activation, a dimension out of range, or
   *     settings that do not fit one another
   */
  static SolvePlan of(EquationKind kind, Settings settings) {
    SolveOptions options = SolveOptions.of(settings);
    TrainingOptions training = TrainingOptions.of(settings);
    ProblemReference problem = ProblemChoice.of(kind, options);
    SolvePlan plan =
        new SolvePlan(
                kind,
                settings,
                problem,
                kind.statement(problem),
                options,
                training,
                NetworkPlan.recipe(settings),
                size(settings, options))
            .withOptimizer();
    new SolveRequirements(plan).require();
    plan.slabs();
    plan.slices();
    if (plan.lettingStartsCompete()) {
      plan.options().starts().requireMore(plan.options().iterations());
    }
    plan.secondOrder().policy();
    // Every other fault of a network shows when it is configured.
    plan.configuration();
    return plan;
  }

  /** Returns the first of the slabs of time, or nothing where there are none. */
  Optional<SlabTimes> slabs() {
    return SlabPlan.of(settings, problem.overAllTimes());
  }

  /** Returns at which times the solution is shown. */
  Slices slices() {
    return problem.kind() == ProblemReference.Kind.PDE
        ? Slices.of(settings, statement)
        : Slices.NONE;
  }

  /** Returns this plan for one slab of time. */
  SolvePlan inSlab(SlabTimes times) {
    ProblemReference slab = problem.ofSlab(times);
    return new SolvePlan(
        kind, settings, slab, kind.statement(slab), options, training, recipe, size);
  }

  /** Returns this plan with other seconds. */
  SolvePlan within(double seconds) {
    Settings limited = settings.with(Key.MAX_SECONDS, Double.toString(seconds));
    return with(options, TrainingOptions.of(limited), size);
  }

  /** Chooses the optimizer by the size of the network. */
  private SolvePlan withOptimizer() {
    if (options.optimizer() != Optimizer.AUTO) {
      return this;
    }
    return with(options.with(suiting()), training, size);
  }

  private SolvePlan with(
      SolveOptions otherOptions, TrainingOptions otherTraining, SolverNetwork.Size otherSize) {
    return new SolvePlan(
        kind, settings, problem, statement, otherOptions, otherTraining, recipe, otherSize);
  }

  private Optimizer suiting() {
    if (type() != DataType.DOUBLE) {
      return Optimizer.ADAM;
    }
    if (kind.takesFeatures() && size.depth() == 1 && size.width() >= WIDE) {
      return Optimizer.FEATURES;
    }
    return parameters() <= Math.min(SMALL, options.maxParameters())
        ? kind.ofSmallNetworks()
        : Optimizer.ADAM;
  }

  /** Returns this plan with another number of neurons and points. */
  SolvePlan resized(int width, int points) {
    return with(
        options.withPoints(points),
        training,
        new SolverNetwork.Size(size.architecture(), width, size.depth()));
  }

  /** Returns this plan with another seed and shape. */
  SolvePlan startedAs(long seed, int width, int depth) {
    return with(
        options,
        TrainingOptions.of(settings.with(Key.SEED, Long.toString(seed))),
        new SolverNetwork.Size(size.architecture(), width, depth));
  }

  /** Returns whether several starts compete before second order. */
  boolean lettingStartsCompete() {
    return options.starts().compete() && options.optimizer() == Optimizer.LEVENBERG_MARQUARDT;
  }

  /** Returns the numbers that second order solves for. */
  long unknowns() {
    if (options.optimizer() != Optimizer.FEATURES) {
      return parameters();
    }
    RafDenseLayer last = denseLayers().get(denseLayers().size() - 1);
    return (last.getNIn() + 1) * last.getNOut();
  }

  private static SolverNetwork.Size size(Settings settings, SolveOptions options) {
    Architecture architecture =
        options.network() == SolveOptions.Network.RESIDUAL
            ? Architecture.RESIDUAL
            : Architecture.PLAIN;
    try {
      return new SolverNetwork.Size(
          architecture, settings.integer(Key.WIDTH), settings.integer(Key.DEPTH));
    } catch (IllegalArgumentException e) {
      throw new SettingsException(e.getMessage(), e);
    }
  }

  /** Returns what is chosen for second order. */
  SecondOrderPlan secondOrder() {
    return new SecondOrderPlan(this);
  }

  /** Returns where points come from. */
  CollocationPoints points() {
    return new CollocationPoints(problem, options.sampler(), training.seed());
  }

  /** Returns the network with its initial parameters, the same for the same plan. */
  MultiLayerNetwork initial() {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration());
    network.init();
    return kind.started(this, network);
  }

  /** Returns the network's configuration. */
  MultiLayerConfiguration configuration() {
    double rate = training.learningRate().orElse(recipe.learningRate());
    try {
      return SolverNetwork.configuration(
          problem,
          options.count(),
          size,
          recipe,
          new SolverNetwork.Training(
              new Adam(NetworkPlan.schedule(training, rate)),
              options.weightDecay(),
              training.seed(),
              type()));
    } catch (IllegalArgumentException e) {
      throw new SettingsException(e.getMessage(), e);
    }
  }

  DataType type() {
    return training.dtype() == TrainingOptions.Dtype.DOUBLE ? DataType.DOUBLE : DataType.FLOAT;
  }

  /**
   * Returns the number of trained numbers.
   *
   * @throws SettingsException if the settings make no network
   */
  long parameters() {
    return work().parameters();
  }

  /**
   * Returns the layers that have parameters, from the first to the last.
   *
   * @throws SettingsException if the settings make no network
   */
  List<RafDenseLayer> denseLayers() {
    try {
      return SolverNetwork.layer(problem, options.count(), size, recipe).getDenseLayers();
    } catch (IllegalArgumentException e) {
      throw new SettingsException(e.getMessage(), e);
    }
  }

  /** Returns the network by its size, as first order trains it. */
  NetworkWork work() {
    return NetworkPlan.work(denseLayers(), type(), statement.rows(), true);
  }

  /**
   * Returns what tensors take outside the heap in the process that trains: of the two orders the
   * one that takes more.
   */
  long bytesOutside(TrainingRoom room) {
    long first = options.optimizer().hasFirstOrder() ? room.bytesOutside(work(), training) : 0;
    return options.optimizer().hasSecondOrder() ? Math.max(first, secondOrderBytes(room)) : first;
  }

  @Override
  public Needs needs(TrainingRoom room) {
    boolean hasSecondOrder = options.optimizer().hasSecondOrder();
    // Parameters and Adam's two moments.
    long moments = 3L * Double.BYTES * parameters();
    return new Needs(
        bytesOutside(room),
        hasSecondOrder ? "--depth" : "--batch",
        hasSecondOrder && secondOrder().isOfSmallNetworks() ? unknowns() : 0,
        hasSecondOrder ? Math.max(moments, secondOrder().bytesOfResult()) : moments,
        training.workers());
  }

  private long secondOrderBytes(TrainingRoom room) {
    int share = Math.max(1, options.points() / training.workers());
    long blocks = work().workingBytes(share, room.cluster().taskCpus());
    long task = secondOrder().bytesOfTask() + blocks;
    long solving =
        room.cluster().isLocal() ? secondOrder().bytesOfSolving(room.cluster().cores()) : 0;
    long together = Math.max(solving, room.sideBySide(training.workers()) * task);
    return lettingStartsCompete()
        ? Math.max(together, options.starts().bytes(room, task, solving))
        : together;
  }

  /** Returns the network in words that follow "a network of". */
  String inWords() {
    return size.depth()
        + " hidden layers of "
        + size.width()
        + " neurons ("
        + size.architecture().name().toLowerCase(Locale.ROOT)
        + ") with "
        + recipe.name()
        + " activations";
  }

  @Override
  public Settings decided() {
    return settings.with(Key.OPTIMIZER, options.optimizer().label());
  }

  @Override
  public long seed() {
    return training.seed();
  }

  @Override
  public String title() {
    return "solve " + statement.name();
  }

  @Override
  public Record input() {
    String named = problem.inWords();
    int dimension = problem.dimension();
    int eigenpairs = kind.eigenpairs(this);
    return problem
        .typed()
        .<Record>map(
            typed ->
                new FileInput(named, statement.equation(), dimension, eigenpairs, typed.text()))
        .orElseGet(() -> new Input(named, statement.equation(), dimension, eigenpairs));
  }

  @Override
  public String subject() {
    return "equation";
  }

  @Override
  public Set<Key> changeable() {
    return CHANGEABLE;
  }

  @Override
  public int checkpointsKept() {
    return training.checkpointsKept();
  }

  @Override
  public Trained train(Site site) {
    site.pool().threads().limit();
    if (slabs().isPresent()) {
      return new SlabTraining(this, slabs().get(), site).train();
    }
    Checkpoint start = site.last().orElseGet(() -> beginning(site));
    return new SolveTraining(Starts.decided(this, site), site)
        .train(start.network(), start.state());
  }

  private Checkpoint beginning(Site site) {
    return lettingStartsCompete()
        ? new Starts(this, site).best()
        : new Checkpoint(initial(), TrainingState.START);
  }

  @Override
  public void describe(RunFolder folder) {
    Description description =
        new Description(problem.toText(), statement.equation(), kind.outputs());
    try (OutputStream out = folder.files().create(folder.besideModel(DESCRIPTION))) {
      out.write(Json.lines(description).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder.besideModel(DESCRIPTION), e);
    }
  }

  @Override
  public Result judge(Trained trained, Site site) {
    return kind.result(Starts.decided(this, site), trained, site);
  }

  /** Judging sorts the functions of an eigenvalue problem, so the network is kept after it. */
  @Override
  public Result carryOut(Site site) {
    Trained trained = train(site);
    Result result = judge(trained, site);
    site.keep(trained.network(), this);
    return result;
  }

  @Override
  public Averaged averaged() {
    if (!options.optimizer().hasFirstOrder()) {
      throw new SettingsException(
          "--optimizer is "
              + options.optimizer().label()
              + ", which sums up normal equations and averages no parameters; give --optimizer adam"
              + " to plan first order");
    }
    return new Averaged(
        work(),
        training,
        OptionalLong.empty(),
        kind.measure(this).isOn() ? PdeKind.SAMPLE : 0,
        inWords() + " on " + statement.name(),
        this::initial,
        batch -> new CollocationMinibatches(points(), batch, type(), new PointChoice(1, 1)),
        "Planned is Adam; second order sums up normal equations and averages nothing.");
  }
}
