package io.raf4j.spark.run;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import io.raf4j.basis.ReproducingActivation;
import io.raf4j.datasets.coordinates.CoordinateGrid;
import io.raf4j.dl4j.BlockwiseNetwork;
import io.raf4j.dl4j.CoordinateNetwork;
import io.raf4j.dl4j.CosineSchedule;
import io.raf4j.dl4j.DecaySchedule;
import io.raf4j.dl4j.LazyAdam;
import io.raf4j.dl4j.Muon;
import io.raf4j.dl4j.NetworkRecipe;
import io.raf4j.dl4j.RafDenseLayer;
import io.raf4j.encoding.GridEncoding;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.conf.TrainingOptions;
import io.raf4j.spark.session.Needs;
import io.raf4j.spark.training.LayerWork;
import io.raf4j.spark.training.NetworkWork;
import io.raf4j.spark.training.TrainingRoom;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/**
 * The network that a run trains.
 *
 * @param recipe activation, initial weights and rates
 * @param shape its size
 * @param training its schedule, seed and type
 * @param fitsScales whether the first layer's scales are set by the signal, where one is known
 * @param encoding what stands before the network, if anything
 * @param hasMuon whether hidden weights are trained by {@link Muon}, and all else by Adam
 */
public record NetworkPlan(
    NetworkRecipe recipe,
    CoordinateNetwork.Shape shape,
    TrainingOptions training,
    boolean fitsScales,
    Optional<GridEncoding> encoding,
    boolean hasMuon) {

  /**
   * How much faster than the signal the first layer starts, see {@link NetworkRecipe#fittedTo}: as
   * fast. The ablation is in docs/DESIGN-NOTES.md.
   */
  private static final double FACTOR = 1;

  /**
   * Rate of the tables of an encoding for each of the network's: the tables of Mueller et al. 2022
   * have 1e-2; ours do best at twice to four times that, see docs/DESIGN-NOTES.md.
   */
  private static final double TABLE_RATE = 2;

  /** Rate of Muon for each of Adam's. The table is in docs/DESIGN-NOTES.md. */
  private static final double MUON_RATE = 7;

  /** Numbers that Adam keeps for a parameter; Muon keeps one. */
  private static final int ADAM = 2;

  /**
   * Plans a network.
   *
   * @param inputs coordinates of a point
   * @param outputs values at a point
   * @throws SettingsException for an unknown activation or a size that is not positive
   */
  public static NetworkPlan of(
      Settings settings, TrainingOptions training, int inputs, int outputs) {
    return of(settings, training, inputs, outputs, Optional.empty(), false);
  }

  /**
   * Plans a network on the samples of a signal, with an encoding if the settings have been decided
   * to have one, see {@link EncodingPlan}.
   *
   * @param outputs values at a sample
   * @throws SettingsException for an unknown activation, or sizes that cannot be
   */
  public static NetworkPlan of(
      Settings settings, TrainingOptions training, CoordinateGrid grid, int outputs) {
    Optional<GridEncoding> encoding = EncodingPlan.of(settings, grid);
    if (encoding.isPresent() && training.dtype() == TrainingOptions.Dtype.DOUBLE) {
      throw new SettingsException(
          "--dtype is double; expected float with --encoding grid, whose tables are of that type");
    }
    boolean hasMuon = hasMuon(settings);
    if (hasMuon && encoding.isEmpty() && settings.integer(Key.DEPTH) == 1) {
      throw new SettingsException(
          "--optimizer is muon; expected adam with --depth 1, which has no weights between hidden"
              + " layers, or 2 layers or more");
    }
    return of(settings, training, grid.axes(), outputs, encoding, hasMuon);
  }

  private static NetworkPlan of(
      Settings settings,
      TrainingOptions training,
      int inputs,
      int outputs,
      Optional<GridEncoding> encoding,
      boolean hasMuon) {
    NetworkRecipe recipe = recipe(settings);
    try {
      CoordinateNetwork.Shape shape =
          new CoordinateNetwork.Shape(
              inputs, outputs, settings.integer(Key.WIDTH), settings.integer(Key.DEPTH));
      requireGroups(recipe.first(), shape.width());
      requireGroups(recipe.hidden(), shape.width());
      return new NetworkPlan(recipe, shape, training, fitsScales(settings), encoding, hasMuon);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(e.getMessage(), e);
    }
  }

  private static boolean fitsScales(Settings settings) {
    String scales = settings.text(Key.SCALES);
    return switch (scales) {
      case "fitted" -> true;
      case "published" -> false;
      default ->
          throw new SettingsException("--scales is " + scales + "; expected fitted or published");
    };
  }

  private static boolean hasMuon(Settings settings) {
    String optimizer = settings.text(Key.OPTIMIZER);
    return switch (optimizer) {
      case "auto", "adam" -> false;
      case "muon" -> true;
      default ->
          throw new SettingsException(
              "--optimizer is "
                  + optimizer
                  + "; expected auto, adam or muon for a film, an image or a sound");
    };
  }

  /** Grouped activations need a neuron for every share. */
  private static void requireGroups(ReproducingActivation activation, int width) {
    if (activation.mode() == ReproducingActivation.Mode.GROUPED) {
      activation.groupBounds(width);
    }
  }

  /**
   * Returns the recipe that the settings name or write out.
   *
   * @throws SettingsException for an unknown or a malformed activation
   */
  public static NetworkRecipe recipe(Settings settings) {
    Optional<Config> composed = settings.object(Key.ACTIVATION);
    try {
      return composed.isPresent()
          ? NetworkRecipe.parse(composed.get())
          : NetworkRecipe.named(settings.text(Key.ACTIVATION));
    } catch (IllegalArgumentException | ConfigException e) {
      throw new SettingsException("--activation: " + e.getMessage(), e);
    }
  }

  /**
   * Returns the network with its initial parameters, the same for the same plan.
   *
   * @param tensor what the first layer's scales are fitted to, where there is a signal
   */
  public MultiLayerNetwork initial(Optional<double[]> tensor) {
    MultiLayerNetwork network = BlockwiseNetwork.of(configuration(tensor));
    network.init();
    return network;
  }

  /** Returns the layers that have parameters, from the first to the last; nothing is allocated. */
  List<RafDenseLayer> denseLayers() {
    return configuration(Optional.empty()).getConfs().stream()
        .map(NeuralNetConfiguration::getLayer)
        .filter(RafDenseLayer.class::isInstance)
        .map(RafDenseLayer.class::cast)
        .toList();
  }

  /**
   * Returns whether a grid encoding stands before the network. Its kernel is fast for runs of
   * neighbouring samples, of which minibatches then are made.
   */
  public boolean isEncoded() {
    return encoding.isPresent();
  }

  private MultiLayerConfiguration configuration(Optional<double[]> tensor) {
    MultiLayerConfiguration byAdam = byAdam(tensor);
    return hasMuon ? Muon.ofHidden(byAdam, schedule(training, MUON_RATE * rate())) : byAdam;
  }

  private MultiLayerConfiguration byAdam(Optional<double[]> tensor) {
    if (encoding.isPresent()) {
      LazyAdam ofTables = new LazyAdam(schedule(training, TABLE_RATE * rate()));
      return CoordinateNetwork.configuration(
          new CoordinateNetwork.Encoded(encoding.get(), ofTables),
          shape,
          recipe,
          new Adam(schedule()),
          training.seed());
    }
    NetworkRecipe fitted =
        tensor.filter(t -> fitsScales).map(t -> recipe.fittedTo(t, FACTOR)).orElse(recipe);
    return CoordinateNetwork.configuration(
        shape, fitted, tensor, new Adam(schedule()), training.seed(), type());
  }

  public DataType type() {
    return training.dtype() == TrainingOptions.Dtype.DOUBLE ? DataType.DOUBLE : DataType.FLOAT;
  }

  private ISchedule schedule() {
    return schedule(training, rate());
  }

  private double rate() {
    return training.learningRate().orElse(recipe.learningRate());
  }

  /** Returns how a rate falls from its initial value. */
  public static ISchedule schedule(TrainingOptions training, double rate) {
    TrainingOptions.Schedule schedule = training.schedule();
    if (schedule instanceof TrainingOptions.Schedule.Cosine) {
      return new CosineSchedule(rate, training.steps());
    } else if (schedule instanceof TrainingOptions.Schedule.Decay) {
      return new DecaySchedule(rate, training.steps());
    } else if (schedule instanceof TrainingOptions.Schedule.Step step) {
      return new StepSchedule(ScheduleType.ITERATION, rate, step.factor(), step.every());
    }
    return new StepSchedule(ScheduleType.ITERATION, rate, 1, Integer.MAX_VALUE);
  }

  /** Returns the network in words that follow "a network of". */
  public String inWords() {
    return shape.depth()
        + " hidden layers of "
        + shape.width()
        + " neurons with "
        + recipe.name()
        + " activations"
        + encoding.map(grid -> " behind " + grid.inWords()).orElse("");
  }

  /**
   * Returns what training needs by parameter averaging.
   *
   * @param room where its tasks are
   */
  public Needs needs(TrainingRoom room) {
    NetworkWork work = work();
    String cause = isEncoded() ? "--grid-log2-entries" : "--batch";
    return new Needs(
        room.bytesOutside(work, training), cause, 0, work.stateBytes(), training.workers());
  }

  /** Returns the network by its size. */
  public NetworkWork work() {
    boolean isBlockwise = BlockwiseNetwork.suits(configuration(Optional.empty()));
    List<RafDenseLayer> layers = denseLayers();
    List<LayerWork> byMuon =
        layers.stream()
            .filter(layer -> layer.getIUpdater() instanceof Muon)
            .map(NetworkPlan::work)
            .toList();
    NetworkWork dense = work(layers, type(), 1, isBlockwise).byMuon(byMuon);
    return encoding.map(grid -> dense.behind(grid.parameters())).orElse(dense);
  }

  /**
   * Returns layers by their size, trained by Adam.
   *
   * @param rows numbers that travel for an example
   * @param isBlockwise whether blocks of examples go through all layers
   */
  public static NetworkWork work(
      List<RafDenseLayer> layers, DataType type, int rows, boolean isBlockwise) {
    List<LayerWork> works = layers.stream().map(NetworkPlan::work).toList();
    long parameters =
        layers.stream().mapToLong(layer -> layer.initializer().numParams(layer)).sum();
    return new NetworkWork(works, parameters, ADAM, type.width(), rows, isBlockwise);
  }

  private static LayerWork work(RafDenseLayer layer) {
    return new LayerWork(
        (int) layer.getNIn(), (int) layer.getNOut(), layer.reproducingActivation().terms().size());
  }
}
