package io.raf4j.datasets.audio;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_PROP_LOSSLESS;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_descriptor_get;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.raf4j.datasets.ffmpeg.Decoder;
import io.raf4j.datasets.ffmpeg.Demuxer;
import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.media.Reading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bytedeco.ffmpeg.avcodec.AVCodecDescriptor;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;

/** One pass through a sound, which notes what is wrong with it or refuses it. */
final class SoundDecoding {

  // Lossy codecs hold back or add parts of a frame at both ends.
  private static final double TOLERATED_SECONDS = 0.1;
  // Lossless ones do not, but stamps are rounded.
  private static final double TOLERATED_LOSSLESS = 0.002;

  private final Path path;
  private final Demuxer demuxer;
  private final Decoder decoder;
  private final TimeRange range;
  private final boolean allowDamaged;
  private final List<String> notes = new ArrayList<>();
  private int flawedFrames;

  SoundDecoding(Demuxer demuxer, Decoder decoder, TimeRange range, boolean allowDamaged) {
    this.path = demuxer.path();
    this.demuxer = demuxer;
    this.decoder = decoder;
    this.range = range;
    this.allowDamaged = allowDamaged;
  }

  Reading<Audio> read() {
    requireAllBytes();
    AVFrame frame = next();
    if (frame == null) {
      throw new MediaException(path + " has an audio stream without a single decodable sample");
    }
    SampleSink sink = new SampleSink(path, frame.sample_rate(), frame.channels(), range);
    if (!allowDamaged) {
      demuxer.statedSeconds().ifPresent(sink::expect);
    }
    SoundTimeline timeline =
        new SoundTimeline(frame.sample_rate(), secondsOfTick(), demuxer.mayRestartStamps());
    while (frame != null && !sink.isFull()) {
      long stamp = stamp(frame);
      sink.addSilence(timeline.silenceBefore(stamp, frame.nb_samples(), sink.position()));
      sink.add(frame);
      flawedFrames += isFlawed(frame) ? 1 : 0;
      frame = next();
    }
    if (!sink.isFull()) {
      requireWhole(sink.seconds(), timeline.firstSecond());
    }
    requireUndamaged();
    Audio audio = sink.finish(bits(demuxer.stream().codecpar()));
    notes.addAll(timeline.notes(sink.first(), sink.first() + audio.length()));
    return new Reading<>(audio, notes);
  }

  /** Returns the next frame, or null at the end and where a damaged file cannot be read further. */
  private AVFrame next() {
    try {
      return decoder.next();
    } catch (MediaException e) {
      if (!allowDamaged) {
        throw e;
      }
      notes.add(e.getMessage());
      return null;
    }
  }

  private double secondsOfTick() {
    AVRational unit = demuxer.stream().time_base();
    return (double) unit.num() / unit.den();
  }

  private static long stamp(AVFrame frame) {
    return frame.pts() == AV_NOPTS_VALUE ? frame.best_effort_timestamp() : frame.pts();
  }

  private static boolean isFlawed(AVFrame frame) {
    return frame.decode_error_flags() != 0 || (frame.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0;
  }

  private void requireAllBytes() {
    AVCodecParameters parameters = demuxer.stream().codecpar();
    SampleBytes bytes = SampleBytes.of(path).orElse(null);
    if (bytes == null || !bytes.isCutOff(Math.max(1, parameters.block_align()))) {
      return;
    }
    OptionalDouble seconds = secondsOf(bytes.stated(), parameters);
    if (seconds.isPresent()) {
      double share = (double) bytes.found() / bytes.stated();
      cutOff(seconds.getAsDouble() * share, seconds.getAsDouble());
    } else {
      flaw(
          String.format(
              "is cut off: it holds %,d of the %,d bytes of sound that its header states",
              bytes.found(), bytes.stated()));
    }
  }

  /** By the size of samples where they have one, else by the length that the header states. */
  private OptionalDouble secondsOf(long bytes, AVCodecParameters parameters) {
    return isPlain() && parameters.bit_rate() > 0
        ? OptionalDouble.of(8d * bytes / parameters.bit_rate())
        : demuxer.statedSeconds();
  }

  private boolean isPlain() {
    return codec().map(codec -> codec.name().getString().startsWith("pcm_")).orElse(false);
  }

  private Optional<AVCodecDescriptor> codec() {
    return Optional.ofNullable(avcodec_descriptor_get(demuxer.stream().codecpar().codec_id()));
  }

  private void requireUndamaged() {
    int flaws = decoder.damagedPackets() + flawedFrames;
    if (flaws > 0) {
      flaw(
          "is damaged: "
              + (flaws == 1 ? "1 packet of sound" : flaws + " packets of sound")
              + " cannot be decoded, or not without errors");
    }
  }

  /** Compares with the length in the header where it states one rather than guesses. */
  private void requireWhole(double found, double firstSecond) {
    OptionalDouble stated = demuxer.statedSeconds();
    double tolerated = isLosslesslyCoded() ? TOLERATED_LOSSLESS : TOLERATED_SECONDS;
    // Some containers count from their own beginning, others from that of the sound.
    double end = found + Math.max(0, firstSecond);
    if (notes.isEmpty() && stated.isPresent() && end < stated.getAsDouble() - tolerated) {
      cutOff(found, stated.getAsDouble());
    }
  }

  private boolean isLosslesslyCoded() {
    return !isPlain()
        && codec().map(codec -> (codec.props() & AV_CODEC_PROP_LOSSLESS) != 0).orElse(false);
  }

  private void cutOff(double found, double stated) {
    flaw(
        "is cut off: it holds "
            + Seconds.exactly(found)
            + " of the "
            + Seconds.exactly(stated)
            + " of sound that its header states");
  }

  private void flaw(String what) {
    if (!allowDamaged) {
      throw new MediaException(
          path + " " + what + "; with allow-damaged it is read as far as it goes");
    }
    notes.add("the file " + what);
  }

  private static int bits(AVCodecParameters parameters) {
    int raw = parameters.bits_per_raw_sample();
    int bits = raw > 0 ? raw : parameters.bits_per_coded_sample();
    return bits <= 0 || bits > 24 ? 32 : bits > 16 ? 24 : bits > 8 ? 16 : 8;
  }
}
