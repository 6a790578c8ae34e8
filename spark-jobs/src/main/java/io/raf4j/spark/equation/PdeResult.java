package io.raf4j.spark.equation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.raf4j.spark.page.HtmlPage;
import io.raf4j.spark.page.LineChart;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.run.Site;
import io.raf4j.spark.training.Trained;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** A solved differential equation. */
final class PdeResult extends EquationResult {

  /** The final figures; those of parts that an equation has not are left out. */
  private record Outcome(
      String runId,
      String problem,
      int dim,
      String optimizer,
      String linearSolver,
      double relativeL2,
      double relativeL2Untrained,
      double maxError,
      double relativeH1,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Double> relativeL2ByUnknown,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Double> relativeL2BySlab,
      Map<String, Double> conditionResiduals,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Double> coefficients,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Double> coefficientErrors,
      @JsonUnwrapped Training training) {}

  private final List<UnknownRow> unknowns;
  private final List<SlabRow> slabs;
  private final List<ConditionRow> conditions;
  private final List<CoefficientRow> coefficients;
  private final List<LineChart> geometry;
  private final SolveEvaluation evaluation;
  private List<LineChart> overAxes;

  PdeResult(SolvePlan plan, Trained trained, Site site) {
    this(plan, trained, site, new SolveEvaluation(plan, trained.network()));
  }

  private PdeResult(SolvePlan plan, Trained trained, Site site, SolveEvaluation evaluation) {
    super(plan, trained, site, evaluation);
    this.unknowns = evaluation.unknowns(runId());
    this.slabs = evaluation.slabs(runId());
    this.conditions = evaluation.conditions(runId());
    this.coefficients = evaluation.coefficients(runId());
    this.geometry = GeometryChart.of(plan.problem().pde()).stream().toList();
    this.evaluation = evaluation;
  }

  @Override
  public List<Table<?>> tables() {
    List<Table<?>> tables = super.tables();
    if (!unknowns.isEmpty()) {
      tables.add(new Table<>(UnknownRow.FOLDER, UnknownRow.FORMAT, unknowns));
    }
    if (!slabs.isEmpty()) {
      tables.add(new Table<>(SlabRow.FOLDER, SlabRow.FORMAT, slabs));
    }
    tables.add(new Table<>(ConditionRow.FOLDER, ConditionRow.FORMAT, conditions));
    if (!coefficients.isEmpty()) {
      tables.add(new Table<>(CoefficientRow.FOLDER, CoefficientRow.FORMAT, coefficients));
    }
    return tables;
  }

  private static <R> Map<String, Double> byName(
      List<R> rows, Function<R, String> name, ToDoubleFunction<R> value) {
    Map<String, Double> map = new LinkedHashMap<>();
    rows.forEach(row -> map.put(name.apply(row), value.applyAsDouble(row)));
    return map;
  }

  @Override
  public Record outcome() {
    return new Outcome(
        runId(),
        plan().statement().name(),
        plan().problem().dimension(),
        plan().options().optimizer().label(),
        plan().secondOrder().inWords(),
        accuracy().relativeL2(),
        accuracy().relativeL2Untrained(),
        accuracy().maxError(),
        accuracy().relativeH1(),
        byName(unknowns, UnknownRow::name, UnknownRow::relativeL2),
        byName(slabs, row -> Integer.toString(row.slab()), SlabRow::relativeL2),
        byName(conditions, ConditionRow::name, ConditionRow::residual),
        byName(coefficients, CoefficientRow::name, CoefficientRow::value),
        byName(coefficients, CoefficientRow::name, CoefficientRow::standardError),
        training());
  }

  /** Evaluated once, and not before somebody looks. */
  private List<LineChart> overAxes() {
    if (overAxes == null) {
      overAxes =
          Slices.axis(plan().statement().coordinates()) < 0
              ? List.of()
              : new AxisErrors(
                      plan().statement(),
                      evaluation.names(),
                      evaluation.points(),
                      evaluation.at(evaluation.points()))
                  .charts();
    }
    return overAxes;
  }

  @Override
  Map<String, LineChart> charts() {
    Map<String, LineChart> charts = new LinkedHashMap<>();
    geometry.forEach(chart -> charts.put("domain", chart));
    overAxes().forEach(chart -> charts.put(chart.title(), chart));
    return charts;
  }

  @Override
  HtmlPage page(RunManifest manifest, List<MetricRow> metrics, SolvedProblem problem) {
    return new SolveReport(
            manifest,
            problem,
            metrics,
            Optional.of(accuracy()),
            new SolveReport.Parts(unknowns, slabs, conditions, coefficients, geometry, overAxes()),
            grids(),
            sections(),
            List.of(),
            plan().settings().render())
        .page();
  }
}
