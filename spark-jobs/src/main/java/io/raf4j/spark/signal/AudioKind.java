package io.raf4j.spark.signal;

import io.raf4j.datasets.audio.Audio;
import io.raf4j.datasets.audio.AudioReader;
import io.raf4j.datasets.media.HeapRoom;
import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.media.OrientationRule;
import io.raf4j.datasets.media.Reading;
import io.raf4j.datasets.signal.Signal;
import io.raf4j.datasets.signal.SignalSpectrum;
import io.raf4j.spark.conf.FilePart;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Keys;
import io.raf4j.spark.conf.Profile;
import io.raf4j.spark.conf.SignalOptions;
import io.raf4j.spark.files.InputFile;
import io.raf4j.spark.rows.EvaluationMetrics;
import io.raf4j.spark.rows.Figure;
import io.raf4j.spark.run.Result;
import io.raf4j.spark.training.RoundMeasure.Measured;
import io.raf4j.spark.training.Trained;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/** A sound, learned from all of its samples. */
public final class AudioKind extends SignalKind {

  private static final long serialVersionUID = 1L;

  /** The share of a sound's power below the frequency at which the first layer starts. */
  private static final double QUANTILE = 0.25;

  private static final Profile PROFILE =
      Profile.of(
          "raf reconstruct audio",
          Keys.without(
              Keys.ofSignals(),
              Key.FRAMES,
              Key.SCALE,
              Key.GREY,
              Key.ORIENTATION,
              Key.SHARDS,
              Key.REPORT_FRAMES,
              Key.SIZE),
          Map.of(
              Key.ACTIVATION, "sine-gaussian",
              Key.WIDTH, "256",
              Key.DEPTH, "4",
              Key.STEPS, "2000",
              Key.BATCH, "",
              Key.WORKERS, "1",
              Key.AVERAGING_FREQUENCY, "10"));

  @Override
  public String name() {
    return "audio";
  }

  @Override
  public String description() {
    return "Trains a network on the samples of a sound, reconstructs and scores it.";
  }

  @Override
  public Profile profile() {
    return PROFILE;
  }

  @Override
  public List<Figure> figures() {
    return List.of(Figure.MSE, Figure.SNR, Figure.LOG_SPECTRAL_DISTANCE, Figure.LOSS);
  }

  @Override
  public String noun() {
    return "a sound";
  }

  @Override
  public Set<String> endings() {
    return Set.of("wav", "flac", "mp3", "ogg", "oga", "opus", "m4a", "aac", "aif", "aiff", "wma");
  }

  @Override
  public Set<Key> sampling() {
    return EnumSet.of(Key.FROM_SECOND, Key.SECONDS, Key.ALLOW_DAMAGED, Key.SCALES);
  }

  @Override
  public Set<String> parts() {
    return Set.of(FilePart.FROM_SECOND, FilePart.SECONDS);
  }

  @Override
  SignalFile look(InputFile input, SignalOptions options, java.nio.file.Path local) {
    double seconds = options.seconds().orElse(Double.POSITIVE_INFINITY);
    Reading<Audio> reading =
        AudioReader.read(local, options.fromSecond(), seconds, options.allowDamaged());
    Audio read = reading.value();
    HeapRoom.require(
        BYTES_OF_VALUE * read.samples().length,
        String.format("a sound of %.0f s that is learned", read.seconds()),
        "give fewer --seconds");
    if (read.peak() == 0) {
      throw new MediaException("the sound is silent there; choose another part by from-second");
    }
    Signal signal = read.signal();
    return new SignalFile(
        name(),
        input.path(),
        input.sha256(),
        input.bytes(),
        List.of(signal.samples()),
        signal.channels(),
        signal.grid().bound(),
        read.bits(),
        false,
        OrientationRule.STORED,
        options.allowDamaged(),
        read.sampleRate(),
        options.fromSecond(),
        (double) signal.samples() / read.sampleRate(),
        read.peak(),
        squaredFrequency(signal),
        reading.notes());
  }

  /**
   * Sounds span hundreds of periods: a first layer that is as fast as their gradients is too fast
   * to learn, and the later layers find the overtones of a slower one.
   */
  private static List<Double> squaredFrequency(Signal signal) {
    double frequency = SignalSpectrum.frequencyQuantile(signal, 0, QUANTILE);
    return List.of(frequency * frequency);
  }

  @Override
  Signal read(SignalFile file, Configuration hadoop) {
    return AudioReader.read(
            file.local(hadoop), file.fromSecond(), file.seconds(), file.allowDamaged())
        .value()
        .signal();
  }

  @Override
  Measured measured(SignalFile file, float[] original, float[] values) {
    return Measured.ofSignal(SoundQuality.psnr(original, values), Double.NaN);
  }

  @Override
  EvaluationMetrics metrics(SignalFile file, Signal original, float[] values) {
    SoundQuality quality = SoundQuality.of(file.channels(), original.values(), values);
    return EvaluationMetrics.ofAudio(
        original.samples(),
        quality.mse(),
        quality.psnr(),
        quality.signalToNoise(),
        quality.logSpectralDistance());
  }

  @Override
  Result result(
      SignalPlan plan, Trained trained, String runId, Signal original, float[] values, long began) {
    SoundQuality quality = SoundQuality.of(plan.file().channels(), original.values(), values);
    double seconds = (System.nanoTime() - began) / 1e9;
    return new SoundResult(plan, trained, runId, original, values, quality, seconds);
  }
}
