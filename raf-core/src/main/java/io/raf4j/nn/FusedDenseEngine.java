package io.raf4j.nn;

import io.raf4j.basis.ReproducingActivation;
import io.raf4j.kernel.ActivationKernel;
import java.lang.ref.Reference;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes a layer on host memory, block of rows by block of rows.
 *
 * <p>A thread multiplies a block by a single-threaded BLAS call and applies the activation to it
 * while it is in cache, tile by tile. Per row: 2 in out flops forward, 4 in out backward, and one
 * pass over Z each way. Extra memory: one block and one tile per thread, and one dW per chain (see
 * {@link RowBlocks}). The result does not depend on the number of threads, to the last bit.
 *
 * @param <T> {@code float[]} or {@code double[]}
 */
final class FusedDenseEngine<T> implements DenseEngine {

  private final HostArithmetic<T> arithmetic;
  private final ThreadLocal<HostScratch<T>> scratch;
  private final ActivationKernel kernel;
  private final ReproducingActivation activation;
  private final int terms;
  private final int in;
  private final int out;
  private final int tilePoints;

  private FusedDenseEngine(
      HostArithmetic<T> arithmetic,
      ThreadLocal<HostScratch<T>> scratch,
      ReproducingActivation activation,
      int in,
      int out) {
    this.arithmetic = arithmetic;
    this.scratch = scratch;
    this.activation = activation;
    this.kernel = ActivationKernel.of(activation, out);
    this.terms = activation.terms().size();
    this.in = in;
    this.out = out;
    this.tilePoints = kernel.tilePoints(arithmetic.bytes());
  }

  static DenseEngine of(ReproducingActivation activation, int in, int out, DataType type) {
    return switch (type) {
      case FLOAT ->
          new FusedDenseEngine<>(HostScratch.FLOATS, HostScratch.OF_FLOATS, activation, in, out);
      case DOUBLE ->
          new FusedDenseEngine<>(HostScratch.DOUBLES, HostScratch.OF_DOUBLES, activation, in, out);
      default ->
          throw new IllegalArgumentException("data type is " + type + "; expected FLOAT or DOUBLE");
    };
  }

  @Override
  public void forward(RafTensors parameters, INDArray x, INDArray z, INDArray y) {
    RowBlocks blocks = RowBlocks.of(Math.toIntExact(x.size(0)));
    Coefficients coefficients = new Coefficients(parameters);
    long weights = address(parameters.weights());
    long inputs = address(x);
    long outputs = address(y);
    long kept = z == null ? 0 : address(z);
    ComputeThreads.run(
        blocks.count(),
        block -> {
          int rows = blocks.size(block);
          long outOffset = offset(blocks.start(block), out);
          HostScratch<T> mine = scratch.get();
          mine.reserveTiles(tilePoints * out);
          long zBlock =
              z == null
                  ? mine.block((long) blocks.blockRows() * out * arithmetic.bytes())
                  : kept + outOffset;
          long xBlock = inputs + offset(blocks.start(block), in);
          arithmetic.gemm(false, true, rows, out, in, xBlock, in, weights, in, 0, zBlock, out);
          activate(coefficients, mine, rows, zBlock, outputs + outOffset);
        });
    keepAlive(parameters.weights(), x, z, y);
  }

  /**
   * Holds arrays whose addresses were in use until here: nothing else keeps the collector from
   * freeing memory that only addresses know.
   */
  private static void keepAlive(INDArray... arrays) {
    for (INDArray array : arrays) {
      Reference.reachabilityFence(array);
    }
  }

  private void activate(Coefficients c, HostScratch<T> mine, int rows, long zBlock, long yBlock) {
    for (int start = 0; start < rows; start += tilePoints) {
      int tile = Math.min(tilePoints, rows - start);
      arithmetic.read(zBlock + offset(start, out), mine.first(), tile * out);
      arithmetic.forward(kernel, mine.first(), c.bias, mine.second(), tile, c.alpha, c.beta);
      arithmetic.write(mine.second(), yBlock + offset(start, out), tile * out);
    }
  }

  @Override
  public void backward(
      RafTensors parameters,
      INDArray x,
      INDArray z,
      INDArray epsilon,
      INDArray epsilonNext,
      RafTensors gradients) {
    RowBlocks blocks = RowBlocks.of(Math.toIntExact(x.size(0)));
    Coefficients coefficients = new Coefficients(parameters);
    long weightBytes = offset(in, out);
    long partials = scratch.get().partials((blocks.chains() - 1) * weightBytes);
    long gradient = address(gradients.weights());
    List<Sums> sums =
        IntStream.range(0, blocks.chains())
            .mapToObj(i -> new Sums(i == 0 ? gradient : partials + (i - 1) * weightBytes))
            .toList();
    Backward pass =
        new Backward(
            blocks,
            coefficients,
            address(parameters.weights()),
            address(x),
            address(z),
            address(epsilon),
            epsilonNext == null ? 0 : address(epsilonNext));
    ComputeThreads.run(sums.size(), chain -> backwardChain(pass, chain, sums.get(chain)));
    combinePairwise(sums);
    sums.get(0).store(gradients);
    keepAlive(parameters.weights(), x, z, epsilon, epsilonNext, gradients.weights());
  }

  /** What all blocks of one backward pass share; addresses of row-major matrices. */
  private final class Backward {
    final RowBlocks blocks;
    final Coefficients coefficients;
    final long weights;
    final long x;
    final long z;
    final long epsilon;
    final long epsilonNext;

