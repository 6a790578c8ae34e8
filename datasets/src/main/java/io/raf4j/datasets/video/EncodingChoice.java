package io.raf4j.datasets.video;

import static org.bytedeco.ffmpeg.global.avutil.av_image_check_size;

import io.raf4j.datasets.ffmpeg.LibAv;
import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.media.PendingFile;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

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

  /**
   * The longest side of H.264's highest level: {@code 16 sqrt(8 MaxFS)} pixels, MaxFS being 139,264
   * (ITU-T H.264, table A-1). The encoder takes longer ones, and what is decoded of them is another
   * picture on some machines and not the same each time.
   */
  private static final int LONGEST_SIDE = 16_880;

  private static final Path TRIAL =
      Path.of(System.getProperty("java.io.tmpdir"), "raf4j-trial.mp4");
  private static final int TRIAL_FRAMES = 2;
  // Noise is the hardest picture; a whole one of a large film would take seconds.
  private static final int NOISY_BYTES = 1 << 18;

  private final EncoderSettings settings;
  private final String size;

  private EncodingChoice(EncoderSettings settings, String size) {
    this.settings = settings;
    this.size = size;
  }

  /**
   * Writes a film of two frames, at most, by each encoder in turn until one succeeds.
   *
   * @throws MediaException when none does, or the temporary folder cannot be written to
   */
  static EncodingChoice of(int height, int width, int channels, FrameTimes times) {
    String size = width + " x " + height;
    LibAv.silence();
    if (av_image_check_size(width, height, 0, null) < 0) {
      throw refusal(size, "FFmpeg holds no picture of so many");
    }
    Stamps stamps = Stamps.of(times);
    Frame frame = noise(height, width, channels);
    Set<String> reasons = new LinkedHashSet<>();
    try (PendingFile file = PendingFile.of(TRIAL)) {
      for (EncoderSettings candidate : candidates(height, width)) {
        try {
          write(file, frame, candidate, stamps, Math.min(TRIAL_FRAMES, times.frames()));
          return new EncodingChoice(candidate, size);
        } catch (MediaException e) {
          reasons.add(e.getMessage());
        }
      }
    }
    throw refusal(size, String.join("; ", reasons));
  }

  private static List<EncoderSettings> candidates(int height, int width) {
    return Math.max(height, width) > LONGEST_SIDE ? List.of(EncoderSettings.VP9) : CANDIDATES;
  }

  private static MediaException refusal(String size, String reason) {
    return new MediaException(
        "no film can be written of frames of "
            + size
            + " pixels ("
            + reason
            + "); make them smaller");
  }

  private static Frame noise(int height, int width, int channels) {
    byte[] pixels = new byte[height * width * channels];
    byte[] noise = new byte[Math.min(pixels.length, NOISY_BYTES)];
    new Random(0).nextBytes(noise);
    System.arraycopy(noise, 0, pixels, 0, noise.length);
    return new Frame(height, width, channels, pixels);
  }

  private static void write(
      PendingFile file, Frame frame, EncoderSettings settings, Stamps stamps, int frames) {
    try (Encoder encoder = Encoder.open(file, settings, frame, stamps, SampleAspect.SQUARE)) {
      for (int i = 0; i < frames; i++) {
        encoder.write(frame);
      }
      encoder.finish();
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
        : settings.title() + ", since the encoder of H.264 does not take frames of " + size;
  }
}
