package io.raf4j.spark.signal;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.raf4j.datasets.image.Image;
import io.raf4j.datasets.image.ImageWriter;
import io.raf4j.datasets.signal.Signal;
import io.raf4j.spark.page.HtmlPage;
import io.raf4j.spark.record.RunManifest;
import io.raf4j.spark.rows.MetricRow;
import io.raf4j.spark.run.ActivationCurves;
import io.raf4j.spark.run.Result;
import io.raf4j.spark.run.TrainingFigures;
import io.raf4j.spark.run.TrainingPlan;
import io.raf4j.spark.training.Trained;
import java.util.List;
import java.util.Optional;

/**
 * A reconstructed image.
 *
 * @param values {@code [height width, channels]} that the network gives
 * @param seconds that reconstructing and judging took
 */
record ImageResult(
    SignalPlan plan,
    Trained trained,
    String runId,
    Signal original,
    float[] values,
    ImageQuality quality,
    double seconds)
    implements Result {

  /** The final figures. */
  private record Outcome(
      String runId,
      @JsonUnwrapped TrainingFigures training,
      int samples,
      double mse,
      double psnr,
      double ssim) {}

  @Override
  public Record outcome() {
    return new Outcome(
        runId,
        TrainingFigures.of(trained),
        plan.file().samples(),
        quality.mse(),
        quality.psnr(),
        quality.ssim());
  }

  @Override
  public RunManifest.Stop stop() {
    return TrainingPlan.stop(trained.reason());
  }

  private Image image() {
    return Image.of(new Signal(original.grid(), original.channels(), values), plan.file().bits());
  }

  private ImageRow row() {
    SignalFile file = plan.file();
    return new ImageRow(
        runId,
        file.extents().get(0),
        file.extents().get(1),
        file.channels(),
        quality.mse(),
        quality.psnr(),
        quality.ssim(),
        seconds);
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(new Table<>("", ImageRow.FORMAT, List.of(row())));
  }

  @Override
  public List<Artifact> files() {
    return List.of(new Artifact("reconstruction.png", ImageWriter.png(image())));
  }

  @Override
  public Optional<HtmlPage> page(RunManifest manifest, List<MetricRow> metrics) {
    return Optional.of(
        new ImageReport(
                manifest,
                plan.name(),
                plan.network().inWords(),
                metrics,
                row(),
                Image.of(original, plan.file().bits()),
                image(),
                ActivationCurves.of(plan.network(), plan.initial(), trained.network()),
                plan.settings().render())
            .page());
  }
}
