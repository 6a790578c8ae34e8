package io.raf4j.spark.video;

import io.raf4j.datasets.video.FrameTimes;
import io.raf4j.spark.page.DataTable;
import io.raf4j.spark.page.ErrorMap;
import io.raf4j.spark.page.FrameComparison;
import io.raf4j.spark.page.HtmlPage;
import io.raf4j.spark.page.HtmlPage.Headline;
import io.raf4j.spark.page.LineChart;
import io.raf4j.spark.page.LineChart.Scale;
import io.raf4j.spark.page.PictureSlider;
import io.raf4j.spark.page.Quantity;
import io.raf4j.spark.record.ActivationCurve;
import io.raf4j.spark.record.CommonSections;
import io.raf4j.spark.record.Provenance;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.record.TrainingCharts;
import io.raf4j.spark.rows.MetricRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The page that tells a person how a video run went.
 *
 * <p>Every part may be empty (a run that failed before its first round has no metrics); the page
 * then leaves out what it cannot show.
 *
 * @param manifest the run
 * @param clip what was reconstructed, as a name to read: the file's, without its folders
 * @param times when the clip's frames are shown
 * @param network what it was reconstructed by, as words that follow "a network of"
 * @param metrics one row for every averaging round, in order
 * @param frames one row for every evaluated frame, in order
 * @param comparisons the frames to show, a handful
 * @param activations the neurons to show, a dozen at most
 * @param configuration the full resolved configuration, as text
 */
