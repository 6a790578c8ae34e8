package io.raf4j.benchmarks;

import io.raf4j.basis.Presets;
import io.raf4j.host.ComputeThreads;
import io.raf4j.jet.Jet;
import io.raf4j.jet.JetShape;
import io.raf4j.jet.Partial;
import io.raf4j.jetnet.JetLayer;
import io.raf4j.jetnet.JetNetwork;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures what a point of a residual costs by the derivatives that it asks for: the squares of a
 * Laplacian, a mixed derivative, a third one and a biharmonic operator with their gradient by all
 * parameters, of one network of three layers of 64 tanh in double precision, on one thread.
 *
 * <p>{@code benchmarks/run DerivativeCostBenchmark} runs it; {@code
 * benchmarks/peers/derivative_step.py} does the same by nested automatic differentiation in
 * PyTorch. Times are nanoseconds a point.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DerivativeCostBenchmark {

  private static final int WIDTH = 64;
  private static final int POINTS = 4096;

  /** What the residual is. */
  @Param({"laplacian", "mixed", "third", "biharmonic"})
  public String derivatives;

  private JetShape shape;
  private int[] rows;
  private double[] factors;
  private JetNetwork network;
  private INDArray parameters;
  private INDArray gradient;
  private double[] points;

  /**
   * Runs the benchmark by JMH.
   *
   * @param arguments JMH's options; {@code -h} lists them
   */
  public static void main(String[] arguments) throws IOException {
    String[] all = new String[arguments.length + 1];
    all[0] = DerivativeCostBenchmark.class.getSimpleName();
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    org.openjdk.jmh.Main.main(all);
  }

  /** Makes the network and the points. */
  @Setup
  public void prepare() {
    ComputeThreads.setCount(1);
    choose();
    JetLayer first = layer(2, WIDTH);
    JetLayer inner = layer(WIDTH, WIDTH);
    JetLayer last = new JetLayer(WIDTH, 1, true, Presets.named("tanh"), false);
    network = JetNetwork.of(List.of(first, inner, inner, last), shape, DataType.DOUBLE);
    Random random = new Random(1);
    double[] values = random.doubles(network.parameters(), -0.2, 0.2).toArray();
    parameters = Nd4j.createFromArray(values).reshape(1, values.length);
    gradient = parameters.dup();
    points = random.doubles(2L * POINTS).toArray();
  }

  private static JetLayer layer(int in, int out) {
    return new JetLayer(in, out, true, Presets.named("tanh"), false);
  }

  private void choose() {
    switch (derivatives) {
      case "laplacian" -> sum(JetShape.laplacian(2), new double[] {1}, 3);
      case "mixed" -> of(new double[] {1}, Partial.along(0, 1));
      case "third" -> of(new double[] {1}, Partial.along(1, 1, 1));
      case "biharmonic" ->
          of(
              new double[] {1, 2, 1},
              Partial.along(0, 0, 0, 0),
              Partial.along(0, 0, 1, 1),
              Partial.along(1, 1, 1, 1));
      default -> throw new IllegalStateException(derivatives);
    }
  }

  private void of(double[] each, Partial... partials) {
    JetShape carried = JetShape.of(2, List.of(partials));
    int[] places = new int[partials.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = carried.row(partials[i]);
    }
    sum(carried, each, places);
  }

  private void sum(JetShape carried, double[] each, int... places) {
    this.shape = carried;
    this.factors = each;
    this.rows = places;
  }

  /** Evaluates the loss and its gradient. */
  @Benchmark
  @OperationsPerInvocation(POINTS)
  public double step() {
    return network.gradient(
        parameters,
        POINTS,
        (first, count, jets) -> {
          for (int p = 0; p < count; p++) {
            double[] x = {points[2 * (first + p)], points[2 * (first + p) + 1]};
            Jet[] coordinates = Jet.coordinates(x, shape);
            for (int k = 0; k < 2; k++) {
              coordinates[k].write(shape, jets, p * shape.rows() * 2 + k, 2);
            }
          }
        },
        (first, count, outputs, adjoints) -> {
          double loss = 0;
          for (int p = 0; p < count; p++) {
            double residual = -1;
            for (int i = 0; i < rows.length; i++) {
              residual += factors[i] * outputs[p * shape.rows() + rows[i]];
            }
            loss += residual * residual;
            for (int i = 0; i < rows.length; i++) {
              adjoints[p * shape.rows() + rows[i]] = 2 * residual * factors[i];
            }
          }
          return loss;
        },
        gradient);
  }
}
