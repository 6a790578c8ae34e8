package io.raf4j.spark.equation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raf4j.spark.page.GridAxis;
import io.raf4j.spark.page.HtmlPage;
import io.raf4j.spark.page.LineChart.Scale;
import io.raf4j.spark.page.LineChart.Series;
import io.raf4j.spark.record.TrainingCharts;
import io.raf4j.spark.rows.MetricRow;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages of equations and eigenvalue problems: what they say, and what they leave out. */
class SolveReportTest {

  @Test
  void equationIsSummarisedInItsLead() {
    assertThat(SampleSolve.equation().page().html())
        .contains(
            "A network of 2 residual blocks of 50 neurons (8,051 parameters) was trained to solve -Lap u = f",
            "boundary &amp; nowhere else (2 dimensions): asked for a point",
            "On 10,000 fresh points its answers are off by 0.00625 % of the exact solution&#39;s"
                + " size (relative L2 error 6.25e-5), those of the untrained network by 75 %.",
            "Training took 48 s for 1,200 steps.",
            "It stopped because it had taken all steps.");
  }

  @Test
  void pageOfAnEquationHasEveryPartInOrder() {
    assertInOrder(
        SampleSolve.equation().page().html(),
        "<h2>Solution</h2>",
        "<figcaption>Found</figcaption>",
        "<figcaption>Exact</figcaption>",
        "<figcaption>Error, found - exact</figcaption>",
        "<figcaption>Residual</figcaption>",
        "<h2>Along lines</h2>",
        "u along the diagonal: |found - exact| (logarithmic)",
        "<h2>Training</h2>",
        "Loss (logarithmic)",
        "levenberg-marquardt",
        "Relative L2 error (logarithmic)",
        "Damping (logarithmic)",
        "<h2>Learned activations</h2>",
        "<h2>How it was made</h2>",
        "optimizer = adam-lm",
        "<h2>Ask your own questions</h2>");
  }

  @Test
  void partsOfASolutionHaveTablesOfTheirOwn() {
    assertInOrder(
        SampleSolve.equation(
                new SolveReport.Parts(
                    SampleSolve.unknowns(), SampleSolve.conditions(), SampleSolve.coefficients()))
            .page()
            .html(),
        "<h2>Unknown numbers</h2>",
        "<td>D</td>" + numbers("0.2984", "0.0027", "0.3"),
        "<td>k</td>" + numbers("1.5") + "<td>infinite</td><td></td>",
        "<h2>Functions</h2>",
        "<td>u</td>" + numbers("1.25e-5", "2.5e-5"),
        "<td>p</td><td></td><td></td>",
        "<h2>Conditions</h2>",
        "<td>equation</td><td>inside</td>" + numbers("10000", "3.5e-6", "1.25e-7", "1", "1"),
        "<td>rim</td><td>boundary</td>" + numbers("2500", "4.5e-7", "2e-8", "2", "12.5"),
        "<h2>Solution</h2>");
  }

  private static String numbers(String... cells) {
    return Stream.of(cells)
        .map(cell -> "<td class=\"number\">" + cell + "</td>")
        .collect(Collectors.joining());
  }

  @Test
  void oneFunctionWithoutConditionsHasNoTables() {
    SolveReport.Parts plain =
        new SolveReport.Parts(
            SampleSolve.unknowns().subList(0, 1),
            SampleSolve.conditions().subList(0, 1),
            List.of());
    assertThat(SampleSolve.equation(plain).page().html())
        .doesNotContain("<h2>Unknown numbers</h2>", "<h2>Functions</h2>", "<h2>Conditions</h2>")
        .contains("the boundary conditions are built into it");
  }

  @Test
  void foundAndExactShareOneScaleSoThatColoursCanBeCompared() {
    SolutionGrid grid =
        new SolutionGrid(
            "u",
            new GridAxis("x", 0, 1, 2),
            new GridAxis("y", 0, 1, 1),
            new double[] {1, 2},
            new double[] {1.5, 3},
            new double[0]);
    HtmlPage.Builder page = HtmlPage.titled("", "").section("s", "");
    SolutionFigures.addMaps(page, grid);
    assertThat(page.build().html().split("Colours from 1 to 3\"", -1)).hasSize(3);
    assertThat(page.build().html()).contains("Colours from -1 to 1\"").doesNotContain("Residual");
  }

  @Test
  void unknownSolutionIsJudgedByItsResidualAlone() {
    ProblemRow known = SampleSolve.accuracy();
    double none = Double.NaN;
    ProblemRow unknown =
        new ProblemRow(
            "r", known.kind(), "p", 2, 1, 9, 100, 0.5, none, none, none, none, 0.03125, 1.5);
    SolveReport full = SampleSolve.equation();
    SolveReport report =
        new SolveReport(
            full.manifest(),
            full.problem(),
            SampleSolve.metrics(10, 1),
            Optional.of(unknown),
            SolveReport.Parts.NONE,
            List.of(),
            List.of(),
            List.of(),
            "");
    assertThat(report.page().html())
        .contains("No exact solution is known", "root mean square, on 100 fresh points", "0.03125")
        .doesNotContain("<dt>Relative L2 error", "Largest error", "not a number", "NaN");
  }

