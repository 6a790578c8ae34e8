package io.raf4j.spark.equation;

import io.raf4j.spark.page.GridAxis;

/**
 * A function on a plane, for the heat maps of {@link SolveReport} and {@link EigenReport}.
 *
 * <p>The plane is the whole domain of two coordinates, or a section through a domain of more, which
 * the title then describes. Value i belongs to cell {@code i % across.cells()} of the horizontal
 * and {@code i / across.cells()} of the vertical axis, both counted from the low ends; NaN outside
 * of the domain.
 *
 * @param title which function, on which plane, such as {@code u} or {@code u, x3 = ... = x10 = 0}
 * @param across the horizontal axis
 * @param up the vertical axis
 * @param values the function found; not copied
 * @param exact the exact function, or empty where it is unknown
 * @param residual of its equation, or empty where it was not evaluated
 */
record SolutionGrid(
    String title,
    GridAxis across,
    GridAxis up,
    double[] values,
    double[] exact,
    double[] residual) {

  /** Checks that there is a value for every cell. */
  public SolutionGrid {
    int cells = across.cells() * up.cells();
    SolutionSection.requireLength(title, "values", values.length, cells);
    SolutionSection.requireLengthOrNone(title, "exact", exact.length, cells);
    SolutionSection.requireLengthOrNone(title, "residual", residual.length, cells);
  }

  /** Returns values - exact, or an empty array where the exact function is unknown. */
  public double[] error() {
    return SolutionSection.difference(values, exact);
  }
}
