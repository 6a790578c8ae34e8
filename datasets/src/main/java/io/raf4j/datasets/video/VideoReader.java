package io.raf4j.datasets.video;

import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.media.OrientationRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The frames of a clip, or of a range of it, one after another.
 *
 * <pre>{@code
 * VideoIndex index = VideoIndex.scan(path, OrientationRule.SHOWN, false, seen -> {});
 * Options options = Options.of(FrameRange.parse("100:116"));
 * try (VideoReader reader = VideoReader.open(path, index, options)) {
 *   while (reader.hasNext()) {
 *     Frame frame = reader.next();
 *   }
 * }
 * }</pre>
 *
 * <p>A frame is the same bytes whichever range it is read in: each is held against the checksum of
 * the pass that made the index, and what the container claims is not believed. Frames are turned as
 * the index says; the shape of pixels is ignored: rows and columns are those of the coded picture.
 *
 * <p>Cost: the decoding of the range and of what lies between it and the last entry of the index
 * before it. Memory: one frame. Not thread-safe; open one reader a thread.
 */
public final class VideoReader implements Iterator<Frame>, AutoCloseable {

  private final FrameRange range;
  private final IndexedFrames frames;
  private final Scaler scaler;
  private int position;

  /**
   * Which frames are read, and as what.
   *
   * @param frames the range to be read
   * @param scale factor on both sides, {@link #SMALLEST_SCALE} to 1; sizes are rounded to the
   *     nearest whole number and are at least 1
   * @param channels 1 for grey, 3 for RGB
   */
  public record Options(FrameRange frames, double scale, int channels) {

    /** Beyond a 150-fold shrinking FFmpeg's averages are no longer those of the whole area. */
    public static final double SMALLEST_SCALE = 0.01;

    /** Checks scale and channels. */
    public Options {
      if (!(scale >= SMALLEST_SCALE && scale <= 1)) {
        throw new IllegalArgumentException(
            "scale is " + scale + "; expected " + SMALLEST_SCALE + " to 1");
      }
      if (channels != 1 && channels != 3) {
        throw new IllegalArgumentException("channels is " + channels + "; expected 1 or 3");
      }
    }

    /** Reads a range in colour and full size. */
    public static Options of(FrameRange frames) {
      return new Options(frames, 1, 3);
    }

    /** Returns these options with another scale. */
    public Options scaledBy(double factor) {
      return new Options(frames, factor, channels);
    }

    /** Returns these options for grey frames. */
    public Options grey() {
      return new Options(frames, scale, 1);
    }

    /** Returns the length of a side of the clip after scaling. */
    public int scaled(int side) {
      return (int) Math.max(1, Math.round(side * scale));
    }
  }

  private VideoReader(Path path, VideoIndex index, Options options) {
    range = options.frames().within(index.frames());
    position = range.from();
    frames = new IndexedFrames(path, index, position);
    scaler =
        new Scaler(
            options.scaled(index.height()),
            options.scaled(index.width()),
            options.channels(),
            index.orientation());
  }

  /**
   * Opens a clip before the first frame of a range.
   *
   * @param index of this very file
   * @throws IllegalArgumentException when the range leaves the clip
   */
  public static VideoReader open(Path path, VideoIndex index, Options options) {
    return new VideoReader(path, index, options);
  }

  /**
   * Opens a clip of which one range alone is read, which decodes it twice: once for its index.
   *
   * @throws MediaException when the clip cannot be decoded or is damaged
   * @throws IllegalArgumentException when the range leaves the clip
   */
  public static VideoReader open(Path path, Options options) {
    return open(path, VideoIndex.scan(path, OrientationRule.SHOWN, false, seen -> {}), options);
  }

  /** Returns the frames of a range as a list, for ranges that fit into memory. */
  public static List<Frame> read(Path path, Options options) {
    try (VideoReader reader = open(path, options)) {
      return reader.all();
    }
  }

  /** Returns the frames of a range as a list, for ranges that fit into memory. */
  public static List<Frame> read(Path path, VideoIndex index, Options options) {
    try (VideoReader reader = open(path, index, options)) {
      return reader.all();
    }
  }

  private List<Frame> all() {
    List<Frame> list = new ArrayList<>();
    forEachRemaining(list::add);
    return list;
  }

  /** Returns the number of the frame that comes next, in the clip. */
  public int position() {
    return position;
  }

  @Override
  public boolean hasNext() {
    return position < range.to();
  }

  /**
   * Returns the next frame.
   *
   * @throws MediaException when the file cannot be read or is no longer the one that was indexed
   */
  @Override
  public Frame next() {
    if (!hasNext()) {
      throw new NoSuchElementException("frame range " + range + " has been read to its end");
    }
    position++;
    return scaler.convert(frames.next());
  }

  @Override
  public void close() {
    scaler.close();
    frames.close();
  }
}
