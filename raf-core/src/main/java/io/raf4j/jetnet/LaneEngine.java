package io.raf4j.jetnet;

import io.raf4j.host.Address;
import io.raf4j.host.ComputeThreads;
import java.util.ArrayList;
import java.util.List;

/**
 * A network of double precision on points that lie side by side: the way to each point's own
 * gradient, and to values of narrow networks. Immutable.
 *
 * <p>Points are cut into blocks of {@link #lanes()}; the last block repeats its last point.
 */
final class LaneEngine {

  /** What one layer's output jets of a block may take: three such are at work at a time. */
  private static final int TILE_BYTES = 96 * 1024;

  private static final int LEAST_LANES = 32;
  private static final int MOST_LANES = 128;
  private static final int LANE_STEP = 16;

  /** Enough for the threads of a machine; each has a block's memory. */
  private static final int MOST_CHAINS = 16;

  private final JetEngine<double[]> engine;
  private final List<LaneLayer> layers = new ArrayList<>();
  private final int lanes;

  LaneEngine(JetEngine<double[]> engine, List<JetLayer> layers) {
    this.engine = engine;
    int widest = layers.stream().mapToInt(JetLayer::out).max().orElseThrow();
    int fitting = TILE_BYTES / (engine.shape().rows() * widest * Double.BYTES);
    this.lanes = Math.max(LEAST_LANES, Math.min(MOST_LANES, fitting / LANE_STEP * LANE_STEP));
    for (int l = 0; l < layers.size(); l++) {
      this.layers.add(
          new LaneLayer(engine.layer(l), layers.get(l).activation(), engine.shape(), lanes));
    }
  }

  JetEngine<double[]> engine() {
    return engine;
  }

  int lanes() {
    return lanes;
  }

  int rows() {
    return engine.shape().rows();
  }

  int depth() {
    return layers.size();
  }

  LaneLayer layer(int index) {
    return layers.get(index);
  }

  boolean skips(int layer) {
    return engine.skips(layer);
  }

  /** Returns how many parameters there are before those of a layer. */
  long start(int layer) {
    return engine.places(layer).weights() / Double.BYTES;
  }

  /** Returns how many blocks some points are. */
  int blocks(int points) {
    return (points - 1) / lanes + 1;
  }

  /** Returns the coefficients of every layer at an address. */
  List<LayerCoefficients<double[]>> coefficients(Address base) {
    List<LayerCoefficients<double[]>> all = new ArrayList<>();
    for (int l = 0; l < depth(); l++) {
      all.add(layers.get(l).coefficients(engine.addresses(l, base)));
    }
    return all;
  }

  /** Returns how many threads may go through some blocks, each with a block's memory. */
  static int chains(int blocks) {
    return Math.min(MOST_CHAINS, blocks);
  }

  void evaluate(Address base, int points, JetNetwork.Inputs inputs, JetNetwork.Outputs outputs) {
    int blocks = blocks(points);
    int chains = chains(blocks);
    List<LayerCoefficients<double[]>> all = coefficients(base);
    ComputeThreads.run(
        chains,
        chain -> {
          try (LanePass pass = new LanePass(this, base, all)) {
            for (int block = chain; block < blocks; block += chains) {
              int first = block * lanes;
              int count = Math.min(lanes, points - first);
              outputs.take(first, count, pass.forward(first, count, inputs));
            }
          }
        });
  }

  /** Returns the bytes outside the heap of the largest layer's input and output. */
  long stageBytes() {
    return layers.stream()
        .mapToLong(layer -> (long) (layer.inputLength() + layer.outputLength()) * Double.BYTES)
        .max()
        .orElseThrow();
  }
}
