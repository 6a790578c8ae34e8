package io.raf4j.benchmarks.work;

import io.raf4j.datasets.coordinates.CoordinateGrid;
import io.raf4j.dl4j.GridEncodingLayer;
import io.raf4j.dl4j.LazyAdam;
import io.raf4j.encoding.GridEncoding;
import io.raf4j.encoding.GridLevel;
import io.raf4j.jet.JetShape;
import io.raf4j.random.Purpose;
import io.raf4j.random.RandomStream;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.TrainingOptions;
import io.raf4j.spark.run.EncodingPlan;
import io.raf4j.spark.run.NetworkPlan;
import io.raf4j.spark.run.SampleRuns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network behind a grid encoding on the samples of a signal, as {@code raf reconstruct} trains it
 * by default: float32, mean squared error, Adam that leaves alone what has no gradient, runs of
 * neighbouring samples in an order that is drawn. Targets are random: they do not matter to the
 * time.
 *
 * @param name of the work
 * @param extents samples of each axis of the signal
 * @param channels values of a sample
 * @param settings {@code key=value}, beside the defaults
 * @param points of a step
 */
public record GridWork(
    String name, List<Integer> extents, int channels, List<String> settings, int points)
    implements Work {

  private static final int SEED = 1;

  /** Copies the lists. */
  public GridWork {
    extents = List.copyOf(extents);
    settings = List.copyOf(settings);
  }

  private CoordinateGrid grid() {
    return CoordinateGrid.of(1, extents.stream().mapToInt(Integer::intValue).toArray());
  }

  private NetworkPlan plan() {
    List<String> assignments = new ArrayList<>(settings);
    assignments.add("encoding=grid");
    Settings decided =
        EncodingPlan.decided(Settings.resolve(null, assignments, Map.of()), grid(), channels);
    return NetworkPlan.of(decided, TrainingOptions.of(decided), grid(), channels);
  }

  private GridEncoding encoding() {
    return plan().encoding().orElseThrow();
  }

  @Override
  public String description() {
    return String.format(
        Locale.ROOT,
        "%s of %s values, %s, float32, %,d points",
        String.join(" x ", extents.stream().map(String::valueOf).toList()),
        channels,
        encoding().inWords(),
        points);
  }

  @Override
  public StepCost cost() {
    return cost(plan().initial(Optional.empty()).getLayerWiseConfigurations());
  }

  private StepCost cost(MultiLayerConfiguration configuration) {
    return new StepCost(points, JetShape.value(), false, DenseSize.allOf(configuration));
  }

  @Override
  public Optional<TableCost> tables() {
    GridEncoding encoding = encoding();
    List<float[]> minibatches = new ArrayList<>();
    for (int number = 0; number < TableCost.MINIBATCHES; number++) {
      minibatches.add(coordinates(number));
    }
    return Optional.of(TableCost.of(encoding, SampleRuns.of(grid(), SEED).length(), minibatches));
  }

  private float[] coordinates(long number) {
    CoordinateGrid grid = grid();
    float[] x = new float[points * grid.axes()];
    grid.fill(SampleRuns.of(grid, SEED).samples(number, points), x);
    return x;
  }

  @Override
  public String peerScript() {
    return "grid_step.py";
  }

  @Override
  public GridWork scaled(double share) {
    int fewer = Work.share(points, share) / SampleRuns.RUN * SampleRuns.RUN;
    return new GridWork(name, extents, channels, settings, fewer);
  }

  @Override
  public Training start(Path exchange) throws IOException {
    MultiLayerNetwork network = plan().initial(Optional.empty());
    MultiLayerConfiguration configuration = network.getLayerWiseConfigurations();
    float[] first = coordinates(0);
    double[] x = new double[first.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = first[i];
    }
    double[] y = targets();
    Exchange.write(exchange, cost(configuration), facts(configuration), network, x, y);
    return new Steps(this, network, y);
  }

  private Map<String, Object> facts(MultiLayerConfiguration configuration) {
    Layer last = configuration.getConf(configuration.getConfs().size() - 1).getLayer();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("learning_rate", last.getUpdaterByParam("W").getLearningRate(0, 0));
    facts.put("weight_decay", 0d);
    facts.put("run", SampleRuns.of(grid(), SEED).length());
    facts.put("extents", extents);
    GridEncodingLayer tables = (GridEncodingLayer) configuration.getConf(0).getLayer();
    LazyAdam updater = (LazyAdam) tables.getUpdaterByParam("W");
    facts.put("table_learning_rate", updater.getLearningRate(0, 0));
    facts.put("table_betas", List.of(LazyAdam.BETA1, LazyAdam.BETA2));
    facts.put("table_epsilon", LazyAdam.EPSILON);
    facts.put("features", tables.encoding().features());
    facts.put("grids", tables.encoding().grids().stream().map(GridWork::facts).toList());
    return facts;
  }

  private static Map<String, Object> facts(GridLevel level) {
    return Map.of(
        "cells", level.cells(),
        "entries", level.entries(),
        "dense", level.dense(),
        "floats", level.floats());
  }

  private double[] targets() {
    RandomStream stream = RandomStream.of(SEED, Purpose.EVALUATION_SAMPLE, 0, 0);
    double[] y = new double[points * channels];
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) stream.nextDouble();
    }
    return y;
  }

  private static final class Steps implements Training {
    private final GridWork work;
    private final MultiLayerNetwork network;
    private final INDArray labels;
    private final CoordinateGrid grid;
    private final SampleRuns runs;
    private long drawn;

    Steps(GridWork work, MultiLayerNetwork network, double[] y) {
      this.work = work;
      this.network = network;
      this.grid = work.grid();
      this.runs = SampleRuns.of(grid, SEED);
      float[] rounded = new float[y.length];
      for (int i = 0; i < y.length; i++) {
        rounded[i] = (float) y[i];
      }
      this.labels = Nd4j.createFromArray(rounded).reshape(work.points, work.channels);
    }

    @Override
    public double check() {
      return fit(0);
    }

    @Override
    public double step() {
      return fit(++drawn);
    }

    private double fit(long number) {
      float[] x = new float[work.points * grid.axes()];
      grid.fill(runs.samples(number, work.points), x);
      network.fit(Nd4j.createFromArray(x).reshape(work.points, grid.axes()), labels);
      return network.score();
    }
  }
}
