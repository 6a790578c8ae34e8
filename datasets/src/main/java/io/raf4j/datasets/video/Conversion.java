package io.raf4j.datasets.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_BITSTREAM;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PAL;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_RGB;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt_name;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_AREA;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BITEXACT;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INP;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INT;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import io.raf4j.datasets.ffmpeg.LibAv;
import io.raf4j.datasets.media.MediaException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;

/**
 * The conversion of pictures from one size and pixel format to another.
 *
 * <p>Averages over areas when it shrinks, within 1 in 255 of the exact mean down to a hundredth.
 * FFmpeg's bit-exact mode: the same input gives the same bytes.
 */
final class Conversion implements AutoCloseable {

  private static final int FLAGS =
      SWS_AREA | SWS_ACCURATE_RND | SWS_BITEXACT | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP;
  private static final int UNIT = 1 << 16;
  // The widest alignment that swscale's loops ask for.
  private static final int ALIGNMENT = 64;

  private final SwsContext context;

  /**
   * What a picture is made of.
   *
   * @param format FFmpeg's number of the pixel format
   * @param colourSpace FFmpeg's number of the colour matrix; BT.601 where it is unspecified
   * @param fullRange whether luma covers 0 to 255 rather than 16 to 235
   */
  record Layout(int width, int height, int format, int colourSpace, boolean fullRange) {

    /** Returns whether a pixel format is RGB of any order. */
    static boolean isRgb(int format) {
      return (av_pix_fmt_desc_get(format).flags() & AV_PIX_FMT_FLAG_RGB) != 0;
    }

    /** Returns whether a pixel format holds luma, and perhaps transparency, alone. */
    static boolean isGrey(int format) {
      AVPixFmtDescriptor description = av_pix_fmt_desc_get(format);
      return description.nb_components() <= 2
          && (description.flags() & (AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BITSTREAM)) == 0;
    }

    /** Returns whether a pixel format itself says that it covers the full range. */
    static boolean isFullRange(int format) {
      return isRgb(format)
          || isGrey(format)
          || av_get_pix_fmt_name(format).getString().startsWith("yuvj");
    }

    /** Returns a picture of this layout whose content is not yet set; the caller frees it. */
    AVFrame allocate() {
      AVFrame frame = av_frame_alloc();
      frame.width(width);
      frame.height(height);
      frame.format(format);
      LibAv.check(av_frame_get_buffer(frame, ALIGNMENT), "no memory for a frame");
      return frame;
    }
  }

  /**
   * Makes a conversion.
   *
   * <p>Both layouts have one colour matrix, that of the side which is not RGB: swscale would turn
   * the colours where they differ.
   *
   * @throws MediaException when FFmpeg knows no way from one layout to the other
   */
  Conversion(Layout from, Layout to) {
    context =
        sws_getContext(
            from.width,
            from.height,
            from.format,
            to.width,
            to.height,
            to.format,
            FLAGS,
            null,
            null,
            (DoublePointer) null);
    if (from.colourSpace != to.colourSpace) {
      throw new IllegalArgumentException(
          "to has the colour matrix " + to.colourSpace + "; expected " + from.colourSpace);
    }
    if (context == null) {
      throw new MediaException("FFmpeg cannot convert " + from + " to " + to);
    }
    IntPointer matrix = sws_getCoefficients(from.colourSpace);
    // From RGB to RGB there is nothing to set, which this reports as an error.
    sws_setColorspaceDetails(
        context, matrix, flag(from.fullRange), matrix, flag(to.fullRange), 0, UNIT, UNIT);
  }

  private static int flag(boolean set) {
    return set ? 1 : 0;
  }

  /** Converts a picture into another one. */
  void apply(AVFrame from, AVFrame to) {
    LibAv.check(
        sws_scale(
            context, from.data(), from.linesize(), 0, from.height(), to.data(), to.linesize()),
        "a frame could not be converted");
  }

  @Override
  public void close() {
    sws_freeContext(context);
  }
}
