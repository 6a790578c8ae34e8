package io.raf4j.datasets.video;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_PAL;
import static org.bytedeco.ffmpeg.global.avutil.av_image_get_linesize;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_count_planes;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;
import org.bytedeco.javacpp.BytePointer;

/**
 * The checksum of a decoded frame: of its size, its pixel format, how its colours are to be
 * understood, and its planes row by row without what lies between the rows.
 */
final class FrameChecksum {

  private static final int PALETTE_BYTES = 1024;

  private FrameChecksum() {}

  /** Returns the CRC-32C of a frame. */
  static int of(AVFrame frame) {
    CRC32C checksum = new CRC32C();
    checksum.update(
        ByteBuffer.allocate(5 * Integer.BYTES)
            .putInt(frame.width())
            .putInt(frame.height())
            .putInt(frame.format())
            .putInt(frame.color_range())
            .putInt(frame.colorspace())
            .flip());
    AVPixFmtDescriptor format = av_pix_fmt_desc_get(frame.format());
    for (int plane = 0; plane < av_pix_fmt_count_planes(frame.format()); plane++) {
      // Planes 1 and 2 are chroma, 3 is alpha.
      int shift = plane == 1 || plane == 2 ? format.log2_chroma_h() : 0;
      int rows = -(-frame.height() >> shift);
      int bytes = av_image_get_linesize(frame.format(), frame.width(), plane);
      add(checksum, frame.data(plane), frame.linesize(plane), rows, bytes);
    }
    if ((format.flags() & AV_PIX_FMT_FLAG_PAL) != 0) {
      add(checksum, frame.data(1), PALETTE_BYTES, 1, PALETTE_BYTES);
    }
    return (int) checksum.getValue();
  }

  private static void add(CRC32C checksum, BytePointer data, int stride, int rows, int bytes) {
    int step = Math.abs(stride);
    // A negative stride is that of a picture stored from its last row on.
    BytePointer lowest = stride < 0 ? data.getPointer((long) stride * (rows - 1)) : data;
    ByteBuffer plane = lowest.capacity((long) step * (rows - 1) + bytes).asByteBuffer();
    for (int row = 0; row < rows; row++) {
      int start = step * (stride < 0 ? rows - 1 - row : row);
      checksum.update(plane.limit(start + bytes).position(start));
    }
  }
}