  @Test
  void everyOptimiserHasALineOfItsOwn() {
    TrainingCharts rounds = new TrainingCharts(SampleSolve.metrics(40, 0));
    List<Series> loss = rounds.overSteps("Loss", Scale.AUTO, MetricRow::loss).series();
    assertThat(loss).extracting(Series::name).containsExactly("adam", "levenberg-marquardt");
    assertThat(loss).extracting(line -> line.x().length).containsExactly(30, 10);
    List<Series> damping = rounds.overSteps("Damping", Scale.LOG, MetricRow::damping).series();
    assertThat(damping).hasSize(1);
    assertThat(damping.get(0).x()).hasSize(10);
  }

  @Test
  void runThatFailedBeforeItsFirstRoundStillHasAPage() {
    assertThat(SampleSolve.failed().page().html())
        .contains("was to solve -Lap u", "It stopped because an error ended it", "no &lt;gpu&gt;")
        .doesNotContain("<h2>Solution</h2>", "<h2>Training</h2>", "NaN", "not a number");
    assertThat(SampleSolve.failedEigen().page().html())
        .contains("was to solve -Lap u", "no &lt;gpu&gt;")
        .doesNotContain("<h2>Eigenvalues</h2>", "<h2>Training</h2>", "NaN", "not a number");
  }

  @Test
  void pageOfAnEigenvalueProblemHasEveryPartInOrder() {
    assertInOrder(
        SampleSolve.eigen().page().html(),
        "The smallest eigenvalue is 5.78321 ± 0.00042, off by 2.404e-5 from its exact value.",
        "<dt>Smallest eigenvalue</dt><dd class=\"value\">5.78321</dd>"
            + "<dd class=\"note\">exact 5.78319</dd>",
        "<h2>Eigenvalues</h2>",
        "<td class=\"number\">14.6851</td><td class=\"number\">0.0021</td>"
            + "<td class=\"number\">14.6820</td>",
        "<h2>Eigenfunctions</h2>",
        "<h3>Eigenfunction u1</h3>",
        "<h3>Eigenfunction u2</h3>",
        "<h2>Training</h2>",
        "Sum of the eigenvalues",
        "<h2>How it was made</h2>",
        "<h2>Ask your own questions</h2>");
  }

  @Test
  void errorOfTheSumIsShownOnlyWhenEveryExactEigenvalueIsKnown() {
    EigenReport some = SampleSolve.eigen();
    assertThat(some.page().html()).doesNotContain("Error of the sum");
    EigenReport all =
        new EigenReport(
            some.manifest(),
            some.problem(),
            some.metrics(),
            some.accuracy(),
            some.eigenvalues().subList(0, 2),
            List.of(),
            List.of(),
            List.of(),
            "");
    assertThat(all.page().html()).contains("Error of the sum of the eigenvalues (logarithmic)");
  }

  @Test
  void unknownFiguresOfAnEigenvalueAreLeftEmptyAndTheColumnStaysNumeric() {
    assertThat(SampleSolve.eigen().page().html())
        .contains(
            "<th scope=\"col\" class=\"number\">Exact</th>",
            "<td class=\"number\">14.690000</td><td></td><td></td><td></td><td></td><td></td>");
  }

  @Test
  void onePointOfLargeShareIsTold() {
    EigenvalueRow even = SampleSolve.eigenvalues().get(0);
    double none = Double.NaN;
    EigenvalueRow uneven =
        new EigenvalueRow("r", 2, 5.1, 0.1, 5, none, 5.1, none, 0.1, none, 0.999);
    assertThat(EigenvalueSection.unevenness(List.of(even))).isEmpty();
    assertThat(EigenvalueSection.unevenness(List.of(even, uneven)))
        .hasValueSatisfying(
            note -> assertThat(note).startsWith("One point has 99.9 % of the norm of function 2"));
    HtmlPage.Builder page = HtmlPage.titled("", "");
    new EigenvalueSection(List.of(even, uneven)).addTo(page);
    assertThat(page.build().html()).contains("One point has 99.9 %");
  }

  @Test
  void manyEigenvaluesAreDrawnAsChartsToo() {
    List<EigenvalueRow> ladder =
        IntStream.rangeClosed(1, 8)
            .mapToObj(i -> new EigenvalueRow("r", i, 2 * i + 1e-3, 1e-4, 2 * i, Double.NaN))
            .toList();
    HtmlPage.Builder page = HtmlPage.titled("", "");
    new EigenvalueSection(ladder).addTo(page);
    assertThat(page.build().html())
        .contains("Eigenvalues against index: found goes from 2.001 to 16", "exact goes from 2 to")
        .contains("|eigenvalue - exact| goes from 0.001", "stated error goes from 0.0001")
        .doesNotContain("residual norm goes");
  }

  @Test
  void valuesThatDoNotFitTheirPositionsAreRefused() {
    double[] two = new double[2];
    assertThatThrownBy(() -> new SolutionSection.Line("u", two, two, new double[3], new double[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("u: exact has 3 values; expected 2");
    GridAxis axis = new GridAxis("x", 0, 1, 2);
    assertThatThrownBy(() -> new SolutionGrid("u", axis, axis, two, new double[0], new double[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("u: values has 2 values; expected 4");
  }

  /** As AssertJ's containsSubsequence, which takes minutes over a page with pictures. */
  private static void assertInOrder(String text, String... parts) {
    int from = 0;
    for (String part : parts) {
      int found = text.indexOf(part, from);
      assertThat(found).as("%s after position %d", part, from).isNotNegative();
      from = found + part.length();
    }
  }
}
