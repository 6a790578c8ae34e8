package io.raf4j.linalg;

/** Reads what a panel of a Jacobian holds. */
public final class PanelNumbers {

  private PanelNumbers() {}

  /** Returns the rows of J: {@code [rows, unknowns]}. */
  public static double[][] jacobian(NormalEquations.Panel panel, int unknowns) {
    double[][] rows = new double[panel.rows()][unknowns];
    for (int j = 0; j < unknowns; j++) {
      double[] column = new double[panel.rows()];
      panel.column(j).doubles(column.length).get(0, column);
      for (int i = 0; i < column.length; i++) {
        rows[i][j] = column[i];
      }
    }
    return rows;
  }

  /** Returns r: {@code [rows]}. */
  public static double[] residuals(NormalEquations.Panel panel) {
    double[] residuals = new double[panel.rows()];
    panel.residuals().doubles(residuals.length).get(0, residuals);
    return residuals;
  }
}
