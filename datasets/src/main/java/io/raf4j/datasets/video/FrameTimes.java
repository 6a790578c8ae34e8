package io.raf4j.datasets.video;

import java.io.Serializable;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * When the frames of a clip are shown.
 *
 * <p>Frame i is shown from {@code ticks[i] * numerator / denominator} seconds until the next one
 * is, the last one until {@code end}. Whole numbers of a rational unit, as containers keep them, so
 * that what is written has exactly the stamps of what was read.
 *
 * @param ticks one a frame, strictly increasing
 * @param end after the last of them
 * @param numerator of the unit in seconds, 1 or more
 * @param denominator of the unit in seconds, 1 or more
 */
public record FrameTimes(List<Long> ticks, long end, int numerator, int denominator)
    implements Serializable {

  /** Checks the order and copies the list. */
  public FrameTimes {
    ticks = List.copyOf(ticks);
    if (ticks.isEmpty()) {
      throw new IllegalArgumentException("ticks is empty; expected one for each frame");
    }
    if (numerator < 1 || denominator < 1) {
      throw new IllegalArgumentException(
          "unit is " + numerator + "/" + denominator + " s; expected positive whole numbers");
    }
    for (int i = 0; i < ticks.size(); i++) {
      long next = i + 1 < ticks.size() ? ticks.get(i + 1) : end;
      if (next <= ticks.get(i)) {
        throw new IllegalArgumentException(
            "time " + next + " follows " + ticks.get(i) + " at frame " + i + "; expected more");
      }
    }
  }

  /**
   * Returns the times of frames that follow one another evenly.
   *
   * @param numerator of a frame's length in seconds
   * @param denominator of a frame's length in seconds
   */
  public static FrameTimes even(int frames, int numerator, int denominator) {
    return new FrameTimes(
        LongStream.range(0, frames).boxed().toList(), frames, numerator, denominator);
  }

  /**
   * Returns the times of frames that follow one another evenly.
   *
   * @param frameRate frames a second, above 0 and at most 1000
   */
  public static FrameTimes atRate(int frames, double frameRate) {
    if (!(frameRate > 0 && frameRate <= 1000)) {
      throw new IllegalArgumentException(
          "frameRate is " + frameRate + "; expected above 0 and at most 1000");
    }
    AVRational rate = Stamps.rate(frameRate);
    return even(frames, rate.den(), rate.num());
  }

  /** Returns the number of frames. */
  public int frames() {
    return ticks.size();
  }

  /** Returns when a frame is shown, in seconds after the first. */
  public double seconds(int frame) {
    return inSeconds(ticks.get(frame) - ticks.get(0));
  }

  /** Returns how long the clip lasts, in seconds. */
  public double duration() {
    return inSeconds(end - ticks.get(0));
  }

  private double inSeconds(long count) {
    return (double) count * numerator / denominator;
  }

  /** Returns whether all frames but the last are shown equally long. */
  public boolean isEven() {
    long first = frames() > 1 ? ticks.get(1) - ticks.get(0) : 0;
    for (int i = 2; i < frames(); i++) {
      if (ticks.get(i) - ticks.get(i - 1) != first) {
        return false;
      }
    }
    return true;
  }

  /** Returns frames a second, in the mean from the first to the last; of one frame, its own. */
  public double frameRate() {
    long length = frames() > 1 ? ticks.get(frames() - 1) - ticks.get(0) : end - ticks.get(0);
    return (double) Math.max(1, frames() - 1) * denominator / ((double) length * numerator);
  }

  /**
   * Returns the times of a part.
   *
   * @throws IllegalArgumentException when the range leaves the clip
   */
  public FrameTimes part(FrameRange range) {
    FrameRange part = range.within(frames());
    long partEnd = part.to() < frames() ? ticks.get(part.to()) : end;
    return new FrameTimes(ticks.subList(part.from(), part.to()), partEnd, numerator, denominator);
  }
}
