package io.raf4j.spark.report;

import io.raf4j.spark.report.HtmlPage.Headline;
import io.raf4j.spark.report.LineChart.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The page that tells a person how the reconstruction of an image or a sound went.
 *
 * @param manifest the run
 * @param name what was reconstructed: the file's name without its folders
 * @param network what it was reconstructed by, as words that follow "a network of"
 * @param metrics one row for every averaging round, in order
 * @param quality how well it went, a few figures
 * @param comparison of an image: original and reconstruction
 * @param activations the neurons to show, a dozen at most
 * @param configuration the full resolved configuration, as text
 */
public record SignalReport(
    RunManifest manifest,
    String name,
    String network,
    List<MetricRow> metrics,
    List<Headline> quality,
    Optional<FrameComparison> comparison,
    List<ActivationCurve> activations,
    String configuration) {

  /** Copies the lists. */
  public SignalReport {
    metrics = List.copyOf(metrics);
    quality = List.copyOf(quality);
    activations = List.copyOf(activations);
  }

  /** Composes the page. */
  public HtmlPage page() {
    HtmlPage.Builder page =
        HtmlPage.titled("RAF4J run " + manifest.runId(), name + ", reconstructed")
            .lead("A network of " + network + " learned " + name + " from its samples.")
            .headlines(headlines());
    comparison.ifPresent(shown -> addPictures(page, shown));
    addTraining(page);
    CommonSections.addActivations(page, activations);
    Provenance.addTo(page, manifest, configuration);
    return page.build();
  }

  /** Returns how well an image was reconstructed. */
  public static List<Headline> quality(ImageRow row) {
    return List.of(
        psnr(row.psnr()),
        new Headline("SSIM", Quantity.fixed(row.ssim(), 4), "1 is identical"),
        mse(row.mse()));
  }

  /** Returns how well a sound was reconstructed. */
  public static List<Headline> quality(AudioRow row) {
    return List.of(
        psnr(row.psnr()),
        new Headline("SNR", Quantity.fixed(row.snr(), 2) + " dB", "higher is better"),
        mse(row.mse()));
  }

  private static Headline psnr(double value) {
    return new Headline("PSNR", Quantity.fixed(value, 2) + " dB", "higher is better");
  }

  private static Headline mse(double value) {
    return new Headline("MSE", Quantity.significant(value), "of values in [-1, 1]");
  }

  private List<Headline> headlines() {
    List<Headline> all = new ArrayList<>(quality);
    if (!metrics.isEmpty()) {
      MetricRow last = metrics.get(metrics.size() - 1);
      all.add(new Headline("Training time", Quantity.duration(last.seconds()), ""));
      all.add(
          new Headline(
              "Steps", Quantity.count(last.step()), Quantity.count(last.examples()) + " examples"));
    }
    all.add(CommonSections.status(manifest));
    return all;
  }

  private static void addPictures(HtmlPage.Builder page, FrameComparison shown) {
    int factor = ErrorMap.factor(List.of(shown));
    page.section(
        "Image",
        "Original, reconstruction, and where they differ: the absolute difference, averaged over the"
            + " colours and amplified "
            + factor
            + " times; black is no difference.");
    page.pictures(
        "",
        List.of(
            Picture.of(shown.original(), "Original", "Original image"),
            Picture.of(shown.reconstructed(), "Reconstruction", "Reconstructed image"),
            new Picture(
                ErrorMap.draw(shown.original(), shown.reconstructed(), factor),
                "Error, amplified " + factor + " times",
                "Map of the absolute error, amplified " + factor + " times")));
  }

  private void addTraining(HtmlPage.Builder page) {
    if (metrics.isEmpty()) {
      return;
    }
    page.section(
        "Training",
        "One point for every averaging round, against the optimiser steps of one logical worker and"
            + " against time.");
    TrainingCharts rounds = new TrainingCharts(metrics);
    List<LineChart> charts = new ArrayList<>();
    charts.add(rounds.overSteps("Loss", Scale.AUTO, MetricRow::loss));
    charts.add(rounds.overSeconds("Loss", Scale.AUTO, MetricRow::loss));
    charts.add(rounds.overSteps("PSNR, dB", Scale.LINEAR, MetricRow::samplePsnr));
    charts.add(rounds.overSeconds("PSNR, dB", Scale.LINEAR, MetricRow::samplePsnr));
    if (rounds.has(MetricRow::sampleSsim)) {
      charts.add(rounds.overSteps("SSIM", Scale.LINEAR, MetricRow::sampleSsim));
    }
    charts.add(rounds.overSteps("Learning rate", Scale.LINEAR, MetricRow::learningRate));
    charts.add(rounds.overSteps("Examples a second", Scale.LINEAR, MetricRow::examplesPerSecond));
    page.charts(charts);
  }
}
