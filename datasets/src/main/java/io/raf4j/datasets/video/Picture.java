package io.raf4j.datasets.video;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUVJ420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;

import io.raf4j.datasets.ffmpeg.LibAv;
import io.raf4j.datasets.video.Conversion.Layout;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/**
 * The conversion of frames of one shape to pictures that an encoder takes, padded at their edges.
 */
final class Picture implements AutoCloseable {

  private final Layout layout;
  private final AVFrame padded;
  private final AVFrame encoded;
  private final Conversion conversion;

  /** Makes a conversion from the shape of a frame. */
  Picture(Frame shape, EncoderSettings settings) {
    int width = settings.paddedSide(shape.width());
    int height = settings.paddedSide(shape.height());
    int format = shape.channels() == 1 ? AV_PIX_FMT_GRAY8 : AV_PIX_FMT_RGB24;
    layout = stored(width, height, settings.pixelFormat());
    Layout input = new Layout(width, height, format, layout.colourSpace(), true);
    conversion = new Conversion(input, layout);
    padded = input.allocate();
    encoded = layout.allocate();
  }

  private static Layout stored(int width, int height, int format) {
    boolean rgb = Layout.isRgb(format);
    boolean fullRange = rgb || format == AV_PIX_FMT_GRAY8 || format == AV_PIX_FMT_YUVJ420P;
    return new Layout(width, height, format, rgb ? AVCOL_SPC_RGB : AVCOL_SPC_SMPTE170M, fullRange);
  }

  /** Tells an encoder what it will be given. */
  void describeTo(AVCodecContext codec) {
    codec.width(layout.width());
    codec.height(layout.height());
    codec.pix_fmt(layout.format());
    codec.color_range(layout.fullRange() ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG);
    codec.colorspace(layout.colourSpace());
    if (layout.colourSpace() == AVCOL_SPC_SMPTE170M) {
      // MP4 states the colour matrix only together with these two; players guess otherwise.
      codec.color_primaries(AVCOL_PRI_SMPTE170M);
      codec.color_trc(AVCOL_TRC_SMPTE170M);
    }
  }

  /** Converts a frame; the result is valid until the next call. */
  AVFrame of(Frame frame, long presentationTime) {
    for (int row = 0; row < layout.height(); row++) {
      copyRow(frame, Math.min(row, frame.height() - 1), row);
    }
    LibAv.check(av_frame_make_writable(encoded), "no memory for a frame");
    conversion.apply(padded, encoded);
    encoded.pts(presentationTime);
    return encoded;
  }

  private void copyRow(Frame frame, int from, int to) {
    int channels = frame.channels();
    int rowBytes = frame.width() * channels;
    long start = (long) to * padded.linesize(0);
    BytePointer row = padded.data(0);
    row.position(start).put(frame.pixels(), from * rowBytes, rowBytes);
    int lastPixel = (from + 1) * rowBytes - channels;
    for (int column = frame.width(); column < layout.width(); column++) {
      row.position(start + (long) column * channels).put(frame.pixels(), lastPixel, channels);
    }
  }

  @Override
  public void close() {
    conversion.close();
    av_frame_free(padded);
    av_frame_free(encoded);
  }
}