    Backward(
        RowBlocks blocks,
        Coefficients coefficients,
        long weights,
        long x,
        long z,
        long epsilon,
        long epsilonNext) {
      this.blocks = blocks;
      this.coefficients = coefficients;
      this.weights = weights;
      this.x = x;
      this.z = z;
      this.epsilon = epsilon;
      this.epsilonNext = epsilonNext;
    }
  }

  private void backwardChain(Backward pass, int chain, Sums sums) {
    int first = pass.blocks.firstBlock(chain);
    int end = pass.blocks.firstBlock(chain + 1);
    for (int block = first; block < end; block++) {
      backwardBlock(pass, block, block == first, sums);
    }
  }

  private void backwardBlock(Backward pass, int block, boolean firstOfChain, Sums sums) {
    int start = pass.blocks.start(block);
    int rows = pass.blocks.size(block);
    HostScratch<T> mine = scratch.get();
    mine.reserveTiles(tilePoints * out);
    long delta = mine.block((long) pass.blocks.blockRows() * out * arithmetic.bytes());
    for (int row = 0; row < rows; row += tilePoints) {
      int tile = Math.min(tilePoints, rows - row);
      Coefficients c = pass.coefficients;
      arithmetic.read(pass.z + offset(start + row, out), mine.first(), tile * out);
      arithmetic.read(pass.epsilon + offset(start + row, out), mine.second(), tile * out);
      arithmetic.backward(
          kernel,
          mine.first(),
          c.bias,
          mine.second(),
          tile,
          c.alpha,
          c.beta,
          sums.bias,
          sums.alpha,
          sums.beta);
      arithmetic.write(mine.second(), delta + offset(row, out), tile * out);
    }
    if (pass.epsilonNext != 0) {
      long next = pass.epsilonNext + offset(start, in);
      arithmetic.gemm(false, false, rows, in, out, delta, out, pass.weights, in, 0, next, in);
    }
    long xBlock = pass.x + offset(start, in);
    double keep = firstOfChain ? 0 : 1;
    arithmetic.gemm(true, false, out, in, rows, delta, out, xBlock, in, keep, sums.weights, in);
  }

  /** Adds chain i + stride to chain i for strides 1, 2, 4, ...: the same tree for any threads. */
  private void combinePairwise(List<Sums> sums) {
    for (int stride = 1; stride < sums.size(); stride *= 2) {
      int step = stride;
      int pairs = (sums.size() + stride - 1) / (2 * stride);
      ComputeThreads.run(
          pairs, pair -> sums.get(2 * pair * step).add(sums.get((2 * pair + 1) * step)));
    }
  }

  private long offset(long rows, int width) {
    return rows * width * arithmetic.bytes();
  }

  /** The pointer of a view is that of the buffer it looks into; the offset comes on top. */
  private static long address(INDArray array) {
    return array.data().pointer().address() + array.offset() * array.dataType().width();
  }

  /** Bias and coefficients as the kernel takes them, constants filled in. */
  private final class Coefficients {
    final T bias;
    final T alpha = arithmetic.array(terms * out);
    final T beta = arithmetic.array(terms * out);

    Coefficients(RafTensors parameters) {
      bias = parameters.bias() == null ? null : arithmetic.array(out);
      if (bias != null) {
        arithmetic.read(address(parameters.bias()), bias, out);
      }
      for (int p = 0; p < terms; p++) {
        double constantAlpha = RafParameters.constant(activation.terms().get(p).alpha());
        double constantBeta = RafParameters.constant(activation.terms().get(p).beta());
        fill(alpha, p, parameters.alpha()[p], constantAlpha);
        fill(beta, p, parameters.beta()[p], constantBeta);
      }
    }

    private void fill(T table, int term, INDArray learned, double constant) {
      T values = null;
      if (learned != null) {
        values = arithmetic.array((int) learned.length());
        arithmetic.read(address(learned), values, (int) learned.length());
      }
      for (int j = 0; j < out; j++) {
        double value =
            learned == null ? constant : arithmetic.get(values, learned.length() == 1 ? 0 : j);
        arithmetic.set(table, term * out + j, value);
      }
    }
  }

  /** The gradient sums of one chain; the weights' part lives outside the heap. */
  private final class Sums {
    final long weights;
    final T bias = arithmetic.array(out);
    final T alpha = arithmetic.array(terms * out);
    final T beta = arithmetic.array(terms * out);

    Sums(long weights) {
      this.weights = weights;
    }

    void add(Sums other) {
      arithmetic.addAt(weights, other.weights, in * out);
      arithmetic.add(bias, other.bias);
      arithmetic.add(alpha, other.alpha);
      arithmetic.add(beta, other.beta);
    }

    void store(RafTensors gradients) {
      if (gradients.bias() != null) {
        arithmetic.write(bias, address(gradients.bias()), out);
      }
      for (int p = 0; p < terms; p++) {
        store(alpha, p, gradients.alpha()[p]);
        store(beta, p, gradients.beta()[p]);
      }
    }

    private void store(T table, int term, INDArray gradient) {
      if (gradient == null) {
        return;
      }
      T values = arithmetic.array((int) gradient.length());
      boolean shared = gradient.length() == 1;
      double sum = 0;
      for (int j = 0; j < out; j++) {
        double value = arithmetic.get(table, term * out + j);
        sum += value;
        arithmetic.set(values, shared ? 0 : j, shared ? sum : value);
      }
      arithmetic.write(values, address(gradient), (int) gradient.length());
    }
  }
}
