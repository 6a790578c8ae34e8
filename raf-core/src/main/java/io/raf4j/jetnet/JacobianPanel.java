package io.raf4j.jetnet;

import io.raf4j.host.Address;
import io.raf4j.host.ComputeThreads;
import io.raf4j.linalg.NormalEquations;
import java.util.List;
import java.util.function.Consumer;

/**
 * The residuals of some points of a network at a time and their Jacobian, from which normal
 * equations are summed.
 *
 * <p>{@code J: [equations points, parameters + extra]}, the rows of an equation together; blocks of
 * points are evaluated in parallel.
 */
final class JacobianPanel implements AutoCloseable {

  private final LaneEngine engine;
  private final Address base;
  private final List<LayerCoefficients<double[]>> coefficients;
  private final int equations;
  private final int extra;
  private final int firstLayer;
  private final int parameters;
  private final int points;
  private final double[] residuals;
  private final NormalEquations.Panel panel;

  JacobianPanel(LaneEngine engine, Address base, int allPoints, JetNetwork.SystemSize size) {
    this.engine = engine;
    this.base = base;
    this.coefficients = engine.coefficients(base);
    this.equations = size.equations();
    this.extra = size.extra();
    this.firstLayer = size.firstLayer();
    this.parameters = Math.toIntExact(engine.engine().parameters() - engine.start(firstLayer));
    int most = Math.max(1, NormalEquations.Panel.MOST_ROWS / equations);
    int blocks = Math.max(1, most / engine.lanes());
    this.points = Math.min(allPoints, blocks * engine.lanes());
    this.residuals = new double[points * equations];
    this.panel = new NormalEquations.Panel(parameters + extra, residuals.length);
  }

  /** Hands out the rows of points 0 to allPoints - 1, a panel at a time. */
  void forEach(
      int allPoints,
      JetNetwork.Inputs inputs,
      JetNetwork.ExtendedResidual residual,
      Consumer<NormalEquations.Panel> taker) {
    for (int start = 0; start < allPoints; start += points) {
      fill(start, Math.min(points, allPoints - start), inputs, residual);
      taker.accept(panel);
    }
  }

  /** Fills the panel with points start to start + count - 1. */
  private void fill(
      int start, int count, JetNetwork.Inputs inputs, JetNetwork.ExtendedResidual residual) {
    int blocks = engine.blocks(count);
    int chains = LaneEngine.chains(blocks);
    ComputeThreads.run(
        chains,
        chain -> {
          LaneGradients gradients = new LaneGradients(engine, panel, engine.start(firstLayer));
          try (LanePass pass = new LanePass(engine, base, coefficients)) {
            for (int block = chain; block < blocks; block += chains) {
              int first = block * engine.lanes();
              int size = Math.min(engine.lanes(), count - first);
              fillBlock(pass, gradients, new Block(start, first, size, count), inputs, residual);
            }
          }
        });
    panel.take(residuals, count * equations);
  }

  /**
   * Some points of a panel.
   *
   * @param start number of the panel's first point
   * @param first the block's first point in the panel
   * @param size points of the block
   * @param count points of the panel
   */
  private record Block(int start, int first, int size, int count) {

    int row(int equation) {
      return equation * count + first;
    }
  }

  private void fillBlock(
      LanePass pass,
      LaneGradients gradients,
      Block block,
      JetNetwork.Inputs inputs,
      JetNetwork.ExtendedResidual residual) {
    int size = block.size();
    int point = block.start() + block.first();
    double[] outputs = pass.forward(point, size, inputs);
    double[] values = new double[size * equations];
    double[] partials = new double[outputs.length * equations];
    double[] extraPartials = new double[size * equations * extra];
    residual.at(point, size, outputs, values, partials, extraPartials);
    for (int equation = 0; equation < equations; equation++) {
      int row = block.row(equation);
      for (int p = 0; p < size; p++) {
        residuals[row + p] = values[p * equations + equation];
      }
      gradients.writeTo(row, size);
      pass.backward(ofEquation(partials, equation, size), size, firstLayer, gradients);
      putExtra(extraPartials, equation, row, size);
    }
  }

  private void putExtra(double[] extraPartials, int equation, int row, int size) {
    double[] column = new double[size];
    for (int j = 0; j < extra; j++) {
      for (int p = 0; p < size; p++) {
        column[p] = extraPartials[(p * equations + equation) * extra + j];
      }
      panel.put(parameters + j, row, column, 0, size);
    }
  }

  private double[] ofEquation(double[] partials, int equation, int count) {
    int jet = partials.length / (count * equations);
    double[] adjoints = new double[count * jet];
    for (int point = 0; point < count; point++) {
      int from = (point * equations + equation) * jet;
      System.arraycopy(partials, from, adjoints, point * jet, jet);
    }
    return adjoints;
  }

  @Override
  public void close() {
    panel.close();
  }
}
