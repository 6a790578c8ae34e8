package io.raf4j.jetnet;

import io.raf4j.host.Address;
import io.raf4j.host.ComputeThreads;
import io.raf4j.host.HostArithmetic;
import io.raf4j.host.HostMemory;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The factors of the gradients of a network's functions at some points, from which inner products
 * of the gradients are made without the gradients.
 *
 * <pre>
 *   X_l: [N, in_l]    D_l: [N, m, out_l]    A_l: [N, m, columns_l]
 *
 *   sum_o &lt;d f_o(x_i), d f_o(x_j)&gt; = sum_l (&lt;X_li, X_lj&gt; + 1) &lt;D_li, D_lj&gt; + &lt;A_li, A_lj&gt;
 * </pre>
 *
 * <p>f are the network's m functions, d their derivatives by all parameters that training moves;
 * X_l is what layer l takes in, D_l the derivative of each function by the layer's {@code X W + b},
 * and A_l those by its learnable alpha and beta. The weights' gradient is the outer product of X
 * and D, so its inner products are products of inner products; the 1 is the bias', and is missing
 * where a layer has none. Coefficients that a layer shares have one column, the sum over its
 * neurons.
 *
 * <p>Memory: {@code 8 N sum_l (in_l + m out_l + m columns_l)} bytes outside the heap, never {@code
 * N x parameters}. Cost: {@code 2 + 2 m} flops a weight and point here, and {@code 2 (in_l + m
 * out_l + m columns_l)} a layer and pair of points in {@link #products}. Sums have an order that
 * depends on the sizes alone, so the bits do not depend on the number of threads. To be closed; any
 * number of threads may call {@link #products} at a time.
 */
public final class TangentFeatures implements AutoCloseable {

  /** Rows of a product that one thread computes at a time. */
  private static final int STRIP = 64;

  private final int points;
  private final List<TangentLayer> layers;
  private final HostMemory memory;

  private TangentFeatures(int points, List<TangentLayer> layers) {
    this.points = points;
    this.layers = layers;
    long length = layers.stream().mapToLong(TangentLayer::length).sum();
    this.memory = HostMemory.of(points * length * Double.BYTES);
    Address next = memory.address();
    for (TangentLayer layer : layers) {
      next = layer.placeAt(next, points);
    }
  }

  /**
   * Computes the factors at points 0 to points - 1.
   *
   * @param network of type DOUBLE whose jets carry the value alone
   * @param parameters flat, of type DOUBLE
   * @param points 1 or more
   * @throws IllegalArgumentException for another type or more than values
   */
  public static TangentFeatures of(
      JetNetwork network, INDArray parameters, int points, JetNetwork.Inputs inputs) {
    JetNetwork.requirePoints(points);
    JetEngine<double[]> engine = doubles(network);
    Address base = network.address("parameters", parameters);
    TangentFeatures features = new TangentFeatures(points, layers(network));
    try {
      features.fill(engine, base, inputs);
      return features;
    } catch (RuntimeException | Error e) {
      features.close();
      throw e;
    } finally {
      Reference.reachabilityFence(parameters);
    }
  }

  private static JetEngine<double[]> doubles(JetNetwork network) {
    if (network.type() != DataType.DOUBLE || network.shape().rows() != 1) {
      throw new IllegalArgumentException(
          "network has type "
              + network.type()
              + " and carries the "
              + network.shape()
              + "; expected DOUBLE and the value alone");
    }
    return network.doubles();
  }

  private static List<TangentLayer> layers(JetNetwork network) {
    List<TangentLayer> layers = new ArrayList<>();
    for (JetLayer layer : network.layers()) {
      layers.add(new TangentLayer(layer, network.outputs()));
    }
    return layers;
  }

  /** Returns the bytes outside the heap that the factors of some points take. */
  public static long bytes(JetNetwork network, int points) {
    long length = layers(network).stream().mapToLong(TangentLayer::length).sum();
    return points * length * Double.BYTES;
  }

  /** Returns how many parameters of a network training moves. */
  public static long trained(JetNetwork network) {
    return layers(network).stream()
        .mapToLong(
            layer ->
                (layer.in() + (layer.biased() ? 1L : 0L)) * layer.deltaColumns() / network.outputs()
                    + layer.columns())
        .sum();
  }

  private void fill(JetEngine<double[]> engine, Address base, JetNetwork.Inputs inputs) {
    RowBlocks blocks = engine.blocks(points);
    List<LayerCoefficients<double[]>> coefficients = engine.coefficients(base);
    ComputeThreads.run(
        blocks.chains(),
        chain -> {
          TangentGradients gradients = new TangentGradients(engine, coefficients, layers);
          try (JetPass<double[]> pass =
              new JetPass<>(engine, base, coefficients, blocks.blockRows())) {
            blocks.forEachOfChain(
                chain, (first, count) -> gradients.addBlock(pass, first, count, inputs));
          }
        });
  }

  /** Returns the number of points. */
  public int points() {
    return points;
  }

  /**
   * Returns the inner products with the gradients at other points.
   *
   * @param other of the same network and parameters, or these factors themselves
   * @return {@code [points, other.points]}, row-major; {@code (i, j)} and {@code (j, i)} may differ
   *     in the last bits where both are the same points
   * @throws IllegalArgumentException if the factors are those of a network of another form
   */
  public double[] products(TangentFeatures other) {
    requireSameForm(other);
    double[] products = new double[Math.multiplyExact(points, other.points)];
    int strips = (points + STRIP - 1) / STRIP;
    ComputeThreads.run(strips, strip -> addStrip(other, strip * STRIP, products));
    Reference.reachabilityFence(this);
    Reference.reachabilityFence(other);
    return products;
  }

  private void requireSameForm(TangentFeatures other) {
    int[][] mine = form();
    int[][] others = other.form();
    if (!Arrays.deepEquals(mine, others)) {
      throw new IllegalArgumentException(
          "layers have the columns "
              + Arrays.deepToString(others)
              + "; expected "
              + Arrays.deepToString(mine)
              + ", those of the same network");
    }
  }

  private int[][] form() {
    return layers.stream()
        .map(l -> new int[] {l.in(), l.deltaColumns(), l.gradientColumns(), l.biased() ? 1 : 0})
        .toArray(int[][]::new);
  }

  private void addStrip(TangentFeatures other, int first, double[] products) {
    int rows = Math.min(STRIP, points - first);
    int length = rows * other.points;
    double[] outer = new double[length];
    double[] inner = new double[length];
    double[] sum = new double[length];
    try (HostMemory lent = HostMemory.lent((long) length * Double.BYTES)) {
      for (int l = 0; l < layers.size(); l++) {
        TangentLayer a = layers.get(l);
        TangentLayer b = other.layers.get(l);
        multiply(a.input(first), b.input(0), a.in(), rows, other.points, lent.address(), outer);
        multiply(
            a.delta(first),
            b.delta(0),
            a.deltaColumns(),
            rows,
            other.points,
            lent.address(),
            inner);
        double bias = a.biased() ? 1 : 0;
        for (int i = 0; i < length; i++) {
          sum[i] += (outer[i] + bias) * inner[i];
        }
        if (a.columns() > 0) {
          multiply(
              a.gradient(first),
              b.gradient(0),
              a.gradientColumns(),
              rows,
              other.points,
              lent.address(),
              inner);
          HostArithmetic.DOUBLES.add(sum, inner);
        }
      }
    }
    System.arraycopy(sum, 0, products, first * other.points, length);
  }

  /** C = A B^T. */
  private static void multiply(
      Address a, Address b, int columns, int rows, int others, Address memory, double[] into) {
    HostArithmetic.DOUBLES.gemm(
        false, true, rows, others, columns, a, columns, b, columns, 0, memory, others);
    HostArithmetic.DOUBLES.read(memory, into, into.length);
  }

  @Override
  public void close() {
    memory.close();
  }
}
