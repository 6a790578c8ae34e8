package io.raf4j.jetnet;

import io.raf4j.basis.ReproducingActivation;
import io.raf4j.host.Address;
import io.raf4j.host.ComputeThreads;
import io.raf4j.host.HostArithmetic;
import io.raf4j.host.HostMemory;
import io.raf4j.jet.JetShape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The layers of a {@link JetNetwork} in one element type, and the passes over all points.
 *
 * @param <T> {@code float[]} or {@code double[]}
 */
final class JetEngine<T> {

  private final HostArithmetic<T> arithmetic;
  private final JetShape shape;
  private final List<DenseBlock<T>> layers = new ArrayList<>();
  private final List<LayerPlaces> places = new ArrayList<>();
  private final boolean[] skips;
  private final long parameters;
  private final BlockMemory memory;

  private JetEngine(
      HostArithmetic<T> arithmetic, JetShape shape, List<JetLayer> layers, BlockFactory<T> blocks) {
    this.arithmetic = arithmetic;
    this.shape = shape;
    this.skips = new boolean[layers.size()];
    long count = 0;
    for (JetLayer layer : layers) {
      skips[this.layers.size()] = layer.skip();
      this.layers.add(blocks.block(layer.activation(), layer.in(), layer.out(), shape));
      places.add(layer.places(count * arithmetic.bytes(), arithmetic.bytes()));
      count += layer.count();
    }
    this.parameters = count;
    this.memory = BlockMemory.of(this.layers, shape.rows(), arithmetic.bytes(), count);
  }

  @FunctionalInterface
  private interface BlockFactory<T> {
    DenseBlock<T> block(ReproducingActivation activation, int in, int out, JetShape shape);
  }

  static JetEngine<?> of(List<JetLayer> layers, JetShape shape, DataType type) {
    return switch (type) {
      case FLOAT -> new JetEngine<>(HostArithmetic.FLOATS, shape, layers, DenseBlock::ofFloats);
      case DOUBLE -> new JetEngine<>(HostArithmetic.DOUBLES, shape, layers, DenseBlock::ofDoubles);
      default -> throw HostArithmetic.unknownType(type);
    };
  }

  HostArithmetic<T> arithmetic() {
    return arithmetic;
  }

  JetShape shape() {
    return shape;
  }

  int depth() {
    return layers.size();
  }

  DenseBlock<T> layer(int index) {
    return layers.get(index);
  }

  /**
   * Returns where a layer's parameters, or numbers in the same order, are.
   *
   * @param base address of those of the whole network
   */
  LayerAddresses addresses(int index, Address base) {
    return places.get(index).from(base);
  }

  /** Returns where a layer's weights are, see {@link #addresses}. */
  Address weights(int index, Address base) {
    return base.plus(places.get(index).weights());
  }

  /** Returns where a layer's parameters are from the beginning of the network's. */
  LayerPlaces places(int index) {
    return places.get(index);
  }

  boolean skips(int index) {
    return skips[index];
  }

  int inputs() {
    return layers.get(0).in();
  }

  int outputs() {
    return layers.get(depth() - 1).out();
  }

  long parameters() {
    return parameters;
  }

  /** Returns the coefficients of every layer at an address. */
  List<LayerCoefficients<T>> coefficients(Address base) {
    return IntStream.range(0, depth())
        .mapToObj(l -> layers.get(l).coefficients(addresses(l, base)))
        .toList();
  }

  /** Returns what it takes to work at a block, and how points are cut into blocks. */
  BlockMemory memory() {
    return memory;
  }

  /** Cuts points into blocks whose jets stay in the second-level cache where they can. */
  RowBlocks blocks(int points) {
    return memory.blocks(points);
  }

  void evaluate(Address base, int points, JetNetwork.Inputs inputs, JetNetwork.Outputs outputs) {
    RowBlocks blocks = blocks(points);
    List<LayerCoefficients<T>> coefficients = coefficients(base);
    ComputeThreads.run(
        blocks.chains(),
        chain -> {
          try (JetPass<T> pass = new JetPass<>(this, base, coefficients, blocks.blockRows())) {
            blocks.forEachOfChain(
                chain,
                (first, count) -> outputs.take(first, count, pass.forward(first, count, inputs)));
          }
        });
  }

  double gradient(
      Address base,
      int points,
      JetNetwork.Inputs inputs,
      JetNetwork.BlockLoss loss,
      Address gradient) {
    return gradient(
        base,
        points,
        (chain, pass, first, count) -> chain.addBlock(pass, first, count, inputs, loss),
        gradient);
  }

  double gradient(
      Address base, int points, InputRows inputs, JetNetwork.BlockLoss loss, Address gradient) {
    return gradient(
        base,
        points,
        (chain, pass, first, count) -> chain.addBlock(pass, first, count, inputs, loss),
        gradient);
  }

  /** What a chain does with one of its blocks. */
  @FunctionalInterface
  private interface ChainBlock<T> {
    void add(ChainGradient<T> chain, JetPass<T> pass, int first, int count);
  }

  private double gradient(Address base, int points, ChainBlock<T> block, Address gradient) {
    RowBlocks blocks = blocks(points);
    List<LayerCoefficients<T>> coefficients = coefficients(base);
    long bytes = parameters * arithmetic.bytes();
    try (HostMemory partials = HostMemory.lent(memory.partialBytes(blocks))) {
      List<ChainGradient<T>> chains =
          IntStream.range(0, blocks.chains())
              .mapToObj(i -> i == 0 ? gradient : partials.address().plus((i - 1) * bytes))
              .map(address -> new ChainGradient<>(this, coefficients, address))
              .toList();
      ComputeThreads.run(
          chains.size(),
          chain -> {
            try (JetPass<T> pass = new JetPass<>(this, base, coefficients, blocks.blockRows())) {
              blocks.forEachOfChain(
                  chain, (first, count) -> block.add(chains.get(chain), pass, first, count));
            }
          });
      return PairwiseSums.combine(chains, ChainGradient::add).store();
    }
  }
}
