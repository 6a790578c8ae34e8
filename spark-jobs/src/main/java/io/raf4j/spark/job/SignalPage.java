package io.raf4j.spark.job;

import io.raf4j.spark.report.ActivationCurve;
import io.raf4j.spark.report.AudioReport;
import io.raf4j.spark.report.HtmlPage;
import io.raf4j.spark.report.ImageReport;
import io.raf4j.spark.report.MetricRow;
import io.raf4j.spark.report.RunManifest;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Puts together the page of a run on an image or a sound. */
record SignalPage(
    SignalPlan plan, SignalEvaluation evaluation, RunManifest manifest, List<MetricRow> metrics) {

  HtmlPage page(MultiLayerNetwork before, MultiLayerNetwork after) {
    List<ActivationCurve> activations = ActivationCurves.of(plan.network(), before, after);
    return evaluation.isImage() ? image(activations) : audio(activations);
  }

  private HtmlPage image(List<ActivationCurve> activations) {
    return new ImageReport(
            manifest,
            name(),
            plan.network().inWords(),
            metrics,
            evaluation.imageRow(manifest.runId()),
            evaluation.originalImage(),
            evaluation.image(),
            activations,
            plan.settings().render())
        .page();
  }

  private HtmlPage audio(List<ActivationCurve> activations) {
    return new AudioReport(
            manifest,
            name(),
            plan.network().inWords(),
            metrics,
            evaluation.audioRow(manifest.runId()),
            evaluation.originalAudio(),
            evaluation.audio(),
            activations,
            plan.settings().render())
        .page();
  }

  private String name() {
    return new Path(plan.file().source()).getName();
  }
}
