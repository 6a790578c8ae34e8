package io.raf4j.spark.run;

import io.raf4j.datasets.coordinates.CoordinateGrid;
import io.raf4j.spark.Jobs;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.TrainingOptions;
import io.raf4j.spark.training.Checkpoints;
import io.raf4j.spark.training.Interruption;
import io.raf4j.spark.training.MetricLog;
import io.raf4j.spark.training.MinibatchSource;
import io.raf4j.spark.training.NetworkWork;
import io.raf4j.spark.training.NoiseMinibatches;
import io.raf4j.spark.training.RoundMeasure;
import io.raf4j.spark.training.RoundMeasure.Measured;
import io.raf4j.spark.training.TaskThreads;
import io.raf4j.spark.training.Trainer;
import io.raf4j.spark.training.TrainingRoom;
import io.raf4j.spark.training.TrainingState;
import io.raf4j.spark.training.WorkerPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A process that trains a network for one step and says how much memory that took beside the heap,
 * and how much it should have.
 *
 * <p>The heap is resident from the start, so what the process grows by lies outside of it. A narrow
 * network is trained before, so that code is loaded and compiled; what it leaves behind for the
 * next to use is little.
 */
final class MemoryProbe {

  /** Samples on which jobs on images and sounds measure progress. */
  private static final int MEASURED = 1 << 17;

  /** Threads of the one task. */
  private static final int THREADS = 2;

  private static final int SMALL_BATCH = 4096;
  private static final int SMALL_STEPS = 20;
  private static final int SMALL_WIDTH = 12;
  private static final Path STATUS = Path.of("/proc/self/status");

  private final MultiLayerNetwork network;
  private final NetworkWork work;
  private final MinibatchSource source;
  private final TrainingOptions training;

  private MemoryProbe(
      MultiLayerNetwork network,
      NetworkWork work,
      MinibatchSource source,
      TrainingOptions training) {
    this.network = network;
    this.work = work;
    this.source = source;
    this.training = training;
  }

  /**
   * Is the process.
   *
   * @param arguments {@code signal} with inputs and outputs, or {@code pde} or {@code eigen}; then
   *     settings
   */
  public static void main(String[] arguments) throws IOException {
    List<String> words = Arrays.asList(arguments);
    of(words, SMALL_BATCH, SMALL_STEPS).train();
    MemoryProbe probe = of(words, 0, 1);
    System.gc();
    long before = kibibytes("VmRSS");
    probe.train();
    long used = kibibytes("VmHWM") - before;
    long estimated = TrainingRoom.ofOneTask(THREADS).bytesOutside(probe.work, probe.training);
    System.out.printf("memory: %d %d%n", used << 10, estimated);
  }

  private static MemoryProbe of(List<String> words, int batch, int steps) {
    boolean isSignal = words.get(0).equals("signal");
    List<String> assignments = new ArrayList<>(words.subList(isSignal ? 3 : 1, words.size()));
    if (batch > 0) {
      assignments.add("batch=" + batch);
      assignments.add("width=" + SMALL_WIDTH);
    }
    assignments.add("steps=" + steps);
    Settings settings = Settings.resolve(null, assignments, Map.of());
    return isSignal
        ? signal(settings, words)
        : equation(
            Jobs.kind(words.get(0))
                .plan(settings.with(Key.OPTIMIZER, "adam"), new Configuration())
                .averaged());
  }

  private static MemoryProbe signal(Settings settings, List<String> words) {
    int inputs = Integer.parseInt(words.get(1));
    int outputs = Integer.parseInt(words.get(2));
    TrainingOptions training = TrainingOptions.of(settings);
    NetworkPlan plan = NetworkPlan.of(settings, training, inputs, outputs);
    return new MemoryProbe(
        plan.initial(Optional.empty()),
        plan.work(),
        new NoiseMinibatches(training.batch(), inputs, outputs, plan.type()),
        training);
  }

  private static MemoryProbe equation(Averaged plan) {
    return new MemoryProbe(
        plan.network().get(),
        plan.work(),
        plan.source().apply(plan.training().batch()),
        plan.training());
  }

  private void train() {
    new Trainer(
            WorkerPool.inThread(new TaskThreads(THREADS)),
            training,
            "probe",
            Checkpoints.none(),
            MetricLog.inMemory(),
            measure(),
            (row, left) -> {},
            new Interruption())
        .train(network, TrainingState.START, source);
  }

  /** Coordinates are measured as jobs do, a block at a time. */
  private RoundMeasure measure() {
    if (work.rows() > 1) {
      return RoundMeasure.none();
    }
    int inputs = work.layers().get(0).in();
    int[] extents = new int[inputs];
    Arrays.fill(extents, 1);
    extents[0] = MEASURED;
    CoordinateGrid grid = CoordinateGrid.of(1, extents);
    int outputs = work.layers().get(work.layers().size() - 1).out();
    return RoundMeasure.signal(
        model -> {
          int count = Math.min(training.batch(), extents[0]);
          float[] values = GridValues.of(model, grid, outputs, 0, count);
          return Measured.ofSignal(values[0], Double.NaN);
        },
        OptionalDouble.empty());
  }

  private static long kibibytes(String field) throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith(field + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
