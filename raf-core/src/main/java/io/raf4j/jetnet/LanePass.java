package io.raf4j.jetnet;

import io.raf4j.host.Address;
import io.raf4j.host.HostMemory;
import java.util.List;

/**
 * A thread's way through all layers with one block of points after the other, points side by side.
 *
 * <p>Holds what the way back needs of the block: the input, Z and Y of every layer.
 */
final class LanePass implements AutoCloseable {

  /** Who takes each point's own gradient. */
  interface GradientTaker {

    /**
     * Takes a layer's gradients; the arrays are overwritten afterwards.
     *
     * @param x the layer's input {@code [rows, in, lanes]}
     * @param delta derivatives by Z {@code [rows, out, lanes]}
     * @param sums derivatives by the coefficients
     */
    void take(int layer, double[] x, double[] delta, LaneLayer.LaneSums sums);
  }

  private static final int ADJOINTS = 3;

  private final LaneEngine engine;
  private final Address base;
  private final List<LayerCoefficients<double[]>> coefficients;
  private final HostMemory stage;
  private final double[] inputJets;
  private final double[] input;
  private final double[][] z;
  private final double[][] y;
  private final LaneLayer.LaneSums[] sums;
  private final double[][] adjoints = new double[ADJOINTS][];

  /**
   * Makes the memory of a block.
   *
   * @param base address of the network's parameters
   */
  LanePass(LaneEngine engine, Address base, List<LayerCoefficients<double[]>> coefficients) {
    this.engine = engine;
    this.base = base;
    this.coefficients = coefficients;
    this.stage = HostMemory.lent(engine.stageBytes());
    int depth = engine.depth();
    input = new double[engine.layer(0).inputLength()];
    inputJets = new double[input.length];
    z = new double[depth][];
    y = new double[depth][];
    sums = new LaneLayer.LaneSums[depth];
    for (int l = 0; l < depth; l++) {
      z[l] = new double[engine.layer(l).outputLength()];
      y[l] = new double[engine.layer(l).outputLength()];
    }
  }

  /**
   * Evaluates a block.
   *
   * @return output jets {@code [count, rows, outputs]}
   */
  double[] forward(int first, int count, JetNetwork.Inputs inputs) {
    int rows = engine.rows();
    int in = engine.layer(0).in();
    double[] jets = count == engine.lanes() ? inputJets : new double[count * rows * in];
    inputs.fill(first, count, jets);
    spread(jets, count, in, input);
    for (int l = 0; l < engine.depth(); l++) {
      Address weights = engine.engine().weights(l, base);
      engine
          .layer(l)
          .forward(coefficients.get(l), weights, output(l - 1), z[l], y[l], stage.address());
      if (engine.skips(l)) {
        addRows(output(l - 2), engine.layer(l - 1).in(), y[l], engine.layer(l).out());
      }
    }
    return gathered(y[engine.depth() - 1], count);
  }

  /** Lays points side by side; the last one fills the lanes that are left. */
  private void spread(double[] jets, int count, int width, double[] into) {
    int lanes = engine.lanes();
    int numbers = engine.rows() * width;
    for (int i = 0; i < numbers; i++) {
      for (int lane = 0; lane < lanes; lane++) {
        into[i * lanes + lane] = jets[Math.min(lane, count - 1) * numbers + i];
      }
    }
  }

  private double[] gathered(double[] from, int count) {
    int lanes = engine.lanes();
    int numbers = from.length / lanes;
    double[] jets = new double[count * numbers];
    for (int i = 0; i < numbers; i++) {
      for (int lane = 0; lane < count; lane++) {
        jets[lane * numbers + i] = from[i * lanes + lane];
      }
    }
    return jets;
  }

  /** Returns a layer's output, the network's input for -1. */
  private double[] output(int layer) {
    return layer < 0 ? input : y[layer];
  }

  /** Adds the first neurons of one array to those of another. */
  private void addRows(double[] from, int fromWidth, double[] into, int intoWidth) {
    int lanes = engine.lanes();
    int length = Math.min(fromWidth, intoWidth) * lanes;
    for (int r = 0; r < engine.rows(); r++) {
      int a = r * fromWidth * lanes;
      int b = r * intoWidth * lanes;
      for (int k = 0; k < length; k++) {
        into[b + k] += from[a + k];
      }
    }
  }

  /**
   * Goes back through the layers and hands out each point's own gradient.
   *
   * @param outputAdjoints derivatives by the output jets of the block that went forward last,
   *     {@code [count, rows, outputs]}
   * @param firstLayer the last layer on the way
   */
  void backward(double[] outputAdjoints, int count, int firstLayer, GradientTaker taker) {
    int last = engine.depth() - 1;
    double[] start = adjoint(last);
    spread(outputAdjoints, count, engine.layer(last).out(), start);
    for (int l = last; l >= firstLayer; l--) {
      double[] epsilon = adjoint(l);
      if (engine.skips(l) && l >= firstLayer + 2) {
        copyRows(epsilon, engine.layer(l).out(), adjoint(l - 2), engine.layer(l - 2).out());
      }
      LaneLayer layer = engine.layer(l);
      layer.delta(coefficients.get(l), z[l], epsilon, sums(l));
      taker.take(l, output(l - 1), epsilon, sums(l));
      if (l > firstLayer) {
        double keep = l < last && engine.skips(l + 1) ? 1 : 0;
        Address weights = engine.engine().weights(l, base);
        layer.inputGradient(weights, epsilon, keep, adjoint(l - 1), stage.address());
      }
    }
  }

  /** What comes through a skip is the first part of the adjoint of the output it starts from. */
  private void copyRows(double[] from, int fromWidth, double[] into, int intoWidth) {
    int lanes = engine.lanes();
    int length = intoWidth * lanes;
    for (int r = 0; r < engine.rows(); r++) {
      System.arraycopy(from, r * fromWidth * lanes, into, r * intoWidth * lanes, length);
    }
  }

  private double[] adjoint(int layer) {
    int slot = layer % ADJOINTS;
    if (adjoints[slot] == null) {
      int longest = 0;
      for (int l = 0; l < engine.depth(); l++) {
        longest = Math.max(longest, engine.layer(l).outputLength());
      }
      adjoints[slot] = new double[longest];
    }
    return adjoints[slot];
  }

  private LaneLayer.LaneSums sums(int layer) {
    if (sums[layer] == null) {
      sums[layer] = engine.layer(layer).sums();
    }
    return sums[layer];
  }

  @Override
  public void close() {
    stage.close();
  }
}
