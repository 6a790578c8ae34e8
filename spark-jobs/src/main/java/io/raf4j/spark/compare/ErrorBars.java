package io.raf4j.spark.compare;

import java.util.List;
import java.util.Optional;

/**
 * How far the errors that runs state of their lowest eigenvalue can be believed, where the exact
 * one is known: a bar that holds is long enough, a tight one says something.
 *
 * <pre>
 *   holds    |eigenvalue - exact| &lt;= 2 stated
 *   tight    stated &lt;= 10 |eigenvalue - exact|
 * </pre>
 *
 * @param errorBarRuns that ended with both errors
 * @param errorBarsHold share of them whose bar holds, 0 to 1
 * @param errorBarsTight share of them whose bar is tight, 0 to 1
 */
record ErrorBars(int errorBarRuns, double errorBarsHold, double errorBarsTight) {

  /** Stated errors that a true one may have: as of a normal distribution, 95 % of it. */
  private static final double FEW = 2;

  /** True errors that a stated one may have: it is to tell at least the power of ten. */
  private static final double MANY = 10;

  /** Returns what the cells of a comparison state, or nothing where none has both errors. */
  static Optional<ErrorBars> of(List<CellRow> cells) {
    int runs = 0;
    int hold = 0;
    int tight = 0;
    for (CellRow cell : cells) {
      double stated = cell.figure(CellRow.STANDARD_ERRORS);
      double error = cell.figure(CellRow.ABSOLUTE_ERRORS);
      if (cell.isDone() && !Double.isNaN(stated) && !Double.isNaN(error)) {
        runs++;
        hold += error <= FEW * stated ? 1 : 0;
        tight += stated <= MANY * error ? 1 : 0;
      }
    }
    return runs == 0
        ? Optional.empty()
        : Optional.of(new ErrorBars(runs, (double) hold / runs, (double) tight / runs));
  }

  /** Returns a sentence for people. */
  String sentence() {
    return String.format(
        "Of %d %s whose lowest eigenvalue is known exactly, the true error is within twice the"
            + " stated standard error in %s; the stated one is at most ten times the true one in"
            + " %s.",
        errorBarRuns,
        errorBarRuns == 1 ? "run" : "runs",
        count(errorBarsHold),
        count(errorBarsTight));
  }

  private String count(double share) {
    return Math.round(share * errorBarRuns) + " (" + Math.round(100 * share) + " %)";
  }
}
