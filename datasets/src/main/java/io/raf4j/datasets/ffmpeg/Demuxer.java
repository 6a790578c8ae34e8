package io.raf4j.datasets.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_DURATION_FROM_BITRATE;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_TS_DISCONT;
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
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.AV_TIME_BASE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.media.MediaFile;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;

/**
 * The packets of one stream of a file: its video or its sound.
 *
 * <p>Not thread-safe.
 */
public final class Demuxer implements AutoCloseable {

  private static final double UNSTATED_FRAME_RATE = 25;
  private static final Pattern CLOCK_TIME = Pattern.compile("(\\d+):(\\d\\d):(\\d\\d(?:\\.\\d+)?)");

  private final Path path;
  private final StreamKind kind;
  private final AVFormatContext context;
  private final int streamIndex;
  private final AVPacket packet = av_packet_alloc();

  private Demuxer(Path path, StreamKind kind, AVFormatContext context, int streamIndex) {
    this.path = path;
    this.kind = kind;
    this.context = context;
    this.streamIndex = streamIndex;
  }

  /**
   * Opens a file at its first packet.
   *
   * @throws MediaException when there is no such file or it has no stream of the kind
   */
  public static Demuxer open(Path path, StreamKind kind) {
    LibAv.silence();
    MediaFile.require(path);
    AVFormatContext context = openContext(path, kind);
    try {
      int stream = findStream(path, kind, context);
      for (int i = 0; i < context.nb_streams(); i++) {
        if (i != stream) {
          context.streams(i).discard(AVDISCARD_ALL);
        }
      }
      return new Demuxer(path, kind, context, stream);
    } catch (MediaException e) {
      avformat_close_input(context);
      throw e;
    }
  }

  private static AVFormatContext openContext(Path path, StreamKind kind) {
    AVFormatContext context = new AVFormatContext(null);
    AVDictionary options = new AVDictionary(null);
    // A playlist inside the file must not make us read anything but files.
    av_dict_set(options, "protocol_whitelist", "file", 0);
    try (BytePointer url = LibAv.url(path)) {
      LibAv.check(avformat_open_input(context, url, null, options), kind.notDecodable(path));
    } finally {
      av_dict_free(options);
    }
    return context;
  }

  private static int findStream(Path path, StreamKind kind, AVFormatContext context) {
    LibAv.check(avformat_find_stream_info(context, (AVDictionary) null), kind.notDecodable(path));
    int stream = av_find_best_stream(context, kind.type(), -1, -1, (AVCodec) null, 0);
    // The cover of an audio file is a picture, not a video.
    if (stream < 0 || (context.streams(stream).disposition() & AV_DISPOSITION_ATTACHED_PIC) != 0) {
      throw new MediaException(
          path
              + " has no "
              + kind.word()
              + " stream ("
              + context.iformat().long_name().getString()
              + ")");
    }
    return stream;
  }

  /** Returns the file. */
  public Path path() {
    return path;
  }

  /** Returns what the stream holds. */
  public StreamKind kind() {
    return kind;
  }

  /** Returns FFmpeg's description of the stream, valid until this is closed. */
  public AVStream stream() {
    return context.streams(streamIndex);
  }

  /**
   * Returns how long the stream lasts by what the file says; nothing where it does not say, or
   * FFmpeg guesses by the bit rate.
   */
  public OptionalDouble statedSeconds() {
    if (context.duration_estimation_method() == AVFMT_DURATION_FROM_BITRATE) {
      return OptionalDouble.empty();
    }
    if (stream().duration() != AV_NOPTS_VALUE) {
      AVRational unit = stream().time_base();
      return OptionalDouble.of((double) stream().duration() * unit.num() / unit.den());
    }
    // Matroska states the length of each stream in a tag.
    AVDictionaryEntry tag = av_dict_get(stream().metadata(), "DURATION", null, 0);
    Matcher time = CLOCK_TIME.matcher(tag == null ? "" : tag.value().getString());
    if (time.matches()) {
      return OptionalDouble.of(
          3600 * Double.parseDouble(time.group(1))
              + 60 * Double.parseDouble(time.group(2))
              + Double.parseDouble(time.group(3)));
    }
    return context.nb_streams() == 1 && context.duration() != AV_NOPTS_VALUE
        ? OptionalDouble.of((double) context.duration() / AV_TIME_BASE)
        : OptionalDouble.empty();
  }

  /** Returns whether the format lets time stamps begin anew in the middle of a file. */
  public boolean mayRestartStamps() {
    return (context.iformat().flags() & AVFMT_TS_DISCONT) != 0;
  }

  /** Returns frames a second, {@value #UNSTATED_FRAME_RATE} where the file does not say. */
  public double frameRate() {
    AVRational rate = av_guess_frame_rate(context, stream(), null);
    return rate.num() > 0 && rate.den() > 0
        ? (double) rate.num() / rate.den()
        : UNSTATED_FRAME_RATE;
  }

  /** Returns the next packet of the stream, valid until the next call, or null at the end. */
  public AVPacket read() {
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
  public boolean seek(long decodingTime) {
    return av_seek_frame(context, streamIndex, decodingTime, AVSEEK_FLAG_BACKWARD) >= 0;
  }

  @Override
  public void close() {
    av_packet_free(packet);
    avformat_close_input(context);
  }
}
