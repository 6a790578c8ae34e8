package io.raf4j.datasets.audio;

import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;

import io.raf4j.datasets.ffmpeg.Decoder;
import io.raf4j.datasets.ffmpeg.Demuxer;
import io.raf4j.datasets.ffmpeg.StreamKind;
import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.media.MediaFile;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/**
 * Sounds from files: WAV and whatever else FFmpeg decodes, the sound of a video included.
 *
 * <p>Sample rate and channels are kept, nothing is resampled or mixed. One thread and FFmpeg's
 * bit-exact mode: the same file gives the same bits, and a range the same as the whole. A range is
 * decoded from the start of the file, because few formats can be entered exactly; that is a few
 * hundred times faster than the sound lasts.
 *
 * <p>Memory: 4 bytes a sample of the range. Stateless and thread-safe.
 */
public final class AudioReader {

  // Lossy codecs hold back or add parts of a frame at both ends.
  private static final double TOLERATED_SECONDS = 0.1;

  private AudioReader() {}

  /**
   * Reads a whole sound.
   *
   * @throws MediaException when there is no such file, it is empty, FFmpeg cannot decode it, it has
   *     no audio stream or no sample, a part of it is damaged, or it ends before the length that it
   *     states
   */
  public static Audio read(Path path) {
    return read(path, TimeRange.ALL);
  }

  /**
   * Reads a part of a sound, its edges rounded to samples.
   *
   * @param from second at which the part starts, 0 or more
   * @param seconds how long it lasts; positive infinity for all that follows
   * @throws MediaException as {@link #read(Path)}, for what has to be decoded up to the part's end
   * @throws IllegalArgumentException when the part leaves the sound or has no sample
   */
  public static Audio read(Path path, double from, double seconds) {
    return read(path, TimeRange.of(from, seconds));
  }

  private static Audio read(Path path, TimeRange range) {
    MediaFile.require(path);
    RiffHeader.requireWhole(path);
    try (Demuxer demuxer = Demuxer.open(path, StreamKind.AUDIO);
        Decoder decoder = Decoder.start(demuxer)) {
      AVFrame frame = decoder.next();
      if (frame == null) {
        throw new MediaException(path + " has an audio stream without a single decodable sample");
      }
      SampleSink sink = new SampleSink(path, frame.sample_rate(), frame.channels(), range);
      while (frame != null && !sink.isFull()) {
        sink.add(frame);
        frame = decoder.next();
      }
      if (decoder.damagedPackets() > 0) {
        throw new MediaException(
            path + " is damaged: " + decoder.damagedPackets() + " packets cannot be decoded");
      }
      if (!sink.isFull()) {
        requireWhole(demuxer, sink);
      }
      return sink.finish(bits(demuxer.stream().codecpar()));
    }
  }

  /** Compares with the length in the header where it states one rather than guesses. */
  private static void requireWhole(Demuxer demuxer, SampleSink sink) {
    AVStream stream = demuxer.stream();
    if (stream.duration() == AV_NOPTS_VALUE || demuxer.guessesLength()) {
      return;
    }
    double unit = (double) stream.time_base().num() / stream.time_base().den();
    double stated = stream.duration() * unit;
    double found = (double) sink.decoded() / sink.sampleRate();
    if (found < stated - TOLERATED_SECONDS) {
      throw new MediaException(
          demuxer.path()
              + " is cut off: it holds "
              + found
              + " s of the "
              + stated
              + " s that its header states");
    }
  }

  private static int bits(AVCodecParameters parameters) {
    int raw = parameters.bits_per_raw_sample();
    int bits = raw > 0 ? raw : parameters.bits_per_coded_sample();
    return bits <= 0 || bits > 24 ? 32 : bits > 16 ? 24 : bits > 8 ? 16 : 8;
  }
}
