package io.raf4j.spark.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.raf4j.geometry.Points;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.report.EigenReport;
import io.raf4j.spark.report.EigenvalueRow;
import io.raf4j.spark.report.HtmlPage;
import io.raf4j.spark.report.MetricRow;
import io.raf4j.spark.report.ParquetReport;
import io.raf4j.spark.report.ProblemRow;
import io.raf4j.spark.report.RowFormat;
import io.raf4j.spark.report.RunManifest;
import io.raf4j.spark.report.SolutionRow;
import io.raf4j.spark.report.SolveReport;
import io.raf4j.spark.report.SolvedProblem;
import io.raf4j.spark.training.ParameterDigest;
import io.raf4j.spark.training.TrainingState;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** One solution, from the training to the page that tells of it. */
final class Solution {

  /** Points of which rows are kept. */
  private static final int POINTS_KEPT = 1000;

  /** Ground states have none but for errors of approximation, the next ones a fifth or more. */
  private static final double MOST_OF_OTHER_SIGN = 0.01;

  private final SolvePlan plan;
  private final RunFolder folder;
  private final RunRecord record;
  private final boolean resume;
  private final Settings settings;
  private final SparkSession spark;
  private List<MetricRow> metrics;
  private List<EigenvalueRow> eigenvalues = List.of();
  private ProblemRow accuracy;
  private double otherSign = Double.NaN;
  private SolutionPictures pictures;

  Solution(
      SolvePlan plan,
      RunFolder folder,
      RunRecord record,
      boolean resume,
      Settings settings,
      SparkSession spark) {
    this.plan = plan;
    this.folder = folder;
    this.record = record;
    this.resume = resume;
    this.settings = settings;
    this.spark = spark;
  }

  /** Trains, evaluates, writes model and rows, and returns the figures. */
  Map<String, Object> run() {
    SolveTraining.Trained trained = new SolveTraining(plan, folder, record, resume, spark).train();
    metrics = ParquetReport.open(spark, folder.metrics(), MetricRow.FORMAT).read();
    double loss = metrics.isEmpty() ? Double.NaN : metrics.get(metrics.size() - 1).loss();
    MultiLayerNetwork network = trained.network();
    if (plan.isEigen()) {
      evaluateEigen(network, trained.state(), loss);
    } else {
      evaluatePde(network, trained.state(), loss);
    }
    save(network);
    return figures(network, trained.state());
  }

  private void evaluatePde(MultiLayerNetwork network, TrainingState state, double loss) {
    SolveEvaluation evaluation = new SolveEvaluation(plan, network);
    accuracy = evaluation.problemRow(record.runId(), state, loss);
    pictures = new SolutionPictures(plan.domain(), evaluation.names(), evaluation::at);
    writeRows(evaluation.points(), evaluation::at);
  }

  private void evaluateEigen(MultiLayerNetwork network, TrainingState state, double loss) {
    EigenEvaluation evaluation = new EigenEvaluation(plan, network);
    accuracy = evaluation.problemRow(record.runId(), state, loss);
    eigenvalues = evaluation.rows(record.runId());
    otherSign = evaluation.otherSign();
    warnOfHigherState();
    pictures = new SolutionPictures(plan.domain(), evaluation.names(), evaluation::at);
    writeRows(evaluation.points(), evaluation::at);
    write(EigenvalueRow.FOLDER, EigenvalueRow.FORMAT, eigenvalues);
  }

  private void warnOfHigherState() {
    if (otherSign > MOST_OF_OTHER_SIGN) {
      System.err.printf(
          Locale.ROOT,
          "The first function changes its sign (%.1f %% of its square): it may belong to a higher"
              + " eigenvalue. More --steps of first order, another --seed or a wider network may"
              + " find the lowest.%n",
          100 * otherSign);
    }
  }

  private void writeRows(Points points, SolutionValues.Source source) {
    int kept = Math.min(POINTS_KEPT, points.count());
    Points first = points.only(IntStream.range(0, kept).toArray());
    write(SolutionRow.FOLDER, SolutionRow.FORMAT, source.at(first).rows(record.runId(), first));
    write(ProblemRow.FOLDER, ProblemRow.FORMAT, List.of(accuracy));
  }

  private <T> void write(String kind, RowFormat<T> format, List<T> rows) {
    ParquetReport<T> report = ParquetReport.open(spark, folder.report(kind), format);
    report.dropAfter(-1);
    report.append(rows);
  }

  private void save(MultiLayerNetwork network) {
    folder.writeModel(network);
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("problem", plan.problem().toText());
    description.put("equation", plan.equation());
    description.put("outputs", plan.isEigen() ? "eigenfunctions" : "solution");
    try (OutputStream out = folder.files().create(folder.problem())) {
      out.write(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(description));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder.problem(), e);
    }
  }

  private Map<String, Object> figures(MultiLayerNetwork network, TrainingState state) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("run_id", record.runId());
    figures.put("problem", plan.name());
    figures.put("dim", plan.problem().dimension());
    figures.put("optimizer", plan.options().optimizer().label());
    if (plan.isEigen()) {
      figures.put("eigenvalues", column(EigenvalueRow::eigenvalue));
      figures.put("standard_errors", column(EigenvalueRow::standardError));
      figures.put("exact", column(EigenvalueRow::exact));
      figures.put("relative_errors", column(EigenvalueRow::relativeError));
      figures.put("absolute_errors", column(EigenvalueRow::absoluteError));
      figures.put("residual_norms", column(EigenvalueRow::residualNorm));
      figures.put("other_sign", known(otherSign));
    }
    figures.put("relative_l2", known(accuracy.relativeL2()));
    figures.put("max_error", known(accuracy.maxError()));
    if (!plan.isEigen()) {
      figures.put("relative_h1", known(accuracy.relativeH1()));
    }
    figures.put("loss", known(accuracy.loss()));
    figures.put("steps", state.step());
    figures.put("iterations", state.iteration());
    figures.put("seconds", state.seconds());
    figures.put("points_per_second", known(state.examples() / state.seconds()));
    figures.put("parameters", network.numParams());
    figures.put("params_sha256", ParameterDigest.sha256(network.params()));
    return figures;
  }

  /** JSON has no word for what is not known but null. */
  private static Double known(double value) {
    return Double.isNaN(value) ? null : value;
  }

  private List<Double> column(ToDoubleFunction<EigenvalueRow> value) {
    List<Double> column = new ArrayList<>();
    eigenvalues.forEach(row -> column.add(known(value.applyAsDouble(row))));
    return column;
  }

  /** Writes the page of the finished run. */
  void writePage(RunManifest manifest) {
    SolvedProblem problem =
        new SolvedProblem(plan.name(), plan.equation(), plan.domain().dimension(), plan.inWords());
    try {
      page(manifest, problem).write(folder.page(), folder.hadoop());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder.page(), e);
    }
  }

  private HtmlPage page(RunManifest manifest, SolvedProblem problem) {
    return plan.isEigen()
        ? new EigenReport(
                manifest,
                problem,
                metrics,
                Optional.of(accuracy),
                eigenvalues,
                pictures.grids(),
                pictures.sections(),
                List.of(),
                settings.render())
            .page()
        : new SolveReport(
                manifest,
                problem,
                metrics,
                Optional.of(accuracy),
                pictures.grids(),
                pictures.sections(),
                List.of(),
                settings.render())
            .page();
  }
}
