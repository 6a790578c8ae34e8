package io.raf4j.spark.equation;

import io.raf4j.spark.page.DataTable;
import io.raf4j.spark.page.HtmlPage;
import io.raf4j.spark.page.HtmlPage.Headline;
import io.raf4j.spark.page.LineChart;
import io.raf4j.spark.page.LineChart.Role;
import io.raf4j.spark.page.LineChart.Scale;
import io.raf4j.spark.page.LineChart.Series;
import io.raf4j.spark.page.Quantity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The eigenvalues of a run as a table and as charts.
 *
 * @param rows at least one, in ascending order
 */
record EigenvalueSection(List<EigenvalueRow> rows) {

  private static final int DECIMALS_WITHOUT_ERROR = 6;
  private static final int MOST_DECIMALS = 12;
  private static final int FEWEST_IN_A_CHART = 5;

  private static final List<String> COLUMNS =
      List.of(
          "Index",
          "Eigenvalue",
          "Stated error",
          "Exact",
          "Absolute error",
          "Relative error",
          "Rayleigh quotient",
          "Carried",
          "Scatter",
          "Bias",
          "Residual norm",
          "Largest share");

  /** Of one point in the norm: more means that few points make up the sums. */
  private static final double LARGE_SHARE = 0.01;

  /** Returns a warning if the sums of an eigenvalue are those of few points. */
  static Optional<String> unevenness(List<EigenvalueRow> rows) {
    return rows.stream()
        .filter(row -> row.largestShare() > LARGE_SHARE)
        .max(Comparator.comparingDouble(EigenvalueRow::largestShare))
        .map(
            row ->
                String.format(
                    Locale.ROOT,
                    "One point has %.1f %% of the norm of function %d: its eigenvalue is that of few"
                        + " points, and its stated error may be too small. More --test-points or"
                        + " longer training may help.",
                    100 * row.largestShare(),
                    row.index()));
  }

  /** Returns an eigenvalue with its stated error, to the digits that this error leaves. */
  static String measured(EigenvalueRow row) {
    String value = Quantity.fixed(row.eigenvalue(), decimals(row));
    return Double.isNaN(row.standardError())
        ? value
        : value + " ± " + Quantity.fixed(row.standardError(), decimals(row));
  }

  /** Returns the smallest eigenvalue for the head of the page. */
  static Headline headline(EigenvalueRow row) {
    String note =
        Double.isNaN(row.exact()) ? "" : "exact " + Quantity.fixed(row.exact(), decimals(row));
    return new Headline(
        "Smallest eigenvalue", Quantity.fixed(row.eigenvalue(), decimals(row)), note);
  }

  /** Two digits of the stated error are kept. */
  private static int decimals(EigenvalueRow row) {
    double error = row.standardError();
    if (!(error > 0) || Double.isInfinite(error)) {
      return DECIMALS_WITHOUT_ERROR;
    }
    return Math.max(0, Math.min(MOST_DECIMALS, 1 - (int) Math.floor(Math.log10(error))));
  }

  /** Adds the section. */
  void addTo(HtmlPage.Builder page) {
    page.section(
        "Eigenvalues",
        "The eigenvalue is the Rayleigh quotient, of a nonlinear problem with its first-order error"
            + " taken off. The stated error is one standard deviation: the scatter of the quotient"
            + " over samples of points with random shifts and, added as squares, a fifth of the"
            + " bias, by which the eigenvalue may be off because the function is. The bias is"
            + " Temple's bound, the square of the residual norm ||H u - lambda u|| / ||u|| over an"
            + " estimate of the gap to the next eigenvalue. The carried value is second order's own"
            + " unknown, and the largest share that of one point in the function's norm. Cells are"
            + " empty where nothing is known, as are relative errors where the exact eigenvalue is"
            + " zero.");
    unevenness(rows).ifPresent(page::note);
    page.table(new DataTable("", COLUMNS, rows.stream().map(EigenvalueSection::cells).toList()));
    if (rows.size() >= FEWEST_IN_A_CHART) {
      page.charts(charts());
    }
  }

  private static List<Object> cells(EigenvalueRow row) {
    int decimals = decimals(row);
    return List.of(
        row.index(),
        Quantity.fixed(row.eigenvalue(), decimals),
        known(row.standardError()),
        fixed(row.exact(), decimals),
        known(row.absoluteError()),
        known(row.relativeError()),
        fixed(row.rayleigh(), decimals),
        fixed(row.carried(), decimals),
        known(row.scatter()),
        known(row.bias()),
        known(row.residualNorm()),
        known(row.largestShare()));
  }

  private static String fixed(double value, int decimals) {
    return Double.isNaN(value) ? "" : Quantity.fixed(value, decimals);
  }

  private static Object known(double value) {
    return Double.isNaN(value) ? "" : (Object) value;
  }

  private List<LineChart> charts() {
    List<Series> values = new ArrayList<>();
    values.add(line("found", Role.MAIN, EigenvalueRow::eigenvalue));
    if (known(EigenvalueRow::exact)) {
      values.add(line("exact", Role.BASELINE, EigenvalueRow::exact));
    }
    List<Series> errors = new ArrayList<>();
    if (known(EigenvalueRow::absoluteError)) {
      errors.add(line("|eigenvalue - exact|", Role.MAIN, EigenvalueRow::absoluteError));
    }
    if (known(EigenvalueRow::residualNorm)) {
      errors.add(line("residual norm", Role.SECOND, EigenvalueRow::residualNorm));
    }
    if (known(EigenvalueRow::standardError)) {
      errors.add(line("stated error", Role.BASELINE, EigenvalueRow::standardError));
    }
    List<LineChart> charts = new ArrayList<>();
    charts.add(new LineChart("Eigenvalues", "index", Scale.LINEAR, values));
    if (!errors.isEmpty()) {
      charts.add(new LineChart("Errors of the eigenvalues", "index", Scale.LOG, errors));
    }
    return charts;
  }

  private boolean known(ToDoubleFunction<EigenvalueRow> value) {
    return rows.stream().mapToDouble(value).anyMatch(Double::isFinite);
  }

  private Series line(String name, Role role, ToDoubleFunction<EigenvalueRow> value) {
    double[] index = rows.stream().mapToDouble(EigenvalueRow::index).toArray();
    return new Series(name, role, index, rows.stream().mapToDouble(value).toArray());
  }
}
