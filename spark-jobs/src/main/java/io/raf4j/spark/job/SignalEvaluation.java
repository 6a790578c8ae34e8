package io.raf4j.spark.job;

import io.raf4j.datasets.audio.Audio;
import io.raf4j.datasets.audio.AudioWriter;
import io.raf4j.datasets.image.Image;
import io.raf4j.datasets.image.ImageWriter;
import io.raf4j.datasets.signal.Signal;
import io.raf4j.spark.report.AudioRow;
import io.raf4j.spark.report.ImageRow;
import io.raf4j.spark.signal.SignalFile;
import io.raf4j.spark.training.ParameterDigest;
import io.raf4j.spark.training.TrainingState;
import io.raf4j.spark.training.WorkerPool;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Reconstructs an image or a sound with a trained network and judges it. */
final class SignalEvaluation {

  private final SignalFile file;
  private final SignalTraining.Trained trained;
  private final Signal original;
  private final Signal reconstruction;
  private final SignalQuality quality;
  private final double seconds;

  SignalEvaluation(
      SignalPlan plan, SignalTraining.Trained trained, Configuration hadoop, WorkerPool pool) {
    long began = System.nanoTime();
    this.file = plan.file();
    this.trained = trained;
    this.original = file.read(hadoop);
    float[] values = GridValues.of(trained.network(), original.grid(), original.channels(), pool);
    this.reconstruction = new Signal(original.grid(), original.channels(), values);
    this.quality = new SignalQuality(file, original.values(), values);
    this.seconds = (System.nanoTime() - began) / 1e9;
  }

  boolean isImage() {
    return file.kind() == SignalFile.Kind.IMAGE;
  }

  /** Returns the original, read again with its own bits. */
  Image originalImage() {
    return Image.of(original, file.bits());
  }

  /** Returns the picture that the network gives. */
  Image image() {
    return Image.of(reconstruction, file.bits());
  }

  /** Returns the original as it sounds in the file. */
  Audio originalAudio() {
    return Audio.of(original, file.sampleRate(), file.bits(), (float) file.peak());
  }

  /** Returns the sound that the network gives, as loud as the original. */
  Audio audio() {
    return Audio.of(reconstruction, file.sampleRate(), file.bits(), (float) file.peak());
  }

  /** Returns the reconstruction as the bytes of a PNG or WAV file. */
  byte[] bytes() {
    return isImage()
        ? ImageWriter.png(image())
        : AudioWriter.wav(audio(), AudioWriter.Format.of(file.bits()));
  }

  ImageRow imageRow(String runId) {
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

  AudioRow audioRow(String runId) {
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

  /** Returns the final figures by name; what is unknown is null. */
  Map<String, Object> figures() {
    TrainingState state = trained.state();
    MultiLayerNetwork network = trained.network();
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("steps", state.step());
    figures.put("examples", state.examples());
    figures.put("seconds", state.seconds());
    figures.put("examples_per_second", state.examples() / state.seconds());
    figures.put("parameters", network.numParams());
    figures.put("params_sha256", ParameterDigest.sha256(network.params()));
    figures.put("samples", file.samples());
    figures.put("mse", quality.mse());
    figures.put("psnr", quality.psnr());
    if (isImage()) {
      figures.put("ssim", Double.isNaN(quality.ssim()) ? null : quality.ssim());
    } else {
      figures.put("snr", quality.signalToNoise());
      figures.put("log_spectral_distance", quality.logSpectralDistance());
    }
    return figures;
  }
}
