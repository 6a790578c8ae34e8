package io.raf4j.datasets.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR0;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import java.util.Map;

/**
 * How frames are encoded.
 *
 * @param title what people call codec and container
 * @param codec FFmpeg's name of the encoder
 * @param container FFmpeg's name of the file format
 * @param pixelFormat FFmpeg's number of the pixel format that is stored
 * @param leastSide sides are padded to this and, where 2 or more, to an even number
 * @param entryDistance frames from one entry point to the next
 * @param bFrames the most frames in a row that refer to a later one
 * @param bitsPerPixel bit rate that is aimed at, where the codec follows one
 * @param largestBitRate the most bits a second that the encoder lets itself be told
 * @param codecOptions FFmpeg's options of the encoder
 * @param containerOptions FFmpeg's options of the file format
 */
record EncoderSettings(
    String title,
    String codec,
    String container,
    int pixelFormat,
    int leastSide,
    int entryDistance,
    int bFrames,
    double bitsPerPixel,
    long largestBitRate,
    Map<String, String> codecOptions,
    Map<String, String> containerOptions) {

  // With the index in front browsers show the clip while it loads.
  private static final Map<String, String> INDEX_IN_FRONT = Map.of("movflags", "+faststart");

  /**
   * H.264 in MP4, at a quality that hides the coding.
   *
   * <p>OpenH264 refuses sides below 16 and more than 288 Mbit/s; the quantiser's bounds keep the
   * quality where the rate would have to be higher. It cuts as many slices as there are processors
   * unless it is told a number: two, so that the bytes are the same everywhere.
   */
  static final EncoderSettings H264 = h264(2);

  /** The same in one slice, as OpenH264 needs it for pictures of few rows of blocks. */
  static final EncoderSettings H264_ONE_SLICE = h264(1);

  /**
   * VP9 in MP4, for what is too large for H.264.
   *
   * <p>Constant quality and nothing held back, as pictures of this size fill memory. The encoder
   * crashes on long pictures of a few rows, so sides are padded as those of H.264 are.
   */
  static final EncoderSettings VP9 =
      new EncoderSettings(
          "VP9 in MP4",
          "libvpx-vp9",
          "mp4",
          AV_PIX_FMT_YUV420P,
          16,
          12,
          0,
          0,
          0,
          Map.of(
              "crf", "12",
              "deadline", "realtime",
              "cpu-used", "8",
              "lag-in-frames", "0",
              "auto-alt-ref", "0"),
          INDEX_IN_FRONT);

  private static EncoderSettings h264(int slices) {
    return new EncoderSettings(
        "H.264 in MP4",
        "libopenh264",
        "mp4",
        AV_PIX_FMT_YUV420P,
        16,
        12,
        0,
        2,
        288_000_000,
        Map.of("qmin", "10", "qmax", "22", "profile", "high", "slices", Integer.toString(slices)),
        INDEX_IN_FRONT);
  }

  /** FFV1 in Matroska, every frame an entry point. */
  static EncoderSettings ffv1(int channels) {
    int format = channels == 1 ? AV_PIX_FMT_GRAY8 : AV_PIX_FMT_BGR0;
    return new EncoderSettings(
        "FFV1 in Matroska", "ffv1", "matroska", format, 1, 1, 0, 0, 0, Map.of(), Map.of());
  }

  /** Returns the length that a side is padded to. */
  int paddedSide(int side) {
    return Math.max(leastSide, leastSide >= 2 ? side + side % 2 : side);
  }

  /** Returns the bits a second that are aimed at. */
  long bitRate(int width, int height, double frameRate) {
    return (long) Math.min(largestBitRate, bitsPerPixel * width * height * frameRate);
  }
}
