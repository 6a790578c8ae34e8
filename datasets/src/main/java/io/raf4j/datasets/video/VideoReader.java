package io.raf4j.datasets.video;

import io.raf4j.datasets.ffmpeg.Decoder;
import io.raf4j.datasets.ffmpeg.Demuxer;
import io.raf4j.datasets.ffmpeg.StreamKind;
import io.raf4j.datasets.media.MediaException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The frames of a clip, or of a range of it, one after another.
 *
 * <pre>{@code
 * try (VideoReader reader = VideoReader.open(path, Options.of(FrameRange.parse("100:116")))) {
 *   while (reader.hasNext()) {
 *     Frame frame = reader.next();
 *   }
 * }
 * }</pre>
 *
 * <p>A frame is the same bytes whichever range it is read in. Where the packets tell which frame is
 * which (MP4 and MOV, most AVI), the reader seeks to the entry point before the range and drops
 * what precedes it; otherwise it decodes from the start of the clip. Rotation tags and pixel aspect
 * ratios are ignored: rows and columns are those of the coded picture.
 *
 * <p>Cost: one pass over the file's packets, then the decoding of the range and of what lies
 * between it and the entry point. Memory: one frame and 8 bytes for each frame of the clip. Not
 * thread-safe; open one reader a thread.
 */
public final class VideoReader implements Iterator<Frame>, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(VideoReader.class);

  private final Path path;
  private final Options options;
  private Optional<PacketIndex> index = Optional.empty();
  private FrameRange range;
  private Demuxer demuxer;
  private Decoder decoder;
  private Scaler scaler;
  private int position;
  private Frame pending;

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

  private VideoReader(Path path, Options options) {
    this.path = path;
    this.options = options;
    this.range = options.frames();
  }

  /**
   * Opens a clip before the first frame of a range.
   *
   * @throws MediaException when the clip cannot be decoded
   * @throws IllegalArgumentException when the range leaves the clip; for clips that have to be
   *     decoded to know their length this is thrown where the clip ends
   */
  public static VideoReader open(Path path, Options options) {
    VideoReader reader = new VideoReader(path, options);
    try {
      reader.start();
      return reader;
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /** Returns the frames of a range as a list, for ranges that fit into memory. */
  public static List<Frame> read(Path path, Options options) {
    try (VideoReader reader = open(path, options)) {
      List<Frame> frames = new ArrayList<>();
      reader.forEachRemaining(frames::add);
      return frames;
    }
  }

  @Override
  public boolean hasNext() {
    if (pending == null && position < range.to()) {
      pending = decodeNext();
    }
    return pending != null;
  }

  @Override
  public Frame next() {
    if (!hasNext()) {
      throw new NoSuchElementException("frame range " + range + " has been read to its end");
    }
    Frame frame = pending;
    pending = null;
    position++;
    return frame;
  }

  @Override
  public void close() {
    if (scaler != null) {
      scaler.close();
    }
    closeStream();
  }

  private void start() {
    try (Demuxer packets = Demuxer.open(path, StreamKind.VIDEO)) {
      index = PacketIndex.scan(packets);
    }
    if (index.isPresent()) {
      range = range.within(index.get().frames());
    }
    restart();
    AVCodecParameters parameters = demuxer.stream().codecpar();
    scaler =
        new Scaler(
            options.scaled(parameters.width()),
            options.scaled(parameters.height()),
            options.channels());
    moveTo(range.from());
  }

  private void restart() {
    closeStream();
    demuxer = Demuxer.open(path, StreamKind.VIDEO);
    decoder = Decoder.start(demuxer);
  }

  private void closeStream() {
    if (decoder != null) {
      decoder.close();
      decoder = null;
    }
    if (demuxer != null) {
      demuxer.close();
      demuxer = null;
    }
  }

  private void moveTo(int first) {
    if (index.isPresent()) {
      position = first;
      if (first > 0 && !seek(index.get(), first)) {
        LOG.debug("{}: no seeking before frame {}, decoding from the start", path, first);
        restart();
      }
      return;
    }
    for (; position < first; position++) {
      if (decoder.next() == null) {
        throw leavesClip();
      }
    }
  }

  /** Moves to an entry point from which a frame can be decoded; false when that did not succeed. */
  private boolean seek(PacketIndex frames, int first) {
    if (!demuxer.seek(frames.entryFor(first))) {
      return false;
    }
    AVPacket packet = demuxer.read();
    if (packet == null || !PacketIndex.isEntry(packet) || packet.pts() > frames.time(first)) {
      return false;
    }
    decoder.send(packet);
    return true;
  }

  /** Returns the frame at the current position, or null where a clip of unknown length ends. */
  private Frame decodeNext() {
    AVFrame frame = decoder.next();
    if (index.isPresent()) {
      long time = index.get().time(position);
      while (frame != null && frame.pts() < time) {
        frame = decoder.next();
      }
      if (frame == null || frame.pts() != time) {
        throw new MediaException(path + " is damaged: frame " + position + " cannot be decoded");
      }
    } else if (frame == null && (position == range.from() || range.to() != FrameRange.END)) {
      throw leavesClip();
    }
    return frame == null ? null : scaler.convert(frame);
  }

  private RuntimeException leavesClip() {
    return position == 0
        ? new MediaException(path + " has a video stream without a single decodable frame")
        : range.outside(position);
  }
}
