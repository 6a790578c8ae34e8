package io.raf4j.nn;

import io.raf4j.jet.JetShape;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A whole network evaluated on jets, a block of points at a time. */
public final class JetNetwork {

  private JetNetwork() {}

  public static JetNetwork of(List<JetLayer> layers, JetShape shape, DataType type) {
    throw new UnsupportedOperationException();
  }

  public int inputs() {
    throw new UnsupportedOperationException();
  }

  public int outputs() {
    throw new UnsupportedOperationException();
  }

  public long parameters() {
    throw new UnsupportedOperationException();
  }

  public JetShape shape() {
    throw new UnsupportedOperationException();
  }

  /** Where the network's input jets come from. Called by several threads at a time. */
  @FunctionalInterface
  public interface Inputs {
    /** Fills the input jets of points first to first + count - 1: {@code [count, rows, inputs]}. */
    void fill(int first, int count, double[] jets);
  }

  /** A loss that is a sum over points. Called by several threads at a time. */
  @FunctionalInterface
  public interface BlockLoss {
    /**
     * Returns the loss of a block and its derivatives.
     *
     * @param outputs output jets {@code [count, rows, outputs]}
     * @param adjoints receives dL/d(output jets), in the same layout; zeros before
     */
    double at(int first, int count, double[] outputs, double[] adjoints);
  }

  /** Who wants the output jets. Called by several threads at a time, blocks in any order. */
  @FunctionalInterface
  public interface Outputs {
    /** Takes the output jets {@code [count, rows, outputs]}; the array is used again afterwards. */
    void take(int first, int count, double[] outputs);
  }

  /** Residuals of points and their derivatives. Called by several threads at a time. */
  @FunctionalInterface
  public interface BlockResidual {
    /**
     * Evaluates the residuals of a block.
     *
     * @param outputs output jets {@code [count, rows, outputs]}
     * @param residuals receives {@code [count, equations]}
     * @param partials receives their derivatives by the point's output jets, {@code [count,
     *     equations, rows, outputs]}; zeros before
     */
    void at(int first, int count, double[] outputs, double[] residuals, double[] partials);
  }

  /** Residuals that depend on unknowns beside the network's parameters, such as eigenvalues. */
  @FunctionalInterface
  public interface ExtendedResidual {
    /**
     * Evaluates the residuals of a block.
     *
     * @param outputs output jets {@code [count, rows, outputs]}
     * @param residuals receives {@code [count, equations]}
     * @param partials receives their derivatives by the point's output jets, {@code [count,
     *     equations, rows, outputs]}; zeros before
     * @param extraPartials receives their derivatives by the other unknowns, {@code [count,
     *     equations, extra]}; zeros before
     */
    void at(
        int first,
        int count,
        double[] outputs,
        double[] residuals,
        double[] partials,
        double[] extraPartials);
  }

  /** Evaluates the network at points 0 to points - 1. */
  public void evaluate(INDArray parameters, int points, Inputs inputs, Outputs outputs) {
    throw new UnsupportedOperationException();
  }

  /** Returns the loss and overwrites gradient (flat, as parameters). */
  public double gradient(
      INDArray parameters, int points, Inputs inputs, BlockLoss loss, INDArray gradient) {
    throw new UnsupportedOperationException();
  }
}
