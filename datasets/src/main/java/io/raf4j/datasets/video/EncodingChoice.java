package io.raf4j.datasets.video;

import io.raf4j.datasets.media.MediaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * The encoder that was tried on frames of a shape and takes them.
 *
 * <p>H.264 where it can be, as every browser plays it; OpenH264 knows neither sides of many
 * thousand pixels nor pictures above 4096 x 2304. Those become VP9, which browsers of these years
 * play in MP4 too.
 */
public final class EncodingChoice {

  private static final List<EncoderSettings> CANDIDATES =
      List.of(EncoderSettings.H264, EncoderSettings.H264_ONE_SLICE, EncoderSettings.VP9);
  private static final int TRIAL_FRAMES = 2;
  // Noise is the hardest picture; a whole one of a large film would take seconds.
  private static final int NOISY_BYTES = 1 << 18;

  private final EncoderSettings settings;
  private final Frame shape;

  private EncodingChoice(EncoderSettings settings, Frame shape) {
    this.settings = settings;
    this.shape = shape;
  }

  /**
   * Writes a film of two frames, at most, by each encoder in turn until one succeeds.
   *
   * @throws MediaException when none does, or the temporary folder cannot be written to
   */
  static EncodingChoice of(int height, int width, int channels, FrameTimes times) {
    Stamps stamps = Stamps.of(times);
    Frame frame = noise(height, width, channels);
    StringBuilder refusals = new StringBuilder();
    for (EncoderSettings candidate : CANDIDATES) {
      try {
        write(frame, candidate, stamps, Math.min(TRIAL_FRAMES, times.frames()));
        return new EncodingChoice(candidate, frame);
      } catch (MediaException e) {
        refusals.append("; ").append(e.getMessage());
      }
    }
    throw new MediaException(
        "no film can be written of frames of "
            + width
            + " x "
            + height
            + " pixels; make them smaller"
            + refusals);
  }

  private static Frame noise(int height, int width, int channels) {
    byte[] pixels = new byte[height * width * channels];
    byte[] noise = new byte[Math.min(pixels.length, NOISY_BYTES)];
    new Random(0).nextBytes(noise);
    System.arraycopy(noise, 0, pixels, 0, noise.length);
    return new Frame(height, width, channels, pixels);
  }

  private static void write(Frame frame, EncoderSettings settings, Stamps stamps, int frames) {
    Path file = temporaryFile();
    try (Encoder encoder = Encoder.open(file, settings, frame, stamps, SampleAspect.SQUARE)) {
      for (int i = 0; i < frames; i++) {
        encoder.write(frame);
      }
      encoder.finish();
    } finally {
      delete(file);
    }
  }

  private static Path temporaryFile() {
    try {
      return Files.createTempFile("raf4j-trial-", ".mp4");
    } catch (IOException e) {
      throw new MediaException(
          "the folder " + System.getProperty("java.io.tmpdir") + " cannot be written to: " + e, e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new MediaException(file + " cannot be removed: " + e, e);
    }
  }

  EncoderSettings settings() {
    return settings;
  }

  /** Returns whether this is what films of ordinary sizes are written in. */
  public boolean isUsual() {
    return settings.title().equals(EncoderSettings.H264.title());
  }

  /** Returns codec and container in words, and the reason where they are not the usual ones. */
  public String description() {
    return isUsual()
        ? settings.title()
        : settings.title()
            + ", since the encoder of H.264 does not take frames of "
            + shape.width()
            + " x "
            + shape.height();
  }
}
