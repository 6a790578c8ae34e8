package io.raf4j.datasets.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_FLAC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_CRCCHECK;
import static org.bytedeco.ffmpeg.global.avcodec.AV_EF_EXPLODE;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_ENOMEM;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.raf4j.datasets.media.MediaException;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The decoded frames of a stream: pictures or runs of sound, in the order in which they are shown
 * or heard.
 *
 * <p>One thread and FFmpeg's bit-exact mode: the same file gives the same bytes. A packet that
 * cannot be decoded is left out and one without content passed over, as FFmpeg's own tools do; a
 * {@link Watch} is told of the former, and close logs how many there were.
 */
public final class Decoder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Decoder.class);

  private final Demuxer demuxer;
  private final AVCodecContext context;
  private final Watch watch;
  private final AVFrame frame = av_frame_alloc();
  private AVPacket current;
  private int damagedPackets;

  /** What is told of the packets on their way to the decoder. */
  public interface Watch {

    /** What looks at no packet. */
    Watch NONE = new Watch() {};

    /** Looks at a packet before it is decoded. */
    default void packet(AVPacket packet) {}

    /** Looks at a packet that cannot be decoded; null for those still held back at the end. */
    default void undecodable(AVPacket packet) {}
  }

  private Decoder(Demuxer demuxer, AVCodecContext context, Watch watch) {
    this.demuxer = demuxer;
    this.context = context;
    this.watch = watch;
  }

  /**
   * Starts decoding where the demuxer is.
   *
   * @throws MediaException when this FFmpeg has no decoder for the stream
   */
  public static Decoder start(Demuxer demuxer) {
    return start(demuxer, Watch.NONE);
  }

  /**
   * Starts decoding where the demuxer is, under watch.
   *
   * @throws MediaException when this FFmpeg has no decoder for the stream
   */
  public static Decoder start(Demuxer demuxer, Watch watch) {
    AVCodecParameters parameters = demuxer.stream().codecpar();
    MediaFormats.requireKnownCodec(demuxer.path(), parameters.codec_id());
    AVCodec codec = avcodec_find_decoder(parameters.codec_id());
    if (codec == null) {
      throw new MediaException(demuxer.path() + " uses a codec that this FFmpeg does not decode");
    }
    AVCodecContext context = avcodec_alloc_context3(codec);
    try {
      LibAv.check(avcodec_parameters_to_context(context, parameters), what(demuxer));
      // Without it stamps are not moved when samples at the start are left out.
      context.pkt_timebase(demuxer.stream().time_base());
      context.err_recognition(context.err_recognition() | checks(demuxer));
      context.thread_count(1);
      context.flags(context.flags() | AV_CODEC_FLAG_BITEXACT);
      LibAv.check(avcodec_open2(context, codec, (AVDictionary) null), what(demuxer));
      return new Decoder(demuxer, context, watch);
    } catch (MediaException e) {
      avcodec_free_context(context);
      throw e;
    }
  }

  /**
   * What a decoder checks: sums that sounds carry. The decoder of FLAC only writes a wrong one to
   * its log unless it is told to stop.
   */
  private static int checks(Demuxer demuxer) {
    if (demuxer.kind() != StreamKind.AUDIO) {
      return 0;
    }
    boolean isFlac = demuxer.stream().codecpar().codec_id() == AV_CODEC_ID_FLAC;
    return isFlac ? AV_EF_CRCCHECK | AV_EF_EXPLODE : AV_EF_CRCCHECK;
  }

  private static String what(Demuxer demuxer) {
    return demuxer.kind().notDecodable(demuxer.path());
  }

  /** Returns the next frame, valid until the next call, or null at the end. */
  public AVFrame next() {
    while (true) {
      int result = avcodec_receive_frame(context, frame);
      if (result >= 0) {
        return frame;
      } else if (result == AVERROR_EOF) {
        return null;
      } else if (result == AVERROR_EAGAIN()) {
        send(demuxer.read());
      } else {
        noteDamage(result);
      }
    }
  }

  /** Decodes a packet; null, at the end, asks for the frames still held back. */
  private void send(AVPacket packet) {
    current = packet;
    if (packet != null) {
      watch.packet(packet);
      if (packet.size() == 0) {
        // FFmpeg would take it for the end.
        return;
      }
    }
    int result = avcodec_send_packet(context, packet);
    if (result < 0) {
      noteDamage(result);
    }
  }

  /** Returns how many packets could not be decoded so far. */
  public int damagedPackets() {
    return damagedPackets;
  }

  private void noteDamage(int error) {
    // Decoders have error codes of their own beside the one for invalid data.
    if (error == AVERROR_ENOMEM()) {
      LibAv.check(error, what(demuxer));
    }
    damagedPackets++;
    watch.undecodable(current);
  }

  @Override
  public void close() {
    if (damagedPackets > 0) {
      LOG.warn("{}: {} damaged packets were left out", demuxer.path(), damagedPackets);
    }
    av_frame_free(frame);
    avcodec_free_context(context);
  }
}
