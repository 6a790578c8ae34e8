package io.raf4j.spark.equation;

import io.raf4j.spark.page.GridAxis;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.record.RunManifest.Section;
import io.raf4j.spark.record.RunManifest.Stop;
import io.raf4j.spark.rows.Fields;
import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.run.SampleRun;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/** Runs on an equation and on an eigenvalue problem as they might have been. */
public final class SampleSolve {

  public static final String CONFIGURATION =
      """
      problem = poisson-smooth
      dim = 2
      optimizer = adam-lm
      points = 10000
      """;

  public static final SolvedProblem POISSON =
      new SolvedProblem(
          "poisson-smooth",
          "-Lap u = f on [0, 1]^2, u = 0 on the boundary & nowhere else",
          2,
          "2 residual blocks of 50 neurons (8,051 parameters)");
  public static final SolvedProblem DISC =
      new SolvedProblem(
          "disc", "-Lap u = lambda u in the unit disc, u = 0 on its boundary", 2, "50 neurons");

  private SampleSolve() {}

  public static SolveReport equation() {
    return equation(SolveReport.Parts.NONE);
  }

  public static SolveReport equation(SolveReport.Parts parts) {
    return new SolveReport(
        manifest("poisson-7"),
        POISSON,
        metrics(120, 0),
        Optional.of(accuracy()),
        parts,
        List.of(square()),
        List.of(diagonal()),
        SampleRun.activations(),
        CONFIGURATION);
  }

  public static EigenReport eigen() {
    return new EigenReport(
        manifest("disc-3"),
        DISC,
        metrics(60, 5.783 + 14.682),
        Optional.empty(),
        eigenvalues(),
        List.of(disc("u1", SampleSolve::bump), disc("u2", (x, y) -> x * bump(x, y))),
        List.of(),
        List.of(),
        CONFIGURATION);
  }

  public static SolveReport failed() {
    return new SolveReport(
        RunManifest.start("f", "raf solve pde").failed(new IllegalStateException("no <gpu>")),
        POISSON,
        List.of(),
        Optional.empty(),
        SolveReport.Parts.NONE,
        List.of(),
        List.of(),
        List.of(),
        CONFIGURATION);
  }

