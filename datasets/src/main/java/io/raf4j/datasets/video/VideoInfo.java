package io.raf4j.datasets.video;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt_name;

import io.raf4j.datasets.ffmpeg.Decoder;
import io.raf4j.datasets.ffmpeg.Demuxer;
import io.raf4j.datasets.ffmpeg.StreamKind;
import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.media.MediaFile;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.javacpp.BytePointer;

/**
 * What a clip is, as found by looking at its packets and not only at what its header claims.
 *
 * @param width columns
 * @param height rows
 * @param frames the number of frames that {@link VideoReader} returns
 * @param frameRate frames a second; 25 where the file does not say
 * @param codec FFmpeg's name of the codec, such as {@code h264}
 * @param pixelFormat FFmpeg's name of the pixel format, such as {@code yuv420p}
 * @param bytes size of the file
 */
public record VideoInfo(
    int width,
    int height,
    int frames,
    double frameRate,
    String codec,
    String pixelFormat,
    long bytes) {

  /**
   * Looks at a clip.
   *
   * <p>Where the header's number of frames agrees with the packets, that is the number; otherwise
   * the frames are counted by decoding all of them.
   *
   * @throws MediaException when there is no such file, FFmpeg cannot decode it, or it has no video
   *     stream or no frame
   */
  public static VideoInfo probe(Path path) {
    int frames = countFrames(path);
    if (frames == 0) {
      throw new MediaException(path + " has a video stream without a single decodable frame");
    }
    try (Demuxer demuxer = Demuxer.open(path, StreamKind.VIDEO)) {
      AVCodecParameters parameters = demuxer.stream().codecpar();
      BytePointer pixelFormat = av_get_pix_fmt_name(parameters.format());
      return new VideoInfo(
          parameters.width(),
          parameters.height(),
          frames,
          demuxer.frameRate(),
          avcodec_get_name(parameters.codec_id()).getString(),
          pixelFormat == null ? "unknown" : pixelFormat.getString(),
          MediaFile.size(path));
    }
  }

  /** Returns the length of the clip at its frame rate. */
  public double durationSeconds() {
    return frames / frameRate;
  }

  private static int countFrames(Path path) {
    try (Demuxer demuxer = Demuxer.open(path, StreamKind.VIDEO)) {
      Optional<PacketIndex> index = PacketIndex.scan(demuxer);
      if (index.isPresent()) {
        return index.get().frames();
      }
    }
    try (Demuxer demuxer = Demuxer.open(path, StreamKind.VIDEO);
        Decoder decoder = Decoder.start(demuxer)) {
      int frames = 0;
      while (decoder.next() != null) {
        frames++;
      }
      return frames;
    }
  }
}
