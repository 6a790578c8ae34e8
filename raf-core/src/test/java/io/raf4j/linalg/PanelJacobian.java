package io.raf4j.linalg;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The J of a small problem as panels of a few rows, as if each were on a machine of its own. */
record PanelJacobian(Problem problem, int height) implements RemoteJacobian {

  static LinearModel model(Problem problem, int height) {
    double[] diagonal = new double[problem.size()];
    PanelJacobian jacobian = new PanelJacobian(problem, height);
    jacobian.forEach((panel, first) -> PanelProducts.addSquares(panel, diagonal));
    return new RemoteResidualModel(diagonal, problem.residuals(), jacobian);
  }

  private interface Taker {
    void take(NormalEquations.Panel panel, int first);
  }

  private void forEach(Taker taker) {
    for (int first = 0; first < problem.rows(); first += height) {
      Problem part = problem.rows(first, Math.min(problem.rows(), first + height));
      try (NormalEquations.Panel panel = new NormalEquations.Panel(part.size(), part.rows())) {
        for (int j = 0; j < part.size(); j++) {
          panel.put(j, 0, part.jacobian(), j * part.rows(), part.rows());
        }
        panel.take(part.residuals(), part.rows());
        taker.take(panel, first);
      }
    }
  }

  @Override
  public void kernel(double[] scaling, Consumer<KernelTile> taker) {
    forEach(
        (columns, column) -> {
          int width = columns.rows();
          try (KernelRows scaled = new KernelRows(width, scaling)) {
            // Backwards on both sides of the product, which turns a tile around.
            scaled.put(columns, backwards(width));
            forEach(
                (rows, row) -> {
                  if (row <= column) {
                    int height = rows.rows();
                    double[] values = new double[height * width];
                    scaled.multiply(rows, backwards(height), values, height);
                    taker.accept(new KernelTile(row, column, height, reversed(values)));
                  }
                });
          }
        });
  }

  private static int[] backwards(int count) {
    return IntStream.range(0, count).map(i -> count - 1 - i).toArray();
  }

  private static double[] reversed(double[] values) {
    double[] reversed = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      reversed[values.length - 1 - i] = values[i];
    }
    return reversed;
  }

  @Override
  public double[][] times(double[][] vectors) {
    double[][] products = new double[vectors.length][problem.rows()];
    forEach(
        (panel, first) -> {
          double[][] parts = PanelProducts.times(panel, vectors);
          for (int l = 0; l < parts.length; l++) {
            System.arraycopy(parts[l], 0, products[l], first, parts[l].length);
          }
        });
    return products;
  }

  @Override
  public double[][] transposedTimes(double[][] vectors) {
    double[][] sums = new double[vectors.length][problem.size()];
    forEach(
        (panel, first) ->
            PanelProducts.addTransposed(
                panel,
                Arrays.stream(vectors)
                    .map(vector -> Arrays.copyOfRange(vector, first, first + panel.rows()))
                    .toArray(double[][]::new),
                sums));
    return sums;
  }
}
