package io.raf4j.datasets.video;

import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.media.PendingFile;
import java.nio.file.Path;

/**
 * A clip being written, frame by frame.
 *
 * <pre>{@code
 * try (VideoWriter writer = VideoWriter.open(path, Format.MP4, 25)) {
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
 * <p>Grey frames are allowed; all frames of a clip have one shape, that of the first. Memory: one
 * frame and what the encoder holds back. Not thread-safe.
 */
public final class VideoWriter implements AutoCloseable {

  private final Path target;
  private final PendingFile file;
  private final Format format;
  private final double frameRate;
  private Encoder encoder;
  private Frame first;

  /** How a clip is stored. */
  public enum Format {
    /**
     * H.264 in MP4, which every browser plays.
     *
     * <p>Colours are 4:2:0, BT.601 and limited range, so they are not stored exactly; the quality
     * is high (quantiser 10 to 22). H.264 with 4:2:0 has even sides only: an odd last row or column
     * is written twice, and so are those of pictures below 16 pixels a side, up to 16.
     */
    MP4,
    /** FFV1 in Matroska, lossless: what is read back is what was written, byte by byte. */
    FFV1
  }

  private VideoWriter(Path target, PendingFile file, Format format, double frameRate) {
    this.target = target;
    this.file = file;
    this.format = format;
    this.frameRate = frameRate;
  }

  /**
   * Starts a clip; its shape is that of the first frame written.
   *
   * @param target where the finished clip goes; a file of that name is replaced
   * @param frameRate frames a second, above 0 and at most 1000
   * @throws MediaException when the folder cannot be written to
   */
  public static VideoWriter open(Path target, Format format, double frameRate) {
    if (!(frameRate > 0 && frameRate <= 1000)) {
      throw new IllegalArgumentException(
          "frameRate is " + frameRate + "; expected above 0 and at most 1000");
    }
    return new VideoWriter(target, PendingFile.of(target), format, frameRate);
  }

  /** Writes all frames to a clip and finishes it. */
  public static void write(Path target, Format format, double frameRate, Iterable<Frame> frames) {
    try (VideoWriter writer = open(target, format, frameRate)) {
      frames.forEach(writer::write);
      writer.finish();
    }
  }

  /**
   * Appends a frame.
   *
   * @throws IllegalArgumentException when its shape is not that of the first frame
   * @throws MediaException when it cannot be encoded or the disk is full
   */
  public void write(Frame frame) {
    if (encoder == null) {
      first = frame;
      encoder = Encoder.open(file.temporary(), settings(frame), frame, frameRate);
    }
    if (frame.height() != first.height()
        || frame.width() != first.width()
        || frame.channels() != first.channels()) {
      throw new IllegalArgumentException(
          "frame is " + shape(frame) + "; expected " + shape(first) + " as the first one");
    }
    encoder.write(frame);
  }

  private EncoderSettings settings(Frame frame) {
    return format == Format.MP4 ? EncoderSettings.H264 : EncoderSettings.ffv1(frame.channels());
  }

  private static String shape(Frame frame) {
    return frame.height() + " x " + frame.width() + " x " + frame.channels();
  }

  /**
   * Completes the clip and gives it its name.
   *
   * @throws MediaException when no frame was written or the file cannot be completed
   */
  public void finish() {
    if (encoder == null) {
      throw new MediaException(target + " cannot be finished: no frame was written");
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
