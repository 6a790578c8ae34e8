package io.raf4j.nn;

import io.raf4j.basis.ReproducingActivation;
import io.raf4j.jet.JetShape;
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

  private final DenseBlock<T> layer;

  private FusedDenseEngine(DenseBlock<T> layer) {
    this.layer = layer;
  }

  static DenseEngine of(ReproducingActivation activation, int in, int out, DataType type) {
    JetShape value = JetShape.value();
    return switch (type) {
      case FLOAT -> new FusedDenseEngine<>(DenseBlock.ofFloats(activation, in, out, value));
      case DOUBLE -> new FusedDenseEngine<>(DenseBlock.ofDoubles(activation, in, out, value));
      default -> throw DenseBlock.unknownType(type);
    };
  }

  @Override
  public void forward(RafTensors parameters, INDArray x, INDArray z, INDArray y) {
    RowBlocks blocks = RowBlocks.of(Math.toIntExact(x.size(0)));
    LayerPlaces places = LayerPlaces.of(parameters);
    LayerCoefficients<T> coefficients = layer.coefficients(places, 0);
    long inputs = LayerPlaces.address(x);
    long outputs = LayerPlaces.address(y);
    long kept = LayerPlaces.address(z);
    ComputeThreads.run(
        blocks.count(),
        block -> {
          long start = layer.outputBytes(blocks.start(block));
          long zBlock =
              z == null
                  ? layer.scratch().block(layer.outputBytes(blocks.blockRows()))
                  : kept + start;
          long xBlock = inputs + layer.inputBytes(blocks.start(block));
          layer.forward(
              coefficients, places.weights(), xBlock, zBlock, outputs + start, blocks.size(block));
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

  @Override
  public void backward(
      RafTensors parameters,
      INDArray x,
      INDArray z,
      INDArray epsilon,
      INDArray epsilonNext,
      RafTensors gradients) {
    RowBlocks blocks = RowBlocks.of(Math.toIntExact(x.size(0)));
    long partials = layer.scratch().partials((blocks.chains() - 1) * layer.weightBytes());
    LayerPlaces results = LayerPlaces.of(gradients);
    List<LayerSums<T>> sums =
        IntStream.range(0, blocks.chains())
            .mapToLong(i -> i == 0 ? results.weights() : partials + (i - 1) * layer.weightBytes())
            .mapToObj(weights -> new LayerSums<>(layer, weights))
            .toList();
    LayerPlaces places = LayerPlaces.of(parameters);
    Backward<T> pass =
        new Backward<>(
            blocks,
            layer.coefficients(places, 0),
            places.weights(),
            LayerPlaces.address(x),
            LayerPlaces.address(z),
            LayerPlaces.address(epsilon),
            LayerPlaces.address(epsilonNext));
    ComputeThreads.run(sums.size(), chain -> backwardChain(pass, chain, sums.get(chain)));
    PairwiseSums.combine(sums, LayerSums::add).store(results, 0);
    keepAlive(parameters.weights(), x, z, epsilon, epsilonNext, gradients.weights());
  }

  /** What all blocks of one backward pass share; addresses of row-major matrices. */
  private record Backward<T>(
      RowBlocks blocks,
      LayerCoefficients<T> coefficients,
      long weights,
      long x,
      long z,
      long epsilon,
      long epsilonNext) {}

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
    long delta = layer.scratch().block(layer.outputBytes(pass.blocks.blockRows()));
    long outStart = layer.outputBytes(start);
    long inStart = layer.inputBytes(start);
    layer.delta(pass.coefficients, pass.z + outStart, pass.epsilon + outStart, delta, rows, sums);
    if (LayerPlaces.isPresent(pass.epsilonNext)) {
      layer.inputGradient(pass.weights, delta, 0, pass.epsilonNext + inStart, rows);
    }
    layer.weightGradient(pass.x + inStart, delta, keep, sums.weights, rows);
  }
}
