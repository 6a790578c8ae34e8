package io.raf4j.datasets.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avformat.av_stream_get_side_data;
import static org.bytedeco.ffmpeg.global.avutil.AV_FRAME_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_side_data;

import io.raf4j.datasets.ffmpeg.Demuxer;
import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.media.Orientation;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.SizeTPointer;

/** The display matrices of films: how their frames are to be turned and mirrored. */
final class DisplayMatrix {

  /** Numbers this much smaller than the largest are what rounding leaves of zero. */
  private static final int NEGLIGIBLE = 1 << 10;

  private DisplayMatrix() {}

  /**
   * Returns the orientation that a frame states for itself, or else its stream for all frames.
   *
   * @throws MediaException when it is none by quarter turns
   */
  static Orientation of(Demuxer demuxer, AVFrame frame) {
    return of(demuxer.path(), frame).or(() -> ofStream(demuxer)).orElse(Orientation.UPRIGHT);
  }

  /**
   * Returns the orientation that a frame states for itself.
   *
   * @throws MediaException when it is none by quarter turns
   */
  static Optional<Orientation> of(Path clip, AVFrame frame) {
    AVFrameSideData data = av_frame_get_side_data(frame, AV_FRAME_DATA_DISPLAYMATRIX);
    return data == null ? Optional.empty() : Optional.of(read(clip, data.data()));
  }

  private static Optional<Orientation> ofStream(Demuxer demuxer) {
    BytePointer data =
        av_stream_get_side_data(demuxer.stream(), AV_PKT_DATA_DISPLAYMATRIX, (SizeTPointer) null);
    return data == null ? Optional.empty() : Optional.of(read(demuxer.path(), data));
  }

  private static Orientation read(Path clip, BytePointer data) {
    IntPointer matrix = new IntPointer(data);
    int[] turn = {matrix.get(0), matrix.get(1), matrix.get(3), matrix.get(4)};
    long largest = 0;
    for (int entry : turn) {
      largest = Math.max(largest, Math.abs((long) entry));
    }
    for (int i = 0; i < turn.length; i++) {
      turn[i] = Math.abs((long) turn[i]) * NEGLIGIBLE <= largest ? 0 : turn[i];
    }
    return Orientation.ofMatrix(turn[0], turn[1], turn[2], turn[3])
        .orElseThrow(
            () ->
                new MediaException(
                    clip
                        + " is to be shown turned by "
                        + Math.round(Math.toDegrees(Math.atan2(turn[1], turn[0])))
                        + " degrees, which is no quarter turn: --orientation stored takes its"
                        + " frames as they are stored"));
  }
}
