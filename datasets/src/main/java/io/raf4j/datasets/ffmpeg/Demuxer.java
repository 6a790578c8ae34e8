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
import static org.bytedeco.ffmpeg.global.avformat.av_guess_sample_aspect_ratio;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_seek_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.AV_TIME_BASE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;

import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.media.MediaFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;

/**
 * The packets of one stream of a file: its video or its sound.
 *
 * <p>Not thread-safe.
 */
public final class Demuxer implements AutoCloseable {

  private static final int UNSTATED_FRAME_RATE = 25;

  private final Path path;
  private final StreamKind kind;
  private final AVFormatContext context;
  private final int streamIndex;
  private final AVPacket packet = av_packet_alloc();
  private boolean endsAtFaults;
  private String fault;

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
    return open(path, kind, Map.of());
  }

  /** Opens a file, see {@link #open(Path, StreamKind)}, with options of its container's reader. */
  static Demuxer open(Path path, StreamKind kind, Map<String, String> options) {
    LibAv.silence();
    MediaFile.require(path);
    AVFormatContext context = openContext(path, kind, options);
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

  private static AVFormatContext openContext(
      Path path, StreamKind kind, Map<String, String> options) {
    AVFormatContext context = new AVFormatContext(null);
    AVDictionary dictionary = new AVDictionary(null);
    // A playlist inside the file must not make us read anything but files.
    av_dict_set(dictionary, "protocol_whitelist", "file", 0);
    av_dict_set(dictionary, "format_whitelist", MediaFormats.containers(), 0);
    av_dict_set(dictionary, "codec_whitelist", MediaFormats.codecs(), 0);
    options.forEach((key, value) -> av_dict_set(dictionary, key, value, 0));
    try (BytePointer url = LibAv.url(path)) {
      int result = avformat_open_input(context, url, null, dictionary);
      String unopened = result < 0 ? MediaFormats.whyNot(path) : "";
      if (!unopened.isEmpty()) {
        throw new MediaException(unopened);
      }
      LibAv.check(result, kind.notDecodable(path));
    } finally {
      av_dict_free(dictionary);
    }
    return context;
  }

  private static int findStream(Path path, StreamKind kind, AVFormatContext context) {
    LibAv.check(avformat_find_stream_info(context, (AVDictionary) null), kind.notDecodable(path));
    int stream = av_find_best_stream(context, kind.type(), -1, -1, (AVCodec) null, 0);
    // A cover is a picture, not a video.
    if (stream >= 0 && isCover(context.streams(stream))) {
      stream = firstThatIsNoCover(context, kind);
    }
    if (stream < 0) {
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

  private static boolean isCover(AVStream stream) {
    return (stream.disposition() & AV_DISPOSITION_ATTACHED_PIC) != 0;
  }

  private static int firstThatIsNoCover(AVFormatContext context, StreamKind kind) {
    for (int i = 0; i < context.nb_streams(); i++) {
      AVStream stream = context.streams(i);
      if (stream.codecpar().codec_type() == kind.type() && !isCover(stream)) {
        return i;
      }
    }
    return -1;
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
    Optional<Double> tag = StatedLength.tag(stream());
    if (tag.isPresent()) {
      return OptionalDouble.of(tag.get());
    }
    return context.nb_streams() == 1 && context.duration() != AV_NOPTS_VALUE
        ? OptionalDouble.of((double) context.duration() / AV_TIME_BASE)
        : OptionalDouble.empty();
  }

  /** Returns whether the format lets time stamps begin anew in the middle of a file. */
  public boolean mayRestartStamps() {
    return (context.iformat().flags() & AVFMT_TS_DISCONT) != 0;
  }

  /** Returns FFmpeg's description of the container, valid until this is closed. */
  AVFormatContext container() {
    return context;
  }

  /** Returns frames a second, {@value #UNSTATED_FRAME_RATE} where the file does not say. */
  public AVRational frameRate() {
    AVRational rate = av_guess_frame_rate(context, stream(), null);
    return rate.num() > 0 && rate.den() > 0 ? rate : av_make_q(UNSTATED_FRAME_RATE, 1);
  }

  /** Returns how much wider than high the pixels of a frame are; 0/1 where that is unknown. */
  public AVRational pixelShape(AVFrame frame) {
    return av_guess_sample_aspect_ratio(context, stream(), frame);
  }

  /**
   * Takes a place at which the file cannot be read further for its end, as FFmpeg's own tools do;
   * {@link #fault} then says what was wrong.
   */
  public Demuxer endingAtFaults() {
    endsAtFaults = true;
    return this;
  }

  /** Returns FFmpeg's words for what ended the file before its end. */
  public Optional<String> fault() {
    return Optional.ofNullable(fault);
  }

  /**
   * Returns the next packet of the stream, valid until the next call, or null at the end.
   *
   * @throws MediaException when the file cannot be read further, unless it {@link #endingAtFaults}
   */
  public AVPacket read() {
    while (fault == null) {
      av_packet_unref(packet);
      int result = av_read_frame(context, packet);
      if (result == AVERROR_EOF) {
        return null;
      }
      if (result < 0 && endsAtFaults) {
        fault = LibAv.message(result);
        return null;
      }
      LibAv.check(result, path + " cannot be read further");
      if (packet.stream_index() == streamIndex) {
        return packet;
      }
    }
    return null;
  }

  /** Moves to what the container calls the last entry point before a time; false if it cannot. */
  public boolean seek(long time) {
    return av_seek_frame(context, streamIndex, time, AVSEEK_FLAG_BACKWARD) >= 0;
  }

  @Override
  public void close() {
    av_packet_free(packet);
    avformat_close_input(context);
  }
}
