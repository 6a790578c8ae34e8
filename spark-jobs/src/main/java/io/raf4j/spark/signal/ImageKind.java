package io.raf4j.spark.signal;

import io.raf4j.datasets.image.Image;
import io.raf4j.datasets.image.ImageReader;
import io.raf4j.datasets.media.HeapRoom;
import io.raf4j.datasets.media.MediaException;
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
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/** A picture, learned from all of its pixels. */
public final class ImageKind extends SignalKind {

  private static final long serialVersionUID = 1L;

  private static final Profile PROFILE =
      Profile.of(
          "raf reconstruct image",
          Keys.without(
              Keys.ofSignals(),
              Key.FRAMES,
              Key.SCALE,
              Key.ALLOW_DAMAGED,
              Key.SHARDS,
              Key.REPORT_FRAMES,
              Key.FROM_SECOND,
              Key.SECONDS),
          Map.of(
              Key.ACTIVATION, "poly-sine-gaussian",
              Key.LEARNING_RATE, "3e-4",
              Key.WIDTH, "256",
              Key.DEPTH, "4",
              Key.STEPS, "2000",
              Key.BATCH, "",
              Key.WORKERS, "1",
              Key.AVERAGING_FREQUENCY, "10"));

  @Override
  public String name() {
    return "image";
  }

  @Override
  public String description() {
    return "Trains a network on the pixels of an image, reconstructs and scores it.";
  }

  @Override
  public Profile profile() {
    return PROFILE;
  }

  @Override
  public List<Figure> figures() {
    return List.of(Figure.PSNR, Figure.SSIM, Figure.MSE, Figure.LOSS);
  }

  @Override
  public String noun() {
    return "an image";
  }

  @Override
  public Set<String> endings() {
    return Set.of("png", "jpg", "jpeg", "bmp", "gif", "wbmp");
  }

  @Override
  public Set<Key> sampling() {
    return EnumSet.of(Key.SIZE, Key.GREY, Key.ORIENTATION, Key.SCALES);
  }

  @Override
  public Set<String> parts() {
    return Set.of(FilePart.SIZE);
  }

  @Override
  SignalFile look(InputFile input, SignalOptions options, java.nio.file.Path local) {
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
        name(),
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
        Arrays.stream(SignalSpectrum.structureTensor(signal)).boxed().toList(),
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

  @Override
  Signal read(SignalFile file, Configuration hadoop) {
    Image image = ImageReader.read(file.local(hadoop), file.orientation()).value();
    Image coloured = file.grey() ? image.grey() : image;
    return coloured.resized(file.extents().get(0), file.extents().get(1)).signal();
  }

  @Override
  Measured measured(SignalFile file, float[] original, float[] values) {
    ImageQuality quality = ImageQuality.of(file, original, values);
    return Measured.ofSignal(quality.psnr(), quality.ssim());
  }

  @Override
  EvaluationMetrics metrics(SignalFile file, Signal original, float[] values) {
    ImageQuality quality = ImageQuality.of(file, original.values(), values);
    return EvaluationMetrics.ofGrid(
        original.samples(), quality.mse(), quality.psnr(), quality.ssim());
  }

  @Override
  Result result(
      SignalPlan plan, Trained trained, String runId, Signal original, float[] values, long began) {
    ImageQuality quality = ImageQuality.of(plan.file(), original.values(), values);
    double seconds = (System.nanoTime() - began) / 1e9;
    return new ImageResult(plan, trained, runId, original, values, quality, seconds);
  }
}
