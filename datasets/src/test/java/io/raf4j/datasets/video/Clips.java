package io.raf4j.datasets.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;

import io.raf4j.datasets.media.OrientationRule;
import io.raf4j.datasets.media.PendingFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Small clips for the tests, in many codecs and containers. */
final class Clips {

  private Clips() {}

  /** Codec and container of a test clip; B is for streams with B-frames. */
  enum Kind {
    MPEG4_MP4_B("mpeg4", "mp4", AV_PIX_FMT_YUV420P, 2),
    MPEG2_MOV_B("mpeg2video", "mov", AV_PIX_FMT_YUV420P, 2),
    H264_MP4("libopenh264", "mp4", AV_PIX_FMT_YUV420P, 0),
    H264_MATROSKA("libopenh264", "matroska", AV_PIX_FMT_YUV420P, 0),
    H264_RAW("libopenh264", "h264", AV_PIX_FMT_YUV420P, 0),
    MJPEG_AVI("mjpeg", "avi", AV_PIX_FMT_YUVJ420P, 0),
    MPEG4_AVI_B("mpeg4", "avi", AV_PIX_FMT_YUV420P, 2),
    MPEG4_RAW_B("mpeg4", "m4v", AV_PIX_FMT_YUV420P, 2),
    MPEG2_TS_B("mpeg2video", "mpegts", AV_PIX_FMT_YUV420P, 2),
    VP8_WEBM("libvpx", "webm", AV_PIX_FMT_YUV420P, 0),
    VP9_WEBM("libvpx-vp9", "webm", AV_PIX_FMT_YUV420P, 0);

    private final EncoderSettings settings;

    Kind(String codec, String container, int pixelFormat, int bFrames) {
      Map<String, String> options =
          codec.startsWith("libvpx") ? Map.of("deadline", "realtime", "cpu-used", "8") : Map.of();
      this.settings =
          new EncoderSettings(
              codec, codec, container, pixelFormat, 16, 10, bFrames, 1, 1 << 27, options, Map.of());
    }

    /** Writes frames at 25 frames a second and returns the file. */
    Path write(Path folder, List<Frame> frames) {
      Path file = folder.resolve(name() + "." + settings.container());
      Stamps stamps = Stamps.of(FrameTimes.even(frames.size(), 1, 25));
      try (PendingFile pending = PendingFile.of(file);
          Encoder encoder =
              Encoder.open(pending, settings, frames.get(0), stamps, SampleAspect.SQUARE)) {
        frames.forEach(encoder::write);
        encoder.finish();
        pending.complete();
      }
      return file;
    }
  }

  /** Returns the index of a whole clip, shown as it asks. */
  static VideoIndex scan(Path clip) {
    return VideoIndex.scan(clip, OrientationRule.SHOWN, false, seen -> {});
  }

  /** Returns frames in which every pixel changes from frame to frame. */
  static List<Frame> moving(int frames, int height, int width, int channels) {
    return IntStream.range(0, frames).mapToObj(t -> movingAt(t, height, width, channels)).toList();
  }

  private static Frame movingAt(int t, int height, int width, int channels) {
    byte[] pixels = new byte[height * width * channels];
    for (int i = 0; i < pixels.length; i++) {
      int channel = i % channels;
      int x = i / channels % width;
      int y = i / channels / width;
      double wave = Math.sin(0.21 * (x - 2.3 * t) + channel) * Math.cos(0.17 * y + 0.3 * t);
      pixels[i] = (byte) Math.round(127 + 90 * wave);
    }
    return new Frame(height, width, channels, pixels);
  }

  /** Returns a frame of one colour. */
  static Frame plain(int height, int width, int... components) {
    byte[] pixels = new byte[height * width * components.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) components[i % components.length];
    }
    return new Frame(height, width, components.length, pixels);
  }

  /** Returns the mean absolute difference of two frames of one shape. */
  static double difference(Frame a, Frame b) {
    double sum = 0;
    for (int i = 0; i < a.pixels().length; i++) {
      sum += Math.abs((a.pixels()[i] & 0xff) - (b.pixels()[i] & 0xff));
    }
    return sum / a.pixels().length;
  }
}
