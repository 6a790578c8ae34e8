package io.raf4j.datasets.video;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FLAG_BACKWARD;
import static org.bytedeco.ffmpeg.global.avformat.AV_DISPOSITION_ATTACHED_PIC;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_guess_frame_rate;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_seek_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;

/** The packets of a file's video stream. */
final class Demuxer implements AutoCloseable {

  private static final double UNSTATED_FRAME_RATE = 25;

  private final Path path;
  private final AVFormatContext context;
  private final int streamIndex;
  private final AVPacket packet = av_packet_alloc();

  private Demuxer(Path path, AVFormatContext context, int streamIndex) {
    this.path = path;
    this.context = context;
    this.streamIndex = streamIndex;
  }

  /**
   * Opens a file at its first packet.
   *
   * @throws VideoException when there is no such file or it has no video stream
   */
  static Demuxer open(Path path) {
    LibAv.silence();
    requireFile(path);
    AVFormatContext context = openContext(path);
    try {
      int stream = findVideoStream(path, context);
      for (int i = 0; i < context.nb_streams(); i++) {
        if (i != stream) {
          context.streams(i).discard(AVDISCARD_ALL);
        }
      }
      return new Demuxer(path, context, stream);
    } catch (VideoException e) {
      avformat_close_input(context);
      throw e;
    }
  }

  private static void requireFile(Path path) {
    if (!Files.exists(path)) {
      throw new VideoException("no such file: " + path);
    }
    if (!Files.isRegularFile(path)) {
      throw new VideoException(path + " is not a file");
    }
    if (size(path) == 0) {
      throw new VideoException(path + " is empty (0 bytes)");
    }
  }

  /** Returns the size of a file in bytes. */
  static long size(Path path) {
    try {
      return Files.size(path);
    } catch (IOException e) {
      throw new VideoException(path + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static AVFormatContext openContext(Path path) {
    AVFormatContext context = new AVFormatContext(null);
    AVDictionary options = new AVDictionary(null);
    // A playlist inside the file must not make us read anything but files.
    av_dict_set(options, "protocol_whitelist", "file", 0);
    try (BytePointer url = LibAv.url(path)) {
      requireVideo(avformat_open_input(context, url, null, options), path);
    } finally {
      av_dict_free(options);
    }
    return context;
  }

  private static int findVideoStream(Path path, AVFormatContext context) {
    requireVideo(avformat_find_stream_info(context, (AVDictionary) null), path);
    int stream = av_find_best_stream(context, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
    // The cover of an audio file is a picture, not a video.
    if (stream < 0 || (context.streams(stream).disposition() & AV_DISPOSITION_ATTACHED_PIC) != 0) {
      throw new VideoException(
          path + " has no video stream (" + context.iformat().long_name().getString() + ")");
    }
    return stream;
  }

  private static void requireVideo(int result, Path path) {
    LibAv.check(result, path + " is not a video FFmpeg can decode");
  }

  Path path() {
    return path;
  }

  AVStream stream() {
    return context.streams(streamIndex);
  }

  /** Returns frames a second, {@value #UNSTATED_FRAME_RATE} where the file does not say. */
  double frameRate() {
    AVRational rate = av_guess_frame_rate(context, stream(), null);
    return rate.num() > 0 && rate.den() > 0
        ? (double) rate.num() / rate.den()
        : UNSTATED_FRAME_RATE;
  }

  /** Returns the next packet of the video stream, valid until the next call, or null at the end. */
  AVPacket read() {
    while (true) {
      av_packet_unref(packet);
      int result = av_read_frame(context, packet);
      if (result == AVERROR_EOF) {
        return null;
      }
      LibAv.check(result, path + " cannot be read further");
      if (packet.stream_index() == streamIndex) {
        return packet;
      }
    }
  }

  /** Moves to the last entry point at or before a decoding time; false when FFmpeg cannot. */
  boolean seek(long decodingTime) {
    return av_seek_frame(context, streamIndex, decodingTime, AVSEEK_FLAG_BACKWARD) >= 0;
  }

  @Override
  public void close() {
    av_packet_free(packet);
    avformat_close_input(context);
  }
}
