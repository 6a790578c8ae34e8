package io.raf4j.datasets.video;

import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.media.PendingFile;
import java.nio.file.Path;
import java.util.List;

/**
 * A clip being written, frame by frame.
 *
 * <pre>{@code
 * try (VideoWriter writer = VideoWriter.open(path, Format.MP4, times)) {
 *   for (Frame frame : frames) {
 *     writer.write(frame);
 *   }
 *   writer.finish();
 * }
 * }</pre>
 *
 * <p>The clip grows under a temporary name beside the target; {@link #finish} renames it. Closing
 * without finishing, as after an exception, removes it: what has the target's name is whole. The
 * same frames give the same file, as FFmpeg writes neither dates nor its version in bit-exact mode.
 *
 * <p>Frames are shown at the times given: stamps of MP4 are those of the original, beginning at 0,
 * within one tick of the file's; Matroska rounds to milliseconds. Grey frames are allowed; all
 * frames of a clip have one shape, that of the first. Memory: one frame and what the encoder holds
 * back. Not thread-safe.
 */
public final class VideoWriter implements AutoCloseable {

  private final Path target;
  private final PendingFile file;
  private final Format format;
  private final FrameTimes times;
  private final SampleAspect aspect;
  private Encoder encoder;
  private Frame first;
  private int written;

  /** How a clip is stored. */
  public enum Format {
    /**
     * H.264 in MP4, which every browser plays; frames too large for it become VP9.
     *
     * <p>Colours are 4:2:0, BT.601 and limited range, so they are not stored exactly; the quality
     * is high (quantiser 10 to 22). Sides are even: an odd last row or column is written twice, and
     * so are those of pictures below 16 pixels a side, up to 16.
     */
    MP4,
    /** FFV1 in Matroska, lossless: what is read back is what was written, byte by byte. */
    FFV1
  }

  private VideoWriter(
      Path target, PendingFile file, Format format, FrameTimes times, SampleAspect aspect) {
    this.target = target;
    this.file = file;
    this.format = format;
    this.times = times;
    this.aspect = aspect;
  }

  /**
   * Chooses how a clip of {@link Format#MP4} will be encoded, by writing a film of two frames to
   * the temporary folder. What this returns for, the writer does not refuse for its shape or its
   * times once the frames are there.
   *
   * @param height rows of a frame
   * @param width columns of a frame
   * @param channels 1 or 3
   * @throws MediaException when no encoder takes such frames
   */
  public static EncodingChoice plan(int height, int width, int channels, FrameTimes times) {
    return EncodingChoice.of(height, width, channels, times);
  }

  /** Starts a clip of square samples, see {@link #open(Path, Format, FrameTimes, SampleAspect)}. */
  public static VideoWriter open(Path target, Format format, FrameTimes times) {
    return open(target, format, times, SampleAspect.SQUARE);
  }

  /**
   * Starts a clip; its shape is that of the first frame written.
   *
   * @param target where the finished clip goes; a file of that name is replaced
   * @param times when the frames are shown, one for each that will be written
   * @param aspect the shape in which players show a sample
   * @throws MediaException when the folder cannot be written to
   */
  public static VideoWriter open(
      Path target, Format format, FrameTimes times, SampleAspect aspect) {
    return new VideoWriter(target, PendingFile.of(target), format, times, aspect);
  }

  /** Writes all frames to a clip and finishes it. */
  public static void write(Path target, Format format, FrameTimes times, Iterable<Frame> frames) {
    try (VideoWriter writer = open(target, format, times)) {
      frames.forEach(writer::write);
      writer.finish();
    }
  }

  /**
   * Writes frames that follow one another evenly to a clip and finishes it.
   *
   * @param frameRate frames a second, above 0 and at most 1000
   */
  public static void write(Path target, Format format, double frameRate, List<Frame> frames) {
    write(target, format, FrameTimes.atRate(frames.size(), frameRate), frames);
  }

  /**
   * Appends a frame.
   *
   * @throws IllegalArgumentException when its shape is not that of the first frame, or the times
   *     given are those of fewer frames
   * @throws MediaException when it cannot be encoded or the disk is full
   */
  public void write(Frame frame) {
    if (encoder == null) {
      first = frame;
      encoder = Encoder.open(file, settings(frame), frame, Stamps.of(times), aspect);
    }
    if (frame.height() != first.height()
        || frame.width() != first.width()
        || frame.channels() != first.channels()) {
      throw new IllegalArgumentException(
          "frame is " + shape(frame) + "; expected " + shape(first) + " as the first one");
    }
    if (written == times.frames()) {
      throw new IllegalArgumentException(
          "more frames than the " + written + " whose times were given");
    }
    encoder.write(frame);
    written++;
  }

  private EncoderSettings settings(Frame frame) {
    return format == Format.MP4
        ? plan(frame.height(), frame.width(), frame.channels(), times).settings()
        : EncoderSettings.ffv1(frame.channels());
  }

  private static String shape(Frame frame) {
    return frame.height() + " x " + frame.width() + " x " + frame.channels();
  }

  /**
   * Completes the clip and gives it its name.
   *
   * @throws MediaException when frames are missing or the file cannot be completed
   */
  public void finish() {
    if (written < times.frames()) {
      throw new MediaException(
          target + " cannot be finished: " + written + " of " + times.frames() + " frames written");
    }
    encoder.finish();
    file.complete();
  }

  /** Frees everything and removes a clip that was not finished. */
  @Override
  public void close() {
    if (encoder != null) {
      encoder.close();
    }
    file.close();
  }
}
