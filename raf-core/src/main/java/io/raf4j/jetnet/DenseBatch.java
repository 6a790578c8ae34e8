package io.raf4j.jetnet;

import io.raf4j.basis.ReproducingActivation;
import io.raf4j.host.Address;
import io.raf4j.host.ComputeThreads;
import io.raf4j.jet.JetShape;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What one dense layer does to the rows of a batch, block of rows by block of rows.
 *
 * <pre>
 *   X, dX: [rows, in]    Z, Y, epsilon: [rows, out]    W: [out, in]    all row-major
 *
 *   forward     Z = X W^T, Y = sigma(Z + b)
 *   backward    from epsilon = dL/dY: dX = dL/dX, and dL/dW, dL/db, dL/dalpha, dL/dbeta
 * </pre>
 *
 * <p>A thread multiplies a block by a single-threaded BLAS call and applies the activation to it
 * while it is in cache, tile by tile. Per row: 2 in out flops forward, 4 in out backward, and one
 * pass over Z each way. Extra memory: one block and one tile per thread, and one dW per chain of
 * blocks, of which there are at most 16. The result does not depend on the number of threads, to
 * the last bit. The caller keeps alive what the addresses point to. Any number of threads may use
 * an instance at a time.
 *
 * @param <T> {@code float[]} or {@code double[]}
 */
public final class DenseBatch<T> {

  private final DenseBlock<T> layer;

  private DenseBatch(DenseBlock<T> layer) {
    this.layer = layer;
  }

  /**
   * Makes the layer.
   *
   * @param type FLOAT or DOUBLE
   * @throws IllegalArgumentException for another type
   */
  public static DenseBatch<?> of(ReproducingActivation activation, int in, int out, DataType type) {
    return new DenseBatch<>(DenseBlock.of(activation, in, out, JetShape.value(), type));
  }

  /**
   * Computes Y, and Z where the caller wants it kept for {@link #backward}.
   *
   * @param z receives what backward needs, or null when no backward pass follows
   */
  public void forward(LayerAddresses parameters, int rows, Address x, Address z, Address y) {
    RowBlocks blocks = RowBlocks.of(rows);
    LayerCoefficients<T> coefficients = layer.coefficients(parameters);
    ComputeThreads.run(
        blocks.count(),
        block -> {
          long start = layer.outputBytes(blocks.start(block));
          Address zBlock =
              z == null
                  ? layer.scratch().block(layer.outputBytes(blocks.blockRows()))
                  : z.plus(start);
          layer.forward(
              coefficients,
              parameters.weights(),
              x.plus(layer.inputBytes(blocks.start(block))),
              zBlock,
              y.plus(start),
              blocks.size(block));
        });
  }

  /**
   * Computes all gradients.
   *
   * @param z what {@link #forward} wrote for the same X and parameters
   * @param epsilonNext receives dL/dX, or null when nobody asks for it
   * @param gradients receive dL/dW, dL/db, dL/dalpha, dL/dbeta; overwritten
   */
  public void backward(
      LayerAddresses parameters,
      int rows,
      Address x,
      Address z,
      Address epsilon,
      Address epsilonNext,
      LayerAddresses gradients) {
    RowBlocks blocks = RowBlocks.of(rows);
    Address partials = layer.scratch().partials((blocks.chains() - 1) * layer.weightBytes());
    List<LayerSums<T>> sums =
        IntStream.range(0, blocks.chains())
            .mapToObj(
                i -> i == 0 ? gradients.weights() : partials.plus((i - 1) * layer.weightBytes()))
            .map(weights -> new LayerSums<>(layer, weights))
            .toList();
    Backward<T> pass =
        new Backward<>(
            blocks,
            layer.coefficients(parameters),
            parameters.weights(),
            x,
            z,
            epsilon,
            epsilonNext);
    ComputeThreads.run(sums.size(), chain -> backwardChain(pass, chain, sums.get(chain)));
    PairwiseSums.combine(sums, LayerSums::add).store(gradients);
  }

  /** What all blocks of one backward pass share. */
  private record Backward<T>(
      RowBlocks blocks,
      LayerCoefficients<T> coefficients,
      Address weights,
      Address x,
      Address z,
      Address epsilon,
      Address epsilonNext) {}

  private void backwardChain(Backward<T> pass, int chain, LayerSums<T> sums) {
    int first = pass.blocks.firstBlock(chain);
    int end = pass.blocks.firstBlock(chain + 1);
    for (int block = first; block < end; block++) {
      backwardBlock(pass, block, block == first ? 0 : 1, sums);
    }
  }

  private void backwardBlock(Backward<T> pass, int block, double keep, LayerSums<T> sums) {
    int start = pass.blocks.start(block);
    int rows = pass.blocks.size(block);
    Address delta = layer.scratch().block(layer.outputBytes(pass.blocks.blockRows()));
    long outStart = layer.outputBytes(start);
    long inStart = layer.inputBytes(start);
    layer.delta(
        pass.coefficients, pass.z.plus(outStart), pass.epsilon.plus(outStart), delta, rows, sums);
    if (pass.epsilonNext != null) {
      layer.inputGradient(pass.weights, delta, 0, pass.epsilonNext.plus(inStart), rows);
    }
    layer.weightGradient(pass.x.plus(inStart), delta, keep, sums.weights, rows);
  }
}
