package io.raf4j.nn;

import java.util.List;

/**
 * The residuals of a panel of points and their Jacobian, outside the heap.
 *
 * <p>{@code J: [points equations, parameters + extra]}, row-major, the rows of a point together;
 * blocks of points are evaluated in parallel.
 */
final class JacobianPanel implements AutoCloseable {

  /** Long enough for products of full speed, short enough for J to be small. */
  private static final int MOST_ROWS = 1024;

  private static final int LINE = 8;
  private static final int PAGE = 512;

  private final JetEngine<double[]> engine;
  private final Address base;
  private final List<LayerCoefficients<double[]>> coefficients;
  private final int equations;
  private final int extra;
  private final int points;
  private final int stride;
  private final HostMemory memory;
  private final double[] residuals;
  private int rows;

  JacobianPanel(JetEngine<double[]> engine, Address base, int allPoints, int equations, int extra) {
    this.engine = engine;
    this.base = base;
    this.coefficients = engine.coefficients(base);
    this.equations = equations;
    this.extra = extra;
    this.points = Math.min(allPoints, Math.max(1, MOST_ROWS / equations));
    this.stride = stride(columns());
    this.residuals = new double[points * equations];
    this.memory = HostMemory.of(bytes(columns(), residuals.length));
  }

  private static int stride(int columns) {
    int whole = (columns + LINE - 1) / LINE * LINE;
    // Rows whole pages apart would meet in few sets of the caches.
    return whole % PAGE == 0 ? whole + LINE : whole;
  }

  private static long bytes(int columns, int rows) {
    return (stride(columns) + 1L) * rows * Double.BYTES;
  }

  /** Returns the bytes outside the heap of a panel as large as they come. */
  static long mostBytes(int columns) {
    return bytes(columns, MOST_ROWS);
  }

  int columns() {
    return Math.toIntExact(engine.parameters() + extra);
  }

  /** Returns the points that the panel takes at a time. */
  int points() {
    return points;
  }

  /** Returns the rows of J that are filled. */
  int rows() {
    return rows;
  }

  /** Returns the elements from one row of J to the next. */
  int stride() {
    return stride;
  }

  /** Returns where J is. */
  Address jacobian() {
    return memory.address();
  }

  /** Returns where the residuals {@code [rows]} are. */
  Address residuals() {
    return row(residuals.length);
  }

  double sumOfSquares() {
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      sum += residuals[i] * residuals[i];
    }
    return sum;
  }

  private Address row(long row) {
    return memory.address().plus(row * stride * Double.BYTES);
  }

  /** Fills the panel with points start to start + count - 1. */
  void fill(int start, int count, JetNetwork.Inputs inputs, JetNetwork.ExtendedResidual residual) {
    RowBlocks blocks = engine.blocks(count);
    rows = count * equations;
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
    engine.arithmetic().write(residuals, residuals(), rows);
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
      gradients.writeTo(row(firstRow + equation), (long) equations * stride * Double.BYTES);
      pass.backward(ofEquation(partials, equation, count), count, gradients);
    }
    for (int i = 0; i < values.length; i++) {
      Address end = row(firstRow + i).plus(engine.parameters() * Double.BYTES);
      end.doubles(extra).put(0, extraPartials, i * extra, extra);
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
    memory.close();
  }
}
