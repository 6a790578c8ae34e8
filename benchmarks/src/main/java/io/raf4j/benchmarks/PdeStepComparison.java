package io.raf4j.benchmarks;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import io.raf4j.geometry.Points;
import io.raf4j.geometry.Sampler;
import io.raf4j.nn.ComputeThreads;
import io.raf4j.nn.NetworkRecipe;
import io.raf4j.random.Purpose;
import io.raf4j.solver.ProblemReference;
import io.raf4j.solver.SolverNetwork;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Times one training step of a differential equation, our jets against PyTorch's double
 * backpropagation of the same network and loss, in turn in one run.
 *
 * <p>Arguments: {@code poisson-oscillatory} (d = 2, width 50) or {@code poisson-low-regularity} (d
 * = 10, width 100), repetitions (default 7), points (default 10,000), threads (default all), and
 * the Python interpreter (default {@code python3}), which needs torch. The network is that of the
 * published settings in {@code conf/pde}. Both draw fresh uniform points in every step. Prints
 * times, their ratio, and what each process's resident memory rose to. Other load falls hard on
 * PyTorch's threads: run it on an idle machine.
 */
public final class PdeStepComparison {

  private static final String OURS = "RAF4J step";
  private static final String PEER = "PyTorch step";
  private static final Path STATUS = Path.of("/proc/self/status");

  private final ProblemReference problem;
  private final MultiLayerNetwork network;
  private final int points;
  private int step;

  private PdeStepComparison(String name, int points) {
    Config published =
        ConfigFactory.parseFile(new File("conf/pde/" + name + "-published.conf")).resolve();
    this.problem = ProblemReference.named(ProblemReference.Kind.PDE, name, published.getInt("dim"));
    this.points = points;
    ConfigValue activation = published.getValue("activation");
    NetworkRecipe recipe =
        activation.unwrapped() instanceof String preset
            ? NetworkRecipe.named(preset)
            : NetworkRecipe.parse(published.getConfig("activation"));
    this.network =
        new MultiLayerNetwork(
            SolverNetwork.configuration(
                problem,
                1,
                SolverNetwork.Size.published(published.getInt("width")),
                recipe,
                new SolverNetwork.Training(new Adam(1e-3), 0, 1, DataType.DOUBLE)));
    network.init();
  }

  /** Runs the comparison. */
  public static void main(String[] arguments) {
    String name = arguments.length > 0 ? arguments[0] : "poisson-oscillatory";
    int repetitions = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
    int points = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10_000;
    int threads =
        arguments.length > 3
            ? Integer.parseInt(arguments[3])
            : Runtime.getRuntime().availableProcessors();
    String python = arguments.length > 4 ? arguments[4] : "python3";
    ComputeThreads.setCount(threads);
    List<String> command =
        List.of(
            python,
            "benchmarks/peers/pde_step.py",
            name,
            Integer.toString(points),
            Integer.toString(threads));
    PdeStepComparison ours = new PdeStepComparison(name, points);
    long resident = memory("VmRSS");
    try (PyTorchPeer peer = new PyTorchPeer(command)) {
      Map<String, Runnable> works = new LinkedHashMap<>();
      works.put(OURS, ours::step);
      works.put(PEER, peer::step);
      Alternation times = new Alternation(works, repetitions);
      System.out.printf(
          "%s, %d points, %d threads, %d repetitions%n", name, points, threads, repetitions);
      times.print();
      System.out.printf("PyTorch / RAF4J          %.1f%n", times.median(PEER) / times.median(OURS));
      long peak = memory("VmHWM");
      printMemory(OURS, peak, peak - resident);
      printMemory(PEER, peer.peakKib(), peer.addedKib());
      System.out.printf(
          "RAF4J / PyTorch          %.3f of the peak%n", (double) peak / peer.peakKib());
    }
  }

  private void step() {
    Points drawn =
        Sampler.UNIFORM.draw(problem.pde().domain(), 1, Purpose.COLLOCATION, step++, 0, points);
    INDArray x = Nd4j.createFromArray(drawn.coordinates()).reshape(points, problem.dimension());
    INDArray weights = Nd4j.createFromArray(drawn.weights()).reshape(points, 1);
    network.fit(x, weights);
  }

  private static void printMemory(String name, long peak, long added) {
    System.out.printf(
        "%-24s resident memory at most %d MiB, of which steps added %d MiB%n",
        name, peak >> 10, added >> 10);
  }

  /** Returns a figure of this process in KiB. */
  private static long memory(String field) {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(field))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + STATUS, e);
    }
  }
}
