package io.raf4j.datasets.video;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_GLOBALHEADER;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set_int;
import static org.bytedeco.ffmpeg.global.avutil.av_make_q;
import static org.bytedeco.ffmpeg.global.avutil.av_q2d;

import io.raf4j.datasets.ffmpeg.LibAv;
import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.media.PendingFile;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVOutputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** The encoding of frames of one shape into one file: codec and container together. */
final class Encoder implements AutoCloseable {

  // FFmpeg reads the shown size of longer sides as a negative one, unless the aspect is stated.
  private static final int LARGEST_PLAIN_SIDE = Short.MAX_VALUE;

  private final PendingFile file;
  private final EncoderSettings settings;
  private final Stamps stamps;
  private final AVPacket packet = av_packet_alloc();
  private AVFormatContext container = new AVFormatContext(null);
  private AVCodecContext codec;
  private AVIOContext output;
  private AVStream stream;
  private Picture picture;
  private int written;

  private Encoder(PendingFile file, EncoderSettings settings, Stamps stamps) {
    this.file = file;
    this.settings = settings;
    this.stamps = stamps;
  }

  /** Opens a file for frames of the shape of a given one, which is not yet written. */
  static Encoder open(
      PendingFile file, EncoderSettings settings, Frame shape, Stamps stamps, SampleAspect aspect) {
    LibAv.silence();
    Encoder encoder = new Encoder(file, settings, stamps);
    try {
      encoder.start(shape, aspect);
      return encoder;
    } catch (RuntimeException e) {
      encoder.close();
      throw e;
    }
  }

  private void start(Frame shape, SampleAspect aspect) {
    try (BytePointer url = LibAv.url(file.temporary());
        BytePointer format = new BytePointer(settings.container())) {
      check(avformat_alloc_output_context2(container, (AVOutputFormat) null, format, url));
    }
    container.flags(container.flags() | AVFormatContext.AVFMT_FLAG_BITEXACT);
    picture = new Picture(shape, settings);
    openCodec(aspect);
    stream = avformat_new_stream(container, null);
    stream.time_base(codec.time_base());
    stream.sample_aspect_ratio(codec.sample_aspect_ratio());
    if (stamps.isEven()) {
      // Matroska says how long a frame is shown by this alone, where it is said.
      stream.avg_frame_rate(codec.framerate());
    }
    check(avcodec_parameters_from_context(stream.codecpar(), codec));
    openOutput();
  }

  private void openCodec(SampleAspect aspect) {
    AVCodec implementation = avcodec_find_encoder_by_name(settings.codec());
    if (implementation == null) {
      throw new MediaException("this FFmpeg has no encoder named " + settings.codec());
    }
    codec = avcodec_alloc_context3(implementation);
    picture.describeTo(codec);
    if (!aspect.isSquare() || Math.max(codec.width(), codec.height()) > LARGEST_PLAIN_SIDE) {
      codec.sample_aspect_ratio(av_make_q(aspect.width(), aspect.height()));
    }
    codec.time_base(stamps.unit());
    codec.framerate(stamps.rate());
    codec.gop_size(settings.entryDistance());
    codec.max_b_frames(settings.bFrames());
    codec.bit_rate(settings.bitRate(codec.width(), codec.height(), av_q2d(stamps.rate())));
    codec.thread_count(1);
    codec.flags(codec.flags() | AV_CODEC_FLAG_BITEXACT);
    if ((container.oformat().flags() & AVFMT_GLOBALHEADER) != 0) {
      codec.flags(codec.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
    }
    AVDictionary options = dictionary(settings.codecOptions());
    try {
      LibAv.check(avcodec_open2(codec, implementation, options), refusal());
    } finally {
      av_dict_free(options);
    }
  }

  private String refusal() {
    return settings.title()
        + " does not take "
        + codec.width()
        + " x "
        + codec.height()
        + " pixels";
  }

  private void openOutput() {
    AVIOContext opened = new AVIOContext(null);
    try (BytePointer url = LibAv.url(file.temporary())) {
      check(avio_open(opened, url, AVIO_FLAG_WRITE));
    }
    output = opened;
    container.pb(output);
    AVDictionary options = dictionary(settings.containerOptions());
    // Formats whose unit of time is fixed leave it unused.
    av_dict_set_int(options, "video_track_timescale", stamps.timescale(), 0);
    try {
      LibAv.check(avformat_write_header(container, options), refusal());
    } finally {
      av_dict_free(options);
    }
  }

  private static AVDictionary dictionary(Map<String, String> options) {
    AVDictionary dictionary = new AVDictionary(null);
    options.forEach((name, value) -> av_dict_set(dictionary, name, value, 0));
    return dictionary;
  }

  /** Encodes the next frame. */
  void write(Frame frame) {
    send(picture.of(frame, stamps.of(written++)));
  }

  /** Writes what the encoder holds back and completes the file. */
  void finish() {
    send(null);
    check(av_write_trailer(container));
    container.pb(null);
    int result = avio_closep(output);
    output = null;
    check(result);
  }

  private void send(AVFrame frame) {
    checkEncoded(avcodec_send_frame(codec, frame));
    while (true) {
      int result = avcodec_receive_packet(codec, packet);
      if (result == AVERROR_EOF || result == AVERROR_EAGAIN()) {
        return;
      }
      checkEncoded(result);
      // Without it the last frame would have no length in MP4.
      packet.duration(stamps.duration(packet.pts()));
      av_packet_rescale_ts(packet, codec.time_base(), stream.time_base());
      packet.stream_index(stream.index());
      check(av_interleaved_write_frame(container, packet));
    }
  }

  private void checkEncoded(int result) {
    LibAv.check(
        result, file.target() + " cannot go on after frame " + written + " as " + settings.title());
  }

  private void check(int result) {
    LibAv.check(result, file.target() + " cannot be written");
  }

  @Override
  public void close() {
    av_packet_free(packet);
    if (output != null) {
      container.pb(null);
      avio_closep(output);
      output = null;
    }
    if (codec != null) {
      avcodec_free_context(codec);
      codec = null;
    }
    if (picture != null) {
      picture.close();
      picture = null;
    }
    if (container != null) {
      avformat_free_context(container);
      container = null;
    }
  }
}
