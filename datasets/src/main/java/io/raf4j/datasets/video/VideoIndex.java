package io.raf4j.datasets.video;

import io.raf4j.datasets.media.MediaException;
import io.raf4j.datasets.media.Orientation;
import io.raf4j.datasets.media.OrientationRule;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * What a clip is, as one pass of decoding all of it found, and how its frames are found again.
 *
 * <p>Nothing in it is a container's claim: the number of frames is that of those decoded, and a
 * place where decoding can start was tried. {@link VideoReader} holds every frame that it reads
 * against the checksum of this pass.
 *
 * @param height rows as shown
 * @param width columns as shown
 * @param orientation how the stored frames become those that are shown; {@link Orientation#UPRIGHT}
 *     where frames are taken as they are stored
 * @param pixelWidth with {@code pixelHeight}, the shape of a pixel as shown
 * @param pixelHeight with {@code pixelWidth}, the shape of a pixel as shown
 * @param codec FFmpeg's name of the codec, such as {@code h264}
 * @param pixelFormat FFmpeg's name of the pixel format, such as {@code yuv420p}
 * @param times when the frames are shown
 * @param stamps each frame's time stamp as the container states it, in the unit of its stream;
 *     empty where the stamps are not good enough to find a frame by
 * @param checksums CRC-32C of each frame as decoded
 * @param entries the places behind the start from which decoding gives the same frames
 * @param damaged frames that FFmpeg calls damaged; empty unless damage is allowed
 * @param notes what is remarkable about the clip, in sentences
 */
public record VideoIndex(
    int height,
    int width,
    Orientation orientation,
    int pixelWidth,
    int pixelHeight,
    String codec,
    String pixelFormat,
    FrameTimes times,
    List<Long> stamps,
    List<Integer> checksums,
    List<Entry> entries,
    List<Integer> damaged,
    List<String> notes)
    implements Serializable {

  /**
   * A place from which a clip can be decoded.
   *
   * @param frame the first frame that is right when decoding starts here
   * @param time in the unit of the stream, at which FFmpeg is told to seek it
   */
  public record Entry(int frame, long time) implements Serializable {}

  /** Copies the lists and checks that they belong together. */
  public VideoIndex {
    stamps = List.copyOf(stamps);
    checksums = List.copyOf(checksums);
    entries = List.copyOf(entries);
    damaged = List.copyOf(damaged);
    notes = List.copyOf(notes);
    if (checksums.size() != times.frames()) {
      throw new IllegalArgumentException(
          "checksums has " + checksums.size() + "; expected one for each of " + times.frames());
    }
    if (!stamps.isEmpty() && stamps.size() != times.frames()) {
      throw new IllegalArgumentException(
          "stamps has " + stamps.size() + "; expected none or " + times.frames());
    }
    if (stamps.isEmpty() && !entries.isEmpty()) {
      throw new IllegalArgumentException("entries has " + entries.size() + "; expected stamps too");
    }
  }

  /**
   * Decodes a clip once from its start to its end.
   *
   * @param rule whether frames are turned as the file says
   * @param allowDamaged whether a clip is taken as far as it can be decoded
   * @param framesSeen told the number of frames so far, after each
   * @throws MediaException when there is no such file, FFmpeg cannot decode it, it has no video
   *     stream or no frame, or, unless allowed, FFmpeg calls a part of it damaged or it holds less
   *     than it states
   */
  public static VideoIndex scan(
      Path clip, OrientationRule rule, boolean allowDamaged, IntConsumer framesSeen) {
    return new ClipScan(clip, rule, allowDamaged, framesSeen).run();
  }

  /**
   * Returns the index of the same clip under a rule, where the one at hand may have turned it.
   *
   * @param rule {@link OrientationRule#STORED} undoes what this turned
   */
  public VideoIndex as(OrientationRule rule) {
    if (rule == OrientationRule.SHOWN || orientation == Orientation.UPRIGHT) {
      return this;
    }
    boolean swaps = orientation.swapsSides();
    return new VideoIndex(
        swaps ? width : height,
        swaps ? height : width,
        Orientation.UPRIGHT,
        swaps ? pixelHeight : pixelWidth,
        swaps ? pixelWidth : pixelHeight,
        codec,
        pixelFormat,
        times,
        stamps,
        checksums,
        entries,
        damaged,
        notes);
  }

  /** Returns the shape of a pixel as shown. */
  public SampleAspect aspect() {
    return new SampleAspect(pixelWidth, pixelHeight);
  }

  /** Returns the number of frames. */
  public int frames() {
    return checksums.size();
  }

  /** Returns frames a second, in the mean. */
  public double frameRate() {
    return times.frameRate();
  }

  /** Returns how long the clip lasts. */
  public double durationSeconds() {
    return times.duration();
  }

  /** Returns from where decoding has to start for a frame: the last entry at or before it. */
  Entry entryFor(int frame) {
    Entry last = new Entry(0, 0);
    for (Entry entry : entries) {
      if (entry.frame() <= frame) {
        last = entry;
      }
    }
    return last;
  }

  /**
   * Cuts a part of the clip into ranges that can be read independently.
   *
   * <p>Cuts are made at entries where there are any, and elsewhere only where the frames between
   * the entry and the range, which are decoded in vain, are few: so reading all ranges decodes at
   * most {@code 1 + lead} times the part, and what precedes its first range. Where a clip has no
   * entries the ranges grow by a factor of {@code 1 + 1 / lead}.
   *
   * @param part the frames to be cut
   * @param least the fewest frames of a range, 1 or more; the last one may have fewer
   * @param lead the most frames decoded in vain before a range, as a multiple of its length, for
   *     all but the first; 0 or more
   * @throws IllegalArgumentException when the part leaves the clip
   */
  public List<FrameRange> ranges(FrameRange part, int least, double lead) {
    return new RangeCutter(this, part.within(frames()), least, lead).cut();
  }
}
