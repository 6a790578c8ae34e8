package io.raf4j.datasets.video;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.raf4j.datasets.media.Orientation;
import io.raf4j.datasets.video.Conversion.Layout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/**
 * The conversion of decoded frames, of any size and pixel format, to grey or RGB of one size,
 * turned as they are shown.
 *
 * <p>Follows the colour matrix and range that each frame states (BT.601, limited range, where it
 * states none); grey is luma stretched to 0 to 255. A format of grey alone covers 0 to 255 where it
 * does not state otherwise, as FFmpeg's own filters have it, and so does RGB whatever it states.
 */
final class Scaler implements AutoCloseable {

  /** What limited range becomes, for grey, which swscale stretches at some sizes and not others. */
  private static final byte[] STRETCHED = stretched();

  private final int height;
  private final int width;
  private final int channels;
  private final Orientation orientation;
  private Layout source;
  private Conversion conversion;
  private AVFrame converted;

  /** Makes a conversion to one size as shown; channels is 1 or 3. */
  Scaler(int height, int width, int channels, Orientation orientation) {
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.orientation = orientation;
  }

  private static byte[] stretched() {
    byte[] table = new byte[256];
    for (int luma = 0; luma < table.length; luma++) {
      table[luma] = (byte) Math.max(0, Math.min(255, Math.round((luma - 16) * 255 / 219.0)));
    }
    return table;
  }

  /** Converts a frame. */
  Frame convert(AVFrame frame) {
    Layout current = layout(frame);
    if (!current.equals(source)) {
      close();
      configure(current);
    }
    conversion.apply(frame, converted);
    byte[] pixels = turn(copy());
    if (Layout.isGrey(frame.format()) && frame.color_range() == AVCOL_RANGE_MPEG) {
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = STRETCHED[pixels[i] & 0xff];
      }
    }
    return new Frame(height, width, channels, pixels);
  }

  private static Layout layout(AVFrame frame) {
    return new Layout(
        frame.width(),
        frame.height(),
        frame.format(),
        frame.colorspace(),
        frame.color_range() == AVCOL_RANGE_JPEG || Layout.isFullRange(frame.format()));
  }

  private void configure(Layout next) {
    int format = channels == 1 ? AV_PIX_FMT_GRAY8 : AV_PIX_FMT_RGB24;
    boolean swaps = orientation.swapsSides();
    Layout target =
        new Layout(
            swaps ? height : width, swaps ? width : height, format, next.colourSpace(), true);
    conversion = new Conversion(next, target);
    converted = target.allocate();
    source = next;
  }

  private byte[] copy() {
    int rowBytes = converted.width() * channels;
    byte[] pixels = new byte[converted.height() * rowBytes];
    BytePointer data = converted.data(0);
    for (int row = 0; row < converted.height(); row++) {
      data.position((long) row * converted.linesize(0)).get(pixels, row * rowBytes, rowBytes);
    }
    return pixels;
  }

  private byte[] turn(byte[] stored) {
    if (orientation == Orientation.UPRIGHT) {
      return stored;
    }
    byte[] shown = new byte[stored.length];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int from = orientation.stored(row, column, height, width) * channels;
        System.arraycopy(stored, from, shown, (row * width + column) * channels, channels);
      }
    }
    return shown;
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