  public static EigenReport failedEigen() {
    return new EigenReport(
        RunManifest.start("f", "raf solve eigen").failed(new IllegalStateException("no <gpu>")),
        DISC,
        List.of(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        CONFIGURATION);
  }

  private static RunManifest manifest(String runId) {
    return RunManifest.start(runId, "raf solve")
        .with(Section.SEEDS, Fields.of(Map.of("all", 7)))
        .done(
            new Stop("steps", "it had taken all steps"), Fields.of(Map.of("relative_l2", 6.2e-5)));
  }

  public static ProblemRow accuracy() {
    return new ProblemRow(
        "poisson-7",
        "PDE",
        "poisson-smooth",
        2,
        1,
        8051,
        10_000,
        3.1e-7,
        6.25e-5,
        0.75,
        4.5e-6,
        2.5e-4,
        5.5e-4,
        143.5);
  }

  /** Three quarters of the rounds by Adam, the rest by Levenberg-Marquardt. */
  public static List<MetricRow> metrics(int rounds, double limit) {
    return IntStream.rangeClosed(1, rounds)
        .mapToObj(
            round -> {
              boolean adam = round <= 3 * rounds / 4;
              double progress = adam ? round / 20.0 : rounds / 26.0 + (round - 0.75 * rounds) / 2;
              double scatter = 1 + 0.3 * Math.sin(7.0 * round);
              return new MetricRow(
                  "poisson-7",
                  round,
                  10L * round,
                  100_000L * round,
                  limit + scatter * Math.exp(-progress),
                  adam ? 1e-3 * Math.pow(0.98, round) : Double.NaN,
                  Double.NaN,
                  adam ? 400_000 : 90_000,
                  0.4 * round,
                  Instant.parse("2026-01-02T03:04:05Z").plusMillis(400L * round),
                  adam ? "adam" : "levenberg-marquardt",
                  adam ? Double.NaN : 1e-3 * Math.pow(0.7, round - 0.75 * rounds),
                  limit == 0 && round % 2 == 0 ? 0.5 * Math.exp(-0.7 * progress) : Double.NaN);
            })
        .toList();
  }

  public static List<SolutionRow> points(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              double x = (0.5 + i) / count;
              double y = (0.5 + 7 * i % count) / count;
              return new SolutionRow(
                  "poisson-7",
                  i,
                  List.of(x, y),
                  1 + i % 2,
                  smooth(x, y) + 1e-4 * Math.sin(9 * x),
                  i % 3 == 0 ? Double.NaN : smooth(x, y),
                  1e-3 * Math.cos(31.0 * i));
            })
        .toList();
  }

  public static List<EigenvalueRow> eigenvalues() {
    return List.of(
        new EigenvalueRow(
            "disc-3",
            1,
            5.78321,
            4.2e-4,
            5.783185962946785,
            0.0125,
            5.78321,
            5.7832,
            3.9e-4,
            1.5e-5,
            2e-4),
        new EigenvalueRow("disc-3", 2, 14.6851, 0.0021, 14.681970642123893, 0.05),
        new EigenvalueRow("disc-3", 3, 14.69, Double.NaN, Double.NaN, Double.NaN));
  }

  public static List<UnknownRow> unknowns() {
    return List.of(
        new UnknownRow("poisson-7", 1, "u", 1.25e-5, 2.5e-5),
        new UnknownRow("poisson-7", 2, "p", Double.NaN, Double.NaN));
  }

  public static List<ConditionRow> conditions() {
    return List.of(
        new ConditionRow("poisson-7", 0, "equation", "inside", 10_000, 3.5e-6, 1.25e-7, 1, 1),
        new ConditionRow("poisson-7", 1, "rim", "boundary", 2500, 4.5e-7, 2e-8, 2, 12.5));
  }

  public static List<CoefficientRow> coefficients() {
    return List.of(
        new CoefficientRow("poisson-7", 1, "D", 0.2984, 0.0027, 0.3),
        new CoefficientRow("poisson-7", 2, "k", 1.5, Double.POSITIVE_INFINITY, Double.NaN));
  }

  public static double smooth(double x, double y) {
    return x * x * (1 - x) * y * y * (1 - y);
  }

  private static double bump(double x, double y) {
    return 1 - x * x - y * y;
  }

  public static SolutionGrid square() {
    GridAxis x = new GridAxis("x1", 0, 1, 60);
    GridAxis y = new GridAxis("x2", 0, 1, 60);
    double[] exact = onGrid(x, y, SampleSolve::smooth);
    double[] found =
        onGrid(x, y, (a, b) -> smooth(a, b) + 2e-6 * Math.sin(9 * a) * Math.cos(8 * b));
    double[] residual = onGrid(x, y, (a, b) -> 4e-4 * Math.sin(14 * a + 11 * b));
    return new SolutionGrid("u", x, y, found, exact, residual);
  }

  private static SolutionGrid disc(String name, DoubleBinaryOperator u) {
    GridAxis x = new GridAxis("x1", -1, 1, 61);
    GridAxis y = new GridAxis("x2", -1, 1, 61);
    double[] values = onGrid(x, y, (a, b) -> bump(a, b) < 0 ? Double.NaN : u.applyAsDouble(a, b));
    double[] residual =
        onGrid(x, y, (a, b) -> bump(a, b) < 0 ? Double.NaN : 0.02 * Math.sin(6 * a - 8 * b));
    return new SolutionGrid("Eigenfunction " + name, x, y, values, new double[0], residual);
  }

  private static double[] onGrid(GridAxis x, GridAxis y, DoubleBinaryOperator f) {
    return IntStream.range(0, x.cells() * y.cells())
        .mapToDouble(i -> f.applyAsDouble(x.position(i % x.cells()), y.position(i / x.cells())))
        .toArray();
  }

  private static SolutionSection diagonal() {
    double[] s = IntStream.range(0, 101).mapToDouble(i -> i / 100.0).toArray();
    double[] exact = IntStream.range(0, 101).mapToDouble(i -> smooth(s[i], s[i])).toArray();
    double[] found =
        IntStream.range(0, 101).mapToDouble(i -> exact[i] + 2e-6 * Math.sin(17 * s[i])).toArray();
    double[] residual =
        IntStream.range(0, 101).mapToDouble(i -> 4e-4 * Math.sin(25 * s[i])).toArray();
    return new SolutionSection(
        "u along the diagonal",
        "x1 = x2",
        List.of(new SolutionSection.Line(SolutionSection.FOUND, s, found, exact, residual)));
  }
}
