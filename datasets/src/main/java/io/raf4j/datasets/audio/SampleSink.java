package io.raf4j.datasets.audio;

import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_DBL;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S32;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_U8;
import static org.bytedeco.ffmpeg.global.avutil.av_get_packed_sample_fmt;
import static org.bytedeco.ffmpeg.global.avutil.av_sample_fmt_is_planar;

import io.raf4j.datasets.media.HeapRoom;
import io.raf4j.datasets.media.MediaException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** The samples of a range, gathered from decoded frames of any sample format. */
final class SampleSink {

  private static final int START = 1 << 16;
  private final Path path;
  private final int sampleRate;
  private final int channels;
  private final TimeRange range;
  private final long first;
  private final long end;
  private float[] samples = new float[START];
  private int size;
  private long position;

  SampleSink(Path path, int sampleRate, int channels, TimeRange range) {
    this.path = path;
    this.sampleRate = sampleRate;
    this.channels = channels;
    this.range = range;
    this.first = range.firstSample(sampleRate);
    this.end = range.endSample(sampleRate);
  }

  /** Returns how many samples of each channel there were, those before the range included. */
  long position() {
    return position;
  }

  /** Returns how long the sound is so far, with what lies before the range. */
  double seconds() {
    return (double) position / sampleRate;
  }

  /** Returns the number of the first sample of the range. */
  long first() {
    return first;
  }

  /** Returns whether the end of the range has been reached. */
  boolean isFull() {
    return position >= end;
  }

  /** Makes room for a sound of a length, or refuses it before it is position. */
  void expect(double seconds) {
    double length = Math.min(end, seconds * sampleRate) - first;
    if (length > 0) {
      reserve((long) Math.ceil(length) * channels);
    }
  }

  /** Takes what of a silence lies in the range. */
  void addSilence(long length) {
    long from = Math.min(length, Math.max(0, first - position));
    long to = Math.min(length, end - position);
    if (from < to) {
      reserve((to - from) * channels);
      // The array is zero there.
      size += (int) ((to - from) * channels);
    }
    position += length;
  }

  /** Takes what of a frame lies in the range. */
  void add(AVFrame frame) {
    if (frame.sample_rate() != sampleRate || frame.channels() != channels) {
      throw new MediaException(
          path + " changes its sample rate or number of channels; convert it with FFmpeg");
    }
    int from = (int) Math.min(frame.nb_samples(), Math.max(0, first - position));
    int to = (int) Math.min(frame.nb_samples(), end - position);
    if (from < to) {
      reserve((long) (to - from) * channels);
      copy(frame, from, to);
    }
    position += frame.nb_samples();
  }

  private void reserve(long more) {
    long needed = size + more;
    if (needed > HeapRoom.MOST_ELEMENTS) {
      throw new MediaException(
          String.format(
              "%s has more than the %,d samples that fit into an array; read a shorter range of"
                  + " seconds",
              path, HeapRoom.MOST_ELEMENTS));
    }
    if (needed > samples.length) {
      long twice = size == 0 ? needed : Math.min(HeapRoom.MOST_ELEMENTS, 2L * samples.length);
      long length = Math.max(needed, twice);
      HeapRoom.require(
          Float.BYTES * (length + size),
          path + " with its " + channels + " x " + needed / channels + " samples or more",
          "read a shorter range of seconds");
      samples = Arrays.copyOf(samples, (int) length);
    }
  }

  private void copy(AVFrame frame, int from, int to) {
    boolean planar = av_sample_fmt_is_planar(frame.format()) != 0;
    int format = av_get_packed_sample_fmt(frame.format());
    int width = width(format);
    int planes = planar ? channels : 1;
    int stride = planar ? 1 : channels;
    int perPlane = (to - from) * stride;
    for (int plane = 0; plane < planes; plane++) {
      byte[] bytes = new byte[perPlane * width];
      frame.extended_data(plane).position((long) from * stride * width).get(bytes);
      ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
      for (int i = 0; i < perPlane; i++) {
        samples[size + i * planes + plane] = sample(buffer, i * width, format);
      }
    }
    size += perPlane * planes;
  }

  private int width(int format) {
    return switch (format) {
      case AV_SAMPLE_FMT_U8 -> 1;
      case AV_SAMPLE_FMT_S16 -> 2;
      case AV_SAMPLE_FMT_S32, AV_SAMPLE_FMT_FLT -> 4;
      case AV_SAMPLE_FMT_DBL -> 8;
      default ->
          throw new MediaException(
              path + " has samples of FFmpeg's format " + format + "; convert it to WAV");
    };
  }

  private static float sample(ByteBuffer bytes, int at, int format) {
    return switch (format) {
      case AV_SAMPLE_FMT_U8 -> ((bytes.get(at) & 0xff) - 0x80) / 0x1p7f;
      case AV_SAMPLE_FMT_S16 -> bytes.getShort(at) / 0x1p15f;
      case AV_SAMPLE_FMT_S32 -> bytes.getInt(at) / 0x1p31f;
      case AV_SAMPLE_FMT_FLT -> bytes.getFloat(at);
      default -> (float) bytes.getDouble(at);
    };
  }

  /**
   * Returns the sound of the range.
   *
   * @throws MediaException when a sample is no finite number
   */
  Audio finish(int bits) {
    range.within(position, sampleRate);
    for (int i = 0; i < size; i++) {
      if (!Float.isFinite(samples[i])) {
        throw notFinite(i);
      }
    }
    float[] exact = size == samples.length ? samples : Arrays.copyOf(samples, size);
    return new Audio(sampleRate, channels, bits, exact);
  }

  private MediaException notFinite(int at) {
    long number = first + at / channels;
    return new MediaException(
        String.format(
            Locale.ROOT,
            "%s has samples that are no finite numbers: the first is %s, sample %d (counted from"
                + " 0, at %.6f s) of channel %d of %d; choose another part of it or repair it",
            path,
            samples[at],
            number,
            (double) number / sampleRate,
            at % channels + 1,
            channels));
  }
}
