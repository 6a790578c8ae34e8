package io.raf4j.datasets.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR0;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import java.util.Map;

/**
 * How frames are encoded.
 *
 * @param codec FFmpeg's name of the encoder
 * @param container FFmpeg's name of the file format
 * @param pixelFormat FFmpeg's number of the pixel format that is stored
 * @param leastSide sides are padded to this and, where 2 or more, to an even number
 * @param entryDistance frames from one entry point to the next
 * @param bFrames the most frames in a row that refer to a later one
 * @param bitsPerPixel bit rate that is aimed at, where the codec follows one
 * @param codecOptions FFmpeg's options of the encoder
 * @param containerOptions FFmpeg's options of the file format
 */
record EncoderSettings(
    String codec,
    String container,
    int pixelFormat,
    int leastSide,
    int entryDistance,
    int bFrames,
    double bitsPerPixel,
    Map<String, String> codecOptions,
    Map<String, String> containerOptions) {

  /**
   * H.264 in MP4, at a quality that hides the coding.
   *
   * <p>OpenH264 refuses sides below 16. With {@code faststart} browsers show the clip while it
   * loads.
   */
  static final EncoderSettings H264 =
      new EncoderSettings(
          "libopenh264",
          "mp4",
          AV_PIX_FMT_YUV420P,
          16,
          12,
          0,
          2,
          Map.of("qmin", "10", "qmax", "22", "profile", "high"),
          Map.of("movflags", "+faststart"));

  /** FFV1 in Matroska, every frame an entry point. */
  static EncoderSettings ffv1(int channels) {
    int format = channels == 1 ? AV_PIX_FMT_GRAY8 : AV_PIX_FMT_BGR0;
    return new EncoderSettings("ffv1", "matroska", format, 1, 1, 0, 8, Map.of(), Map.of());
  }

  /** Returns the length that a side is padded to. */
  int paddedSide(int side) {
    return Math.max(leastSide, leastSide >= 2 ? side + side % 2 : side);
  }
}
