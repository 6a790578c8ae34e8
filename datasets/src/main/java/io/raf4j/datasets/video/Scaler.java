package io.raf4j.datasets.video;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.raf4j.datasets.video.Conversion.Layout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/**
 * The conversion of decoded frames, of any size and pixel format, to grey or RGB of one size.
 *
 * <p>Follows the colour matrix and range that each frame states (BT.601, limited range, where it
 * states none); grey is luma stretched to 0 to 255.
 */
final class Scaler implements AutoCloseable {

  private final int width;
  private final int height;
  private final int channels;
  private Layout source;
  private Conversion conversion;
  private AVFrame converted;

  /** Makes a conversion to one size; channels is 1 or 3. */
  Scaler(int width, int height, int channels) {
    this.width = width;
    this.height = height;
    this.channels = channels;
  }

  /** Converts a frame. */
  Frame convert(AVFrame frame) {
    Layout current = layout(frame);
    if (!current.equals(source)) {
      close();
      configure(current);
    }
    conversion.apply(frame, converted);
    return new Frame(height, width, channels, copy());
  }

  private static Layout layout(AVFrame frame) {
    return new Layout(
        frame.width(),
        frame.height(),
        frame.format(),
        frame.colorspace(),
        frame.color_range() == AVCOL_RANGE_JPEG || Layout.isRgb(frame.format()));
  }

  private void configure(Layout next) {
    int format = channels == 1 ? AV_PIX_FMT_GRAY8 : AV_PIX_FMT_RGB24;
    Layout target = new Layout(width, height, format, next.colourSpace(), true);
    conversion = new Conversion(next, target);
    converted = target.allocate();
    source = next;
  }

  private byte[] copy() {
    int rowBytes = width * channels;
    byte[] pixels = new byte[height * rowBytes];
    BytePointer data = converted.data(0);
    for (int row = 0; row < height; row++) {
      data.position((long) row * converted.linesize(0)).get(pixels, row * rowBytes, rowBytes);
    }
    return pixels;
  }

  @Override
  public void close() {
    if (source != null) {
      conversion.close();
      av_frame_free(converted);
      source = null;
    }
  }
}
