package io.raf4j.datasets.audio;

import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_DBL;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S32;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_U8;
import static org.bytedeco.ffmpeg.global.avutil.av_get_packed_sample_fmt;
import static org.bytedeco.ffmpeg.global.avutil.av_sample_fmt_is_planar;

import io.raf4j.datasets.media.MediaException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** The samples of a range, gathered from decoded frames of any sample format. */
final class SampleSink {

  private static final int START = 1 << 16;
  private static final int MOST = Integer.MAX_VALUE - 8;

  private final Path path;
  private final int sampleRate;
  private final int channels;
  private final TimeRange range;
  private final long first;
  private final long end;
  private float[] samples = new float[START];
  private int size;
  private long decoded;

  SampleSink(Path path, int sampleRate, int channels, TimeRange range) {
    this.path = path;
    this.sampleRate = sampleRate;
    this.channels = channels;
    this.range = range;
    this.first = range.firstSample(sampleRate);
    this.end = range.endSample(sampleRate);
  }

  int sampleRate() {
    return sampleRate;
  }

  /** Returns how many samples of each channel were decoded, those before the range included. */
  long decoded() {
    return decoded;
  }

  /** Returns whether the end of the range has been reached. */
  boolean isFull() {
    return decoded >= end;
  }

  /** Takes what of a frame lies in the range. */
  void add(AVFrame frame) {
    if (frame.sample_rate() != sampleRate || frame.channels() != channels) {
      throw new MediaException(
          path + " changes its sample rate or number of channels; convert it with FFmpeg");
    }
    int from = (int) Math.min(frame.nb_samples(), Math.max(0, first - decoded));
    int to = (int) Math.min(frame.nb_samples(), end - decoded);
    if (from < to) {
      reserve((long) (to - from) * channels);
      copy(frame, from, to);
    }
    decoded += frame.nb_samples();
  }

  private void reserve(long more) {
    long needed = size + more;
    if (needed > MOST) {
      throw new MediaException(
          path + " has more than " + MOST + " samples; read a shorter range of seconds");
    }
    if (needed > samples.length) {
      samples = Arrays.copyOf(samples, (int) Math.min(MOST, Math.max(needed, 2L * samples.length)));
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

  /** Returns the sound of the range. */
  Audio finish(int bits) {
    range.within(decoded, sampleRate);
    return new Audio(sampleRate, channels, bits, Arrays.copyOf(samples, size));
  }
}
