package io.raf4j.spark.job;

import io.raf4j.datasets.image.Image;
import io.raf4j.datasets.video.Frame;
import io.raf4j.spark.report.FrameComparison;
import io.raf4j.spark.report.HtmlPage;
import io.raf4j.spark.report.MetricRow;
import io.raf4j.spark.report.RunManifest;
import io.raf4j.spark.report.SignalReport;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Puts together the page of a run on an image or a sound. */
record SignalPage(
    SignalPlan plan, SignalEvaluation evaluation, RunManifest manifest, List<MetricRow> metrics) {

  HtmlPage page(MultiLayerNetwork before, MultiLayerNetwork after) {
    return new SignalReport(
            manifest,
            new Path(plan.file().source()).getName(),
            plan.network().inWords(),
            metrics,
            evaluation.headlines(manifest.runId()),
            comparison(),
            ActivationCurves.of(plan.network(), before, after),
            plan.settings().render())
        .page();
  }

  private Optional<FrameComparison> comparison() {
    return evaluation.isImage()
        ? Optional.of(
            new FrameComparison(0, frame(evaluation.originalImage()), frame(evaluation.image())))
        : Optional.empty();
  }

  /** What a screen shows has eight bits. */
  private static Frame frame(Image image) {
    byte[] bytes = new byte[image.values().length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(255 * image.values()[i]);
    }
    return new Frame(image.height(), image.width(), image.channels(), bytes);
  }
}
