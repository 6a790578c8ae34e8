package io.raf4j.datasets.audio;

import io.raf4j.datasets.ffmpeg.Decoder;
import io.raf4j.datasets.ffmpeg.Demuxer;
import io.raf4j.datasets.ffmpeg.StreamKind;
import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.media.MediaFile;
import io.raf4j.datasets.media.Reading;
import java.nio.file.Path;

/**
 * Sounds from files: WAV and whatever else FFmpeg decodes, the sound of a video included.
 *
 * <p>Sample rate and channels are kept, nothing is resampled or mixed. Samples lie where their time
 * stamps put them: a gap in the stamps is silence, as {@link SoundTimeline} says, and the first
 * sample is at second 0. One thread and FFmpeg's bit-exact mode: the same file gives the same bits,
 * and a range the same as the whole. A range is decoded from the start of the file, because few
 * formats can be entered exactly; that is a few hundred times faster than the sound lasts.
 *
 * <p>Memory: 4 bytes a sample of the range, twice that where the length is not known before.
 * Stateless and thread-safe.
 */
public final class AudioReader {

  private AudioReader() {}

  /**
   * Reads a whole sound of which nothing is missing or damaged.
   *
   * @throws MediaException when there is no such file, it is empty, FFmpeg cannot decode it, it has
   *     no audio stream or no sample, a part of it is damaged, it ends before the length that it
   *     states, a sample is no finite number, or it does not fit into memory
   */
  public static Reading<Audio> read(Path path) {
    return read(path, TimeRange.ALL, false);
  }

  /**
   * Reads a part of a sound, its edges rounded to samples.
   *
   * @param from second at which the part starts, 0 or more
   * @param seconds how long it lasts; positive infinity for all that follows
   * @param allowDamaged whether what is missing or damaged is noted rather than refused; the sound
   *     is then read as far as it goes
   * @throws MediaException as {@link #read(Path)}, for what has to be decoded up to the part's end
   * @throws IllegalArgumentException when the part leaves the sound or has no sample
   */
  public static Reading<Audio> read(Path path, double from, double seconds, boolean allowDamaged) {
    return read(path, TimeRange.of(from, seconds), allowDamaged);
  }

  private static Reading<Audio> read(Path path, TimeRange range, boolean allowDamaged) {
    MediaFile.require(path);
    try (Demuxer demuxer = Demuxer.open(path, StreamKind.AUDIO);
        Decoder decoder = Decoder.start(demuxer)) {
      return new SoundDecoding(demuxer, decoder, range, allowDamaged).read();
    }
  }
}
