package io.raf4j.benchmarks;

import io.raf4j.basis.Presets;
import io.raf4j.basis.ReproducingActivation;
import io.raf4j.basis.Term;
import io.raf4j.jet.JetShape;
import io.raf4j.kernel.ActivationKernel;
import io.raf4j.kernel.KernelProvider;
import java.util.Random;
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
 * Measures an activation's forward and backward pass over a tile that stays in the cache, in
 * nanoseconds a neuron and point, on one thread: to be divided by the rows of a jet for an element.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class ActivationKernelBenchmark {
  private static final int WIDTH = 256;
  private static final int POINTS = 16;
  private static final int NEURONS = POINTS * WIDTH;

  /** The preset. */
  @Param({"poly-sine-gaussian", "sine", "gaussian", "gabor", "rational", "tanh", "relu"})
  public String activation;

  /** The order of the jets. */
  @Param({"0", "1", "2"})
  public int order;

  /** The coordinates of jets; order 0 has none. */
  @Param({"2", "10"})
  public int dimension;

  /** Where the loops come from. */
  @Param({"vector", "scalar"})
  public String provider;

  private ActivationKernel kernel;
  private float[] z;
  private float[] bias;
  private float[] y;
  private float[] epsilon;
  private float[] delta;
  private float[] alpha;
  private float[] beta;
  private float[] dBias;
  private float[] dAlpha;
  private float[] dBeta;

  /** Makes the kernel and its tile. */
  @Setup
  public void prepare() {
    ReproducingActivation preset = Presets.named(activation);
    kernel = ActivationKernel.of(preset, WIDTH, shape(), chosenProvider());
    Random random = new Random(1);
    int elements = NEURONS * kernel.shape().rows();
    z = uniform(random, elements);
    epsilon = uniform(random, elements);
    y = new float[elements];
    delta = new float[elements];
    // A bias of zero: the tile is reused, and z must not wander off.
    bias = new float[WIDTH];
    dBias = new float[WIDTH];
    int coefficients = preset.terms().size() * WIDTH;
    alpha = new float[coefficients];
    beta = new float[coefficients];
    for (int i = 0; i < coefficients; i++) {
      Term term = preset.terms().get(i / WIDTH);
      alpha[i] = (float) term.alpha().initial().sample(random::nextDouble);
      beta[i] = (float) term.beta().initial().sample(random::nextDouble);
    }
    dAlpha = new float[coefficients];
    dBeta = new float[coefficients];
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

  private static float[] uniform(Random random, int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = 2 * random.nextFloat() - 1;
    }
    return values;
  }

  /** Adds the bias and evaluates the activation. */
  @Benchmark
  @OperationsPerInvocation(NEURONS)
  public float[] forward() {
    kernel.forward(z, bias, y, POINTS, alpha, beta);
    return y;
  }

  /** Evaluates delta and the gradients. */
  @Benchmark
  @OperationsPerInvocation(NEURONS)
  public float[] backward() {
    kernel.backward(z, null, epsilon, delta, POINTS, alpha, beta, dBias, dAlpha, dBeta);
    return delta;
  }
}
