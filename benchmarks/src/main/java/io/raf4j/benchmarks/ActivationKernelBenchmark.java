package io.raf4j.benchmarks;

import io.raf4j.basis.BasisFunction;
import io.raf4j.basis.Coefficient;
import io.raf4j.basis.Distribution;
import io.raf4j.basis.Presets;
import io.raf4j.basis.ReproducingActivation;
import io.raf4j.basis.Term;
import io.raf4j.benchmarks.kernel.KernelTile;
import io.raf4j.jet.JetShape;
import io.raf4j.kernel.KernelProvider;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
 * Measures the forward and the backward pass of every basis function and every preset over a tile
 * that stays in the cache, on one thread: by vector instructions and in plain Java, in single and
 * double precision, with jets of order 0, 1 and 2.
 *
 * <p>Times are nanoseconds a neuron and point: to be divided by the rows of a jet for an element.
 * All combinations take most of an hour; JMH's {@code -p} picks some, such as {@code -p
 * activation=learnable-sin -p precision=float}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class ActivationKernelBenchmark {

  static final String LEARNABLE = "learnable-";

  private static final int WIDTH = 256;
  private static final int POINTS = 16;
  private static final int NEURONS = POINTS * WIDTH;

  /**
   * A preset, or {@code learnable-} and a basis function: one term whose alpha and beta training
   * moves, as in a mixture.
   */
  @Param({
    "learnable-one",
    "learnable-x",
    "learnable-x^2",
    "learnable-x^3",
    "learnable-x^4",
    "learnable-x^5",
    "learnable-x^6",
    "learnable-x^7",
    "learnable-x^8",
    "learnable-relu",
    "learnable-relu^3",
    "learnable-sin",
    "learnable-cos",
    "learnable-gaussian",
    "learnable-mexican-hat",
    "learnable-gabor",
    "learnable-morlet",
    "learnable-tanh",
    "learnable-rational-0",
    "learnable-rational-1",
    "learnable-rational-2",
    "learnable-rational-3",
    "gabor",
    "gaussian",
    "mexican-hat",
    "poly-sine-gaussian",
    "rational",
    "relu",
    "relu^3",
    "sine",
    "sine-gaussian",
    "staf",
    "tanh",
    "x+x^2",
    "x+x^2+relu",
    "x+x^2+relu^3",
    "x+x^2+sin",
    "x+x^2+sin+gaussian"
  })
  public String activation;

  /** The derivatives that travel: none, the gradient, or the gradient and the Laplacian. */
  @Param({"0", "1", "2"})
  public int order;

  /** The coordinates of jets of order 1 and 2. */
  @Param("2")
  public int dimension;

  /** Single or double. */
  @Param({"float", "double"})
  public String precision;

  /** Where the loops come from. */
  @Param({"vector", "scalar"})
  public String provider;

  private KernelTile tile;

  /**
   * Runs the benchmarks by JMH.
   *
   * @param arguments JMH's options; {@code -h} lists them
   */
  public static void main(String[] arguments) throws IOException {
    String[] all = new String[arguments.length + 1];
    all[0] = ActivationKernelBenchmark.class.getSimpleName();
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    org.openjdk.jmh.Main.main(all);
  }

  /** Makes the kernel and its tile. */
  @Setup
  public void prepare() {
    tile =
        KernelTile.of(
            named(activation),
            WIDTH,
            POINTS,
            shape(),
            chosenProvider(),
            precision.equals("double"));
  }

  static ReproducingActivation named(String name) {
    if (!name.startsWith(LEARNABLE)) {
      return Presets.named(name);
    }
    Coefficient coefficient = Coefficient.learnable(new Distribution.Normal(1, 0.1));
    return new ReproducingActivation(
        name,
        ReproducingActivation.Mode.MIXED,
        ReproducingActivation.Sharing.NEURON,
        List.of(
            new Term(
                BasisFunction.named(name.substring(LEARNABLE.length())),
                coefficient,
                coefficient)));
  }

  private JetShape shape() {
    return switch (order) {
      case 0 -> JetShape.value();
      case 1 -> JetShape.gradient(dimension);
      default -> JetShape.laplacian(dimension);
    };
  }

  private KernelProvider chosenProvider() {
    return provider.equals("scalar")
        ? KernelProvider.scalar()
        : KernelProvider.vector().orElseThrow();
  }

  /** Adds the bias and evaluates the activation. */
  @Benchmark
  @OperationsPerInvocation(NEURONS)
  public KernelTile forward() {
    tile.forward();
    return tile;
  }

  /** Evaluates delta and the gradients. */
  @Benchmark
  @OperationsPerInvocation(NEURONS)
  public KernelTile backward() {
    tile.backward();
    return tile;
  }
}
