package io.raf4j.spark.ntk;

import io.raf4j.spark.page.DataTable;
import io.raf4j.spark.page.HtmlPage;
import io.raf4j.spark.page.HtmlPage.Headline;
import io.raf4j.spark.page.LineChart;
import io.raf4j.spark.page.LineChart.Role;
import io.raf4j.spark.page.LineChart.Scale;
import io.raf4j.spark.page.LineChart.Series;
import io.raf4j.spark.page.Quantity;
import io.raf4j.spark.record.CommonSections;
import io.raf4j.spark.record.Provenance;
import io.raf4j.spark.record.RunManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * The page that tells a person what the spectra of neural tangent kernels say.
 *
 * @param manifest the run
 * @param points where the kernels were computed, in words
 * @param kernels one row a kernel, in order of their steps; none where the run did not get there
 * @param spectra the eigenvalues of all kernels
 * @param configuration the full resolved configuration, as text
 */
record NtkReport(
    RunManifest manifest,
    String points,
    List<NtkRow> kernels,
    List<SpectrumRow> spectra,
    String configuration) {

  private static final String QUERIES = "ntk-queries.sql";

  private static final List<String> COLUMNS =
      List.of(
          "Step",
          "Condition number",
          "Effective rank",
          "Numerical rank",
          "Condition of the rank",
          "Largest eigenvalue",
          "Smallest eigenvalue",
          "Trace",
          "Decay exponent",
          "Seconds");

  /** Checks that every part is there and copies the lists. */
  public NtkReport {
    Objects.requireNonNull(manifest, "manifest");
    Objects.requireNonNull(points, "points");
    kernels = List.copyOf(kernels);
    spectra = List.copyOf(spectra);
  }

  /** Composes the page. */
  public HtmlPage page() {
    HtmlPage.Builder page =
        HtmlPage.titled("RAF4J kernel run " + manifest.runId(), "Neural tangent kernel")
            .lead(lead());
    CommonSections.addNotes(page, manifest);
    page.headlines(headlines());
    if (!kernels.isEmpty()) {
      addSpectra(page);
      addTraining(page);
      addTable(page);
    }
    Provenance.addTo(page, manifest, configuration);
    CommonSections.addQueries(page, queries());
    return page.build();
  }

  /** Returns the queries that the page and the documentation show. */
  static String queries() {
    return CommonSections.queries(NtkReport.class, QUERIES);
  }

  private String lead() {
    String what =
        "The neural tangent kernel K holds, for every pair of points, the inner product of the"
            + " network's gradients by all its trained parameters. Gradient descent learns the"
            + " direction of an eigenvector at a rate that is proportional to its eigenvalue, as"
            + " long as the network stays close to its linearisation: a kernel whose eigenvalues"
            + " are alike learns coarse and fine structure at once, one whose eigenvalues fall"
            + " steeply learns the fine structure late or never.";
    if (kernels.isEmpty()) {
      return what + " " + CommonSections.ending(manifest);
    }
    NtkRow last = last();
    return "A network with "
        + last.activation()
        + " activations and "
        + Quantity.count(last.parameters())
        + " trained parameters, at "
        + Quantity.count(last.points())
        + " points ("
        + points
        + "). "
        + what
        + " "
        + CommonSections.ending(manifest);
  }

  private NtkRow last() {
    return kernels.get(kernels.size() - 1);
  }

  private List<Headline> headlines() {
    List<Headline> figures = new ArrayList<>();
    if (!kernels.isEmpty()) {
      NtkRow row = last();
      figures.add(
          new Headline(
              "Condition number",
              condition(row),
              row.conditionResolved()
                  ? "largest over smallest eigenvalue"
                  : "the smallest eigenvalue cannot be told from zero"));
      figures.add(
          new Headline(
              "Effective rank",
              Quantity.significant(row.effectiveRank()),
              "of " + Quantity.count(row.points())));
      figures.add(
          new Headline(
              "Largest eigenvalue",
              Quantity.significant(row.lambdaMax()),
              "smallest " + Quantity.significant(row.lambdaMin())));
      if (kernels.size() > 1) {
        figures.add(
            new Headline(
                "Last step",
                Quantity.count(row.step()),
                Quantity.count(kernels.size()) + " kernels along training"));
      }
    }
    figures.add(CommonSections.status(manifest));
    return figures;
  }

  private static String condition(NtkRow row) {
    String number = Quantity.significant(row.conditionNumber());
    return row.conditionResolved() ? number : "at least " + number;
  }

  private void addSpectra(HtmlPage.Builder page) {
    page.section(
        "Spectrum",
        "The eigenvalues in descending order. A straight line over the logarithm of the index is a"
            + " power law. Eigenvalues below N 2^-52 times the largest are roundings: the first"
            + " chart ends there or shows them as noise.");
    List<Series> byIndex = new ArrayList<>();
    List<Series> byLogarithm = new ArrayList<>();
    addLines(first(), kernels.size() > 1 ? Role.BASELINE : Role.MAIN, byIndex, byLogarithm);
    if (kernels.size() > 2) {
      addLines(kernels.get(kernels.size() / 2), Role.SECOND, byIndex, byLogarithm);
    }
    if (kernels.size() > 1) {
      addLines(last(), Role.MAIN, byIndex, byLogarithm);
    }
    page.charts(
        List.of(
            new LineChart("Eigenvalue", "index", Scale.LOG, byIndex),
            new LineChart(
                "Eigenvalue over the largest", "log10 of the index", Scale.LOG, byLogarithm)));
  }

  private NtkRow first() {
    return kernels.get(0);
  }

  private void addLines(NtkRow kernel, Role role, List<Series> plain, List<Series> logarithmic) {
    List<SpectrumRow> rows = spectra.stream().filter(r -> r.step() == kernel.step()).toList();
    double[] index = rows.stream().mapToDouble(SpectrumRow::index).toArray();
    double[] logarithm = rows.stream().mapToDouble(row -> Math.log10(row.index())).toArray();
    double[] values = rows.stream().mapToDouble(SpectrumRow::eigenvalue).toArray();
    double[] relative =
        rows.stream().mapToDouble(row -> row.eigenvalue() / kernel.lambdaMax()).toArray();
    String name = "step " + Quantity.count(kernel.step());
    plain.add(new Series(name, role, index, values));
    logarithmic.add(new Series(name, role, logarithm, relative));
  }

  private void addTraining(HtmlPage.Builder page) {
    if (kernels.size() < 2) {
      return;
    }
    page.section(
        "Along training",
        "Step 0 is the network as it was initialised, the others are checkpoints of its training.");
    page.charts(
        List.of(
            overSteps("Condition number", Scale.LOG, NtkRow::conditionNumber),
            overSteps("Effective rank", Scale.LINEAR, NtkRow::effectiveRank),
            overSteps("Largest eigenvalue", Scale.LOG, NtkRow::lambdaMax),
            overSteps("Trace", Scale.LOG, NtkRow::trace)));
  }

  private LineChart overSteps(String title, Scale scale, ToDoubleFunction<NtkRow> value) {
    return LineChart.of(
        title,
        "optimiser steps",
        scale,
        kernels.stream().mapToDouble(NtkRow::step).toArray(),
        kernels.stream().mapToDouble(value).toArray());
  }

  private void addTable(HtmlPage.Builder page) {
    page.section(
        "Figures",
        "The condition number is the largest eigenvalue over the smallest, or what it is at least"
            + " where double precision cannot tell the smallest from zero; the numerical rank counts"
            + " those that can be told, and the condition of the rank compares the largest with the"
            + " smallest of these. The effective rank is the exponential of the entropy of the"
            + " eigenvalues' shares in the trace: as many equal eigenvalues would have that entropy."
            + " The decay exponent is the p of the power law i^-p fitted to the numerical rank.");
    page.table(new DataTable("", COLUMNS, kernels.stream().map(NtkReport::cells).toList()));
  }

  private static List<Object> cells(NtkRow row) {
    return List.of(
        row.step(),
        condition(row),
        known(row.effectiveRank()),
        row.numericalRank(),
        known(row.conditionOfRank()),
        row.lambdaMax(),
        row.lambdaMin(),
        row.trace(),
        known(row.decayExponent()),
        row.seconds());
  }

  private static Object known(double value) {
    return Double.isNaN(value) ? "" : (Object) value;
  }
}
