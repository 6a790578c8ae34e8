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
import java.util.List;
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
          "Standard error",
          "Exact",
          "Absolute error",
          "Relative error",
          "Residual norm");

  /** Returns an eigenvalue with its standard error, to the digits that this error leaves. */
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

  /** Two digits of the standard error are kept. */
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
        "The standard error is that of an estimate from a finite number of points, one"
            + " standard deviation; it knows nothing of how far the network is from the"
            + " eigenfunction. The residual norm, ||H u - lambda u|| / ||u||, does: a linear problem"
            + " has an exact eigenvalue within that distance, as far as the points tell."
            + " Cells are empty where nothing is known, as are relative errors where the exact"
            + " eigenvalue is zero.");
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
        Double.isNaN(row.exact()) ? "" : Quantity.fixed(row.exact(), decimals),
        known(row.absoluteError()),
        known(row.relativeError()),
        known(row.residualNorm()));
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
      errors.add(line("standard error", Role.BASELINE, EigenvalueRow::standardError));
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
