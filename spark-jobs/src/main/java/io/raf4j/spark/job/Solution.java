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
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
  private SolveFigures figures;
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
    TrainingSite site =
        TrainingSite.of(record.runId(), folder, spark, plan.training().checkpointsKept());
    SolveTraining.Trained trained = new SolveTraining(plan, site, resume).train();
    record.stopped(trained.stop(), trained.reason().explanation());
    metrics = ParquetReport.open(spark, folder.metrics(), MetricRow.FORMAT).read();
    MultiLayerNetwork network = trained.network();
    Evaluation evaluation = Evaluation.of(plan, network);
    figures =
        SolveFigures.of(
            evaluation, record.runId(), trained.state(), SolveTraining.lastLoss(metrics));
    warnOfHigherState();
    pictures = new SolutionPictures(plan.domain(), evaluation.names(), evaluation::at);
    writeRows(evaluation);
    save(network);
    return figures.byName(plan, network, trained.state());
  }

  private void warnOfHigherState() {
    if (figures.otherSign() > MOST_OF_OTHER_SIGN) {
      System.err.printf(
          Locale.ROOT,
          "The first function changes its sign (%.1f %% of its square): it may belong to a higher"
              + " eigenvalue. More --steps of first order, another --seed or a wider network may"
              + " find the lowest.%n",
          100 * figures.otherSign());
    }
  }

  private void writeRows(Evaluation evaluation) {
    Points points = evaluation.points();
    int kept = Math.min(POINTS_KEPT, points.count());
    Points first = points.only(IntStream.range(0, kept).toArray());
    write(SolutionRow.FOLDER, SolutionRow.FORMAT, evaluation.at(first).rows(record.runId(), first));
    write(ProblemRow.FOLDER, ProblemRow.FORMAT, List.of(figures.accuracy()));
    if (plan.isEigen()) {
      write(EigenvalueRow.FOLDER, EigenvalueRow.FORMAT, figures.eigenvalues());
    }
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
                Optional.of(figures.accuracy()),
                figures.eigenvalues(),
                pictures.grids(),
                pictures.sections(),
                List.of(),
                settings.render())
            .page()
        : new SolveReport(
                manifest,
                problem,
                metrics,
                Optional.of(figures.accuracy()),
                pictures.grids(),
                pictures.sections(),
                List.of(),
                settings.render())
            .page();
  }
}
