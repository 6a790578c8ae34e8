package io.raf4j.spark.job;

import io.raf4j.datasets.audio.Audio;
import io.raf4j.datasets.audio.AudioReader;
import io.raf4j.datasets.image.Image;
import io.raf4j.datasets.image.ImageReader;
import io.raf4j.datasets.media.HeapRoom;
import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.media.OrientationRule;
import io.raf4j.datasets.media.Reading;
import io.raf4j.datasets.signal.Signal;
import io.raf4j.datasets.signal.SignalSpectrum;
import io.raf4j.spark.conf.JobKind;
import io.raf4j.spark.conf.Key;
import io.raf4j.spark.conf.Settings;
import io.raf4j.spark.conf.SettingsException;
import io.raf4j.spark.conf.SignalOptions;
import io.raf4j.spark.conf.TrainingOptions;
import io.raf4j.spark.report.InputFile;
import io.raf4j.spark.shard.LocalClip;
import io.raf4j.spark.signal.SignalFile;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * What a run on an image or a sound learns and by what: looks at the file before any work, so that
 * every fault of the input shows here.
 *
 * @param file what is learned
 * @param settings all settings, with the batch as a number
 * @param network the network and its training
 */
record SignalPlan(SignalFile file, Settings settings, NetworkPlan network) {

  /** The coordinates of sounds lie in [-100, 100], as published: time is long. */
  private static final double BOUND_OF_AUDIO = 100;

  /** A signal, its reconstruction, and as many copies while these are compared and shown. */
  private static final long BYTES_OF_VALUE = 8L * Float.BYTES;

  /** The share of a sound's power below the frequency at which the first layer starts. */
  private static final double SOUND_QUANTILE = 0.25;

  /**
   * Plans a run.
   *
   * @param kind {@link JobKind#IMAGE} or {@link JobKind#AUDIO}
   * @throws SettingsException if there is no such file, it cannot be decoded, or a setting is wrong
   */
  static SignalPlan of(JobKind kind, Settings settings, Configuration hadoop) {
    SignalOptions options = SignalOptions.of(settings);
    InputFile input = Inputs.fingerprint(settings.required(Key.INPUT), hadoop);
    SignalFile file;
    try {
      file = file(kind, input, options, hadoop);
    } catch (MediaException | IllegalArgumentException | UncheckedIOException e) {
      throw new SettingsException("--input " + input.path() + ": " + e.getMessage(), e);
    }
    Settings complete = withBatch(settings, file.samples());
    NetworkPlan network =
        NetworkPlan.of(
            complete, TrainingOptions.of(complete), file.extents().size(), file.channels());
    return new SignalPlan(file, complete, network);
  }

  /** All samples, shared out among the workers, where no batch is given. */
  private static Settings withBatch(Settings settings, int samples) {
    if (!settings.text(Key.BATCH).isBlank()) {
      return settings;
    }
    int workers = Math.max(1, settings.integer(Key.WORKERS));
    return settings.with(Key.BATCH, (samples + workers - 1) / workers);
  }

  /**
   * Looks at a file.
   *
   * @param kind {@link JobKind#IMAGE} or {@link JobKind#AUDIO}
   * @throws MediaException if it cannot be decoded, or is silent
   * @throws IllegalArgumentException if the sound has no such part
   * @throws UncheckedIOException if this machine cannot read it
   */
  static SignalFile file(
      JobKind kind, InputFile input, SignalOptions options, Configuration hadoop) {
    java.nio.file.Path local = LocalClip.of(new Path(input.path()), hadoop);
    return kind == JobKind.IMAGE ? image(input, options, local) : audio(input, options, local);
  }

  private static SignalFile image(
      InputFile input, SignalOptions options, java.nio.file.Path local) {
    if (options.height().isPresent() && options.width().isPresent()) {
      requireRoom(options.height().getAsInt(), options.width().getAsInt(), options.grey() ? 1 : 3);
    }
    Reading<Image> reading = ImageReader.read(local, options.orientation());
    Image read = reading.value();
    Image coloured = options.grey() ? read.grey() : read;
    int height = options.height().orElse(read.height());
    int width = options.width().orElse(read.width());
    requireRoom(height, width, coloured.channels());
    Signal signal = coloured.resized(height, width).signal();
    return new SignalFile(
        SignalFile.Kind.IMAGE,
        input.path(),
        input.sha256(),
        input.bytes(),
        List.of(height, width),
        signal.channels(),
        signal.grid().bound(),
        read.bits(),
        options.grey(),
        options.orientation(),
        false,
        0,
        0,
        0,
        1,
        structureTensor(signal),
        reading.notes());
  }

  /**
   * Refuses an image that does not fit into memory with its reconstruction and what judges it,
   * before it is read.
   */
  private static void requireRoom(int height, int width, int channels) {
    long values = (long) height * width * channels;
    String what = String.format("an image of %d x %d pixels that is learned", width, height);
    if (values > HeapRoom.MOST_ELEMENTS) {
      throw new MediaException(
          String.format(
              "%s has %,d values, more than the %,d that fit into an array; give a smaller --size",
              what, values, HeapRoom.MOST_ELEMENTS));
    }
    HeapRoom.require(BYTES_OF_VALUE * values, what, "give a smaller --size");
  }

  private static SignalFile audio(
      InputFile input, SignalOptions options, java.nio.file.Path local) {
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
        SignalFile.Kind.AUDIO,
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

  private static List<Double> structureTensor(Signal signal) {
    return Arrays.stream(SignalSpectrum.structureTensor(signal)).boxed().toList();
  }

  /**
   * Sounds span hundreds of periods: a first layer that is as fast as their gradients is too fast
   * to learn, and the later layers find the overtones of a slower one.
   */
  private static List<Double> squaredFrequency(Signal signal) {
    double frequency = SignalSpectrum.frequencyQuantile(signal, 0, SOUND_QUANTILE);
    return List.of(frequency * frequency);
  }

  TrainingOptions training() {
    return network.training();
  }

  /** Returns the section {@code input} of {@code run.json}. */
  Map<String, Object> input() {
    Map<String, Object> input = new LinkedHashMap<>();
    input.put("path", file.source());
    input.put("bytes", file.sourceBytes());
    input.put("sha256", file.sourceSha256());
    input.put("extents", file.extents());
    input.put("channels", file.channels());
    input.put("from_second", file.fromSecond());
    if (!file.notes().isEmpty()) {
      input.put("notes", file.notes());
    }
    return input;
  }
}
