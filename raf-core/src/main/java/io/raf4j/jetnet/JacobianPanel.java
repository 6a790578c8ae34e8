package io.raf4j.jetnet;

import io.raf4j.host.Address;
import io.raf4j.host.ComputeThreads;
import io.raf4j.linalg.NormalEquations;
import java.util.Arrays;
import java.util.List;

/**
 * The residuals of some points of a network at a time and their Jacobian, from which normal
 * equations are summed.
 *
 * <p>{@code J: [points equations, parameters + extra]}, the rows of a point together; blocks of
 * points are evaluated in parallel.
 */
final class JacobianPanel implements AutoCloseable {

  private final JetEngine<double[]> engine;
  private final Address base;
  private final List<LayerCoefficients<double[]>> coefficients;
  private final int equations;
  private final int extra;
  private final int points;
  private final double[] residuals;
  private final NormalEquations.Panel panel;

  JacobianPanel(JetEngine<double[]> engine, Address base, int allPoints, int equations, int extra) {
    this.engine = engine;
    this.base = base;
    this.coefficients = engine.coefficients(base);
    this.equations = equations;
    this.extra = extra;
    this.points = Math.min(allPoints, Math.max(1, NormalEquations.Panel.MOST_ROWS / equations));
    this.residuals = new double[points * equations];
    this.panel = new NormalEquations.Panel(engine.parameters() + extra, residuals.length);
  }

  /** Sums the equations of points 0 to allPoints - 1. */
  NormalEquations equations(
      int allPoints, JetNetwork.Inputs inputs, JetNetwork.ExtendedResidual residual) {
    int fills = (allPoints - 1) / points + 1;
    return NormalEquations.of(
        panel,
        fills,
        i -> fill(i * points, Math.min(points, allPoints - i * points), inputs, residual));
  }

  /** Fills the panel with points start to start + count - 1. */
  private void fill(
      int start, int count, JetNetwork.Inputs inputs, JetNetwork.ExtendedResidual residual) {
    RowBlocks blocks = engine.blocks(count);
    ComputeThreads.run(
        blocks.chains(),
        chain -> {
          PointGradients gradients = new PointGradients(engine, coefficients);
          try (JetPass<double[]> pass =
              new JetPass<>(engine, base, coefficients, blocks.blockRows())) {
            blocks.forEachOfChain(
                chain,
                (first, size) -> fillBlock(pass, gradients, start, first, size, inputs, residual));
          }
        });
    panel.take(residuals, count * equations);
  }

  private void fillBlock(
      JetPass<double[]> pass,
      PointGradients gradients,
      int start,
      int first,
      int count,
      JetNetwork.Inputs inputs,
      JetNetwork.ExtendedResidual residual) {
    double[] outputs = pass.forward(start + first, count, inputs);
    double[] values = new double[count * equations];
    double[] partials = new double[outputs.length * equations];
    double[] extraPartials = new double[count * equations * extra];
    residual.at(start + first, count, outputs, values, partials, extraPartials);
    int firstRow = first * equations;
    System.arraycopy(values, 0, residuals, firstRow, values.length);
    for (int equation = 0; equation < equations; equation++) {
      gradients.writeTo(panel.row(firstRow + equation), equations * panel.rowBytes());
      pass.backward(ofEquation(partials, equation, count), count, gradients);
    }
    for (int i = 0; i < values.length; i++) {
      Address end = panel.row(firstRow + i).plus(engine.parameters() * Double.BYTES);
      double[] own = Arrays.copyOfRange(extraPartials, i * extra, (i + 1) * extra);
      engine.arithmetic().write(own, end, extra);
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
