package io.raf4j.spark.signal;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.raf4j.datasets.audio.Audio;
import io.raf4j.datasets.audio.AudioWriter;
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
 * A reconstructed sound.
 *
 * @param values {@code [samples, channels]} that the network gives
 * @param seconds that reconstructing and judging took
 */
record SoundResult(
    SignalPlan plan,
    Trained trained,
    String runId,
    Signal original,
    float[] values,
    SoundQuality quality,
    double seconds)
    implements Result {

  /** The final figures. */
  private record Outcome(
      String runId,
      @JsonUnwrapped TrainingFigures training,
      int samples,
      double mse,
      double psnr,
      double snr,
      double logSpectralDistance) {}

  @Override
  public Record outcome() {
    return new Outcome(
        runId,
        TrainingFigures.of(trained),
        plan.file().samples(),
        quality.mse(),
        quality.psnr(),
        quality.signalToNoise(),
        quality.logSpectralDistance());
  }

  @Override
  public RunManifest.Stop stop() {
    return TrainingPlan.stop(trained.reason());
  }

  /** Returns values as they sound in the file, as loud as the original. */
  private Audio audio(float[] sounding) {
    SignalFile file = plan.file();
    return Audio.of(
        new Signal(original.grid(), original.channels(), sounding),
        file.sampleRate(),
        file.bits(),
        (float) file.peak());
  }

  private AudioRow row() {
    SignalFile file = plan.file();
    return new AudioRow(
        runId,
        file.samples(),
        file.channels(),
        file.sampleRate(),
        quality.mse(),
        quality.psnr(),
        quality.signalToNoise(),
        quality.logSpectralDistance(),
        seconds);
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(new Table<>("", AudioRow.FORMAT, List.of(row())));
  }

  @Override
  public List<Artifact> files() {
    byte[] wav = AudioWriter.wav(audio(values), AudioWriter.Format.of(plan.file().bits()));
    return List.of(new Artifact("reconstruction.wav", wav));
  }

  @Override
  public Optional<HtmlPage> page(RunManifest manifest, List<MetricRow> metrics) {
    return Optional.of(
        new AudioReport(
                manifest,
                plan.name(),
                plan.network().inWords(),
                metrics,
                row(),
                audio(original.values()),
                audio(values),
                ActivationCurves.of(plan.network(), plan.initial(), trained.network()),
                plan.settings().render())
            .page());
  }
}
