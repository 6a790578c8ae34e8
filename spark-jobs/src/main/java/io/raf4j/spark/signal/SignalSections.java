package io.raf4j.spark.signal;

import io.raf4j.spark.page.HtmlPage;
import io.raf4j.spark.page.HtmlPage.Headline;
import io.raf4j.spark.page.LineChart;
import io.raf4j.spark.page.LineChart.Scale;
import io.raf4j.spark.page.Quantity;
import io.raf4j.spark.record.CommonSections;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.record.RunManifest.Status;
import io.raf4j.spark.record.TrainingCharts;
import io.raf4j.spark.rows.MetricRow;
import java.util.ArrayList;
import java.util.List;

/**
 * What the pages of images and of sounds have in common.
 *
 * @param manifest the run
 * @param name what was reconstructed: the file's name without its folders
 * @param network what it was reconstructed by, as words that follow "a network of"
 * @param metrics one row for every averaging round, in order
 */
record SignalSections(RunManifest manifest, String name, String network, List<MetricRow> metrics) {

  /** Begins the page: title, summary and figures. */
  HtmlPage.Builder begin(String kind, String question, String quality, List<Headline> figures) {
    HtmlPage.Builder page =
        HtmlPage.titled(
                "RAF4J " + kind + " run " + manifest.runId(),
                manifest.status() == Status.DONE ? name + ", reconstructed" : name)
            .lead(summary(question, quality));
    CommonSections.addNotes(page, manifest);
    return page.headlines(headlines(figures));
  }

  private String summary(String question, String quality) {
    boolean learned = manifest.status() == Status.DONE;
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "A network of "
            + network
            + (learned ? " learned " : " was to learn ")
            + name
            + " by heart: "
            + question);
    sentences.add(quality);
    if (!metrics.isEmpty()) {
      MetricRow last = metrics.get(metrics.size() - 1);
      sentences.add(
          "Training took "
              + Quantity.duration(last.seconds())
              + " for "
              + Quantity.count(last.step())
              + " steps.");
    }
    sentences.add(CommonSections.ending(manifest));
    return String.join(" ", sentences);
  }

  private List<Headline> headlines(List<Headline> figures) {
    List<Headline> all = new ArrayList<>(figures);
    if (!metrics.isEmpty()) {
      MetricRow last = metrics.get(metrics.size() - 1);
      all.add(new Headline("Training time", Quantity.duration(last.seconds()), speed(last)));
      all.add(
          new Headline(
              "Steps", Quantity.count(last.step()), Quantity.count(last.examples()) + " examples"));
    }
    all.add(CommonSections.status(manifest));
    return all;
  }

  private static String speed(MetricRow row) {
    return row.seconds() == 0
        ? ""
        : Quantity.count(Math.round(row.examples() / row.seconds())) + " examples a second";
  }

  /** Returns the figure of the error that training makes small. */
  static Headline meanSquaredError(double mse) {
    return new Headline("MSE", Quantity.significant(mse), "of values in [-1, 1]");
  }

  /** Adds the curves of training, where there was any. */
  void addTraining(HtmlPage.Builder page, String introduction) {
    if (metrics.isEmpty()) {
      return;
    }
    page.section(
        "Training",
        "One point for every averaging round, against the optimiser steps of one logical worker and"
            + " against time. "
            + introduction);
    TrainingCharts rounds = new TrainingCharts(metrics);
    List<LineChart> charts = new ArrayList<>();
    charts.add(rounds.overSteps("Loss", Scale.AUTO, MetricRow::loss));
    charts.add(rounds.overSeconds("Loss", Scale.AUTO, MetricRow::loss));
    rounds.addQuality(charts, "PSNR, dB", MetricRow::samplePsnr);
    rounds.addQuality(charts, "SSIM", MetricRow::sampleSsim);
    charts.add(rounds.overSteps("Learning rate", Scale.LINEAR, MetricRow::learningRate));
    charts.add(rounds.overSteps("Examples a second", Scale.LINEAR, MetricRow::examplesPerSecond));
    page.charts(charts);
  }
}