public record VideoReport(
    RunManifest manifest,
    String clip,
    FrameTimes times,
    String network,
    List<MetricRow> metrics,
    List<FrameRow> frames,
    List<FrameComparison> comparisons,
    List<ActivationCurve> activations,
    String configuration) {

  private static final String QUERIES = "video-queries.sql";

  /** A table of all frames of a film would be longer than the rest of its page. */
  private static final int MOST_ROWS = 1000;

  /** Checks that every part is there and copies the lists. */
  public VideoReport {
    Objects.requireNonNull(manifest, "manifest");
    Objects.requireNonNull(times, "times");
    metrics = List.copyOf(metrics);
    frames = List.copyOf(frames);
    comparisons = List.copyOf(comparisons);
    activations = List.copyOf(activations);
  }

  /** Composes the page. */
  public HtmlPage page() {
    HtmlPage.Builder page =
        HtmlPage.titled(
                "RAF4J video run " + manifest.runId(),
                frames.isEmpty() ? clip : clip + ", reconstructed")
            .lead(new VideoSummary(this).text());
    CommonSections.addNotes(page, manifest);
    page.headlines(headlines());
    addPictures(page);
    addTraining(page);
    addFrames(page);
    CommonSections.addActivations(page, activations);
    Provenance.addTo(page, manifest, configuration);
    CommonSections.addQueries(page, queries());
    return page.build();
  }

  /**
   * Returns the queries that the page and the documentation show; {@code OUT} is the run's folder.
   */
  static String queries() {
    return CommonSections.queries(VideoReport.class, QUERIES);
  }

  /** Returns the mean over the evaluated frames; infinite if every frame is exact in one metric. */
  double mean(ToDoubleFunction<FrameRow> metric) {
    return frames.stream().mapToDouble(metric).average().orElse(Double.NaN);
  }

  /** Returns the last round, where there was one. */
  Optional<MetricRow> last() {
    return metrics.isEmpty() ? Optional.empty() : Optional.of(metrics.get(metrics.size() - 1));
  }

  private List<Headline> headlines() {
    List<Headline> figures = new ArrayList<>();
    if (!frames.isEmpty()) {
      double worst = frames.stream().mapToDouble(FrameRow::psnr).min().getAsDouble();
      figures.add(
          new Headline(
              "Mean PSNR",
              Quantity.fixed(mean(FrameRow::psnr), 2) + " dB",
              "higher is better; worst frame " + Quantity.fixed(worst, 2)));
      figures.add(
          new Headline("Mean SSIM", Quantity.fixed(mean(FrameRow::ssim), 4), "1 is identical"));
      if (hasScales()) {
        String scales = Quantity.fixed(mean(FrameRow::msSsim), 4);
        figures.add(new Headline("Mean MS-SSIM", scales, "at five scales"));
      }
    }
    last()
        .ifPresent(
            row -> {
              figures.add(
                  new Headline("Training time", Quantity.duration(row.seconds()), speed(row)));
              figures.add(
                  new Headline(
                      "Steps",
                      Quantity.count(row.step()),
                      Quantity.count(row.examples()) + " examples"));
              figures.add(
                  new Headline(
                      "Last loss", Quantity.significant(row.loss()), "mean squared error"));
            });
    figures.add(CommonSections.status(manifest));
    return figures;
  }

  private static String speed(MetricRow row) {
    if (row.seconds() == 0) {
      return "";
    }
    return Quantity.count(Math.round(row.examples() / row.seconds())) + " examples a second";
  }

  private void addPictures(HtmlPage.Builder page) {
    if (comparisons.isEmpty()) {
      return;
    }
    int factor = ErrorMap.factor(comparisons);
    page.section(
        "Frames",
        "Original, reconstruction, and where they differ. The error map is the absolute difference,"
            + " averaged over the colours and amplified "
            + factor
            + " times: black is no difference, pale yellow a difference of "
            + Quantity.significant(100.0 / factor)
            + " % of the full range or more.");
    for (FrameComparison shown : comparisons) {
      page.slider(heading(shown), PictureSlider.of(shown, factor, "frame " + shown.frame()));
    }
  }

  private String heading(FrameComparison shown) {
    return frames.stream()
        .filter(row -> row.frame() == shown.frame())
        .findFirst()
        .map(
            row ->
                String.format(
                    "Frame %d (frame %d of the clip): %s dB, SSIM %s",
                    row.frame(),
                    row.sourceFrame(),
                    Quantity.fixed(row.psnr(), 2),
                    Quantity.fixed(row.ssim(), 4)))
        .orElse("Frame " + shown.frame());
  }

  private void addTraining(HtmlPage.Builder page) {
    if (metrics.isEmpty()) {
      return;
    }
    page.section(
        "Training",
        "One point for every averaging round, against the optimiser steps of one logical worker and"
            + " against time. PSNR here is measured on one fixed random sample of pixels.");
    TrainingCharts rounds = new TrainingCharts(metrics);
    List<LineChart> charts = new ArrayList<>();
    charts.add(rounds.overSteps("Loss", Scale.AUTO, MetricRow::loss));
    charts.add(rounds.overSeconds("Loss", Scale.AUTO, MetricRow::loss));
    rounds.addQuality(charts, "PSNR of the samples, dB", MetricRow::samplePsnr);
    charts.add(rounds.overSteps("Learning rate", Scale.LINEAR, MetricRow::learningRate));
    charts.add(rounds.overSteps("Examples a second", Scale.LINEAR, MetricRow::examplesPerSecond));
    page.charts(charts);
  }

  private void addFrames(HtmlPage.Builder page) {
    if (frames.isEmpty()) {
      return;
    }
    page.section(
        "Frame by frame",
        (hasScales() ? "PSNR, SSIM and MS-SSIM" : "PSNR and SSIM")
            + " of every evaluated frame after training, on components clipped to [0, 1], against"
            + " the frame's number and against the time at which the clip shows it."
            + (isLong()
                ? " The table has the "
                    + Quantity.count(MOST_ROWS)
                    + " frames of lowest PSNR; the rows in the folder report have all."
                : ""));
    List<LineChart> charts = new ArrayList<>();
    addOverFrames(charts, "PSNR, dB", FrameRow::psnr);
    addOverFrames(charts, "SSIM", FrameRow::ssim);
    if (hasScales()) {
      addOverFrames(charts, "MS-SSIM", FrameRow::msSsim);
    }
    page.charts(charts);
    page.table(new DataTable("", titles(), listed().map(this::cells).toList()));
  }

  private void addOverFrames(
      List<LineChart> charts, String title, ToDoubleFunction<FrameRow> metric) {
    double[] values = frames.stream().mapToDouble(metric).toArray();
    double[] index = frames.stream().mapToDouble(FrameRow::frame).toArray();
    double[] seconds = frames.stream().mapToDouble(this::seconds).toArray();
    charts.add(LineChart.of(title, "frame", Scale.LINEAR, index, values));
    charts.add(LineChart.of(title, "seconds of the clip", Scale.LINEAR, seconds, values));
  }

  private double seconds(FrameRow row) {
    return times.seconds(row.sourceFrame());
  }

  private boolean isLong() {
    return frames.size() > MOST_ROWS;
  }

  /** Returns the frames of the table: of a whole film those to look at, in the film's order. */
  private Stream<FrameRow> listed() {
    return frames.stream()
        .sorted(Comparator.comparingDouble(FrameRow::psnr))
        .limit(MOST_ROWS)
        .sorted(Comparator.comparingInt(FrameRow::frame));
  }

  /** Small frames have no MS-SSIM. */
  private boolean hasScales() {
    return frames.stream().anyMatch(row -> !Double.isNaN(row.msSsim()));
  }

  private List<String> titles() {
    List<String> titles =
        new ArrayList<>(List.of("Frame", "In the clip", "At, s", "PSNR, dB", "SSIM"));
    if (hasScales()) {
      titles.add("MS-SSIM");
    }
    titles.add("MSE");
    return titles;
  }

  private List<Object> cells(FrameRow row) {
    List<Object> cells =
        new ArrayList<>(
            List.of(
                row.frame(),
                row.sourceFrame(),
                Quantity.fixed(seconds(row), 3),
                Quantity.fixed(row.psnr(), 2),
                Quantity.fixed(row.ssim(), 4)));
    if (hasScales()) {
      cells.add(Quantity.fixed(row.msSsim(), 4));
    }
    cells.add(row.mse());
    return cells;
  }
}
