package io.raf4j.datasets.video;

import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * Turns the time stamps of a clip, which its container rounded to whole ticks, into times.
 *
 * <p>Stamps that are an even sequence but for this rounding become exactly even times: at the frame
 * rate that the file states where that fits, else at the mean. All others are taken as they are.
 */
final class FrameStamps {

  /** Half a frame off is a frame that is missing or repeated, and no rounding. */
  private static final double MOST_OF_A_FRAME = 0.4;

  /** The mean of coarser ticks would even out what is truly uneven. */
  private static final double COARSEST_TICK = 1.0 / 8;

  private static final double LONG_LAST_FRAME = 1.5;

  private final List<Long> stamps;
  private final long lastDuration;
  private final AVRational unit;

  /**
   * Takes the stamps of a clip.
   *
   * @param stamps strictly increasing
   * @param lastDuration how long the last frame is shown; 0 or less where that is unknown
   * @param unit of both, in seconds
   */
  FrameStamps(List<Long> stamps, long lastDuration, AVRational unit) {
    this.stamps = stamps;
    this.lastDuration = lastDuration;
    this.unit = unit;
  }

  /** Returns whether each stamp is there and later than the one before. */
  static boolean areIncreasing(List<Long> stamps) {
    for (int i = 0; i < stamps.size(); i++) {
      long least = i == 0 ? Long.MIN_VALUE + 1 : stamps.get(i - 1) + 1;
      if (stamps.get(i) < least) {
        return false;
      }
    }
    return true;
  }

  /** Returns the times, given the frame rate that the file states. */
  FrameTimes times(AVRational rate) {
    double period = (double) rate.den() * unit.den() / ((double) rate.num() * unit.num());
    if (fits(period, MOST_OF_A_FRAME * period)) {
      return FrameTimes.even(stamps.size(), rate.den(), rate.num());
    }
    long frames = stamps.size() - 1;
    double mean = frames == 0 ? 0 : (double) length() / frames;
    if (mean > 0 && fits(mean, mean * COARSEST_TICK < 1 ? 0 : 1)) {
      long numerator = length() * unit.num();
      long denominator = frames * unit.den();
      long common = common(numerator, denominator);
      if (Math.max(numerator, denominator) / common <= Integer.MAX_VALUE) {
        return FrameTimes.even(
            stamps.size(), (int) (numerator / common), (int) (denominator / common));
      }
    }
    long first = stamps.get(0);
    List<Long> ticks = stamps.stream().map(stamp -> stamp - first).toList();
    return new FrameTimes(ticks, length() + last(period), unit.num(), unit.den());
  }

  private long length() {
    return stamps.get(stamps.size() - 1) - stamps.get(0);
  }

  private long last(double period) {
    return lastDuration > 0 ? lastDuration : Math.max(1, Math.round(period));
  }

  private boolean fits(double period, double mostOff) {
    double tolerance = Math.min(1, mostOff) + 1e-6;
    for (int i = 0; i < stamps.size(); i++) {
      if (Math.abs(stamps.get(i) - stamps.get(0) - i * period) > tolerance) {
        return false;
      }
    }
    return lastDuration <= Math.max(LONG_LAST_FRAME * period, period + 1)
        && (stamps.size() > 1 || lastDuration <= 0 || Math.abs(lastDuration - period) <= tolerance);
  }

  private static long common(long a, long b) {
    return b == 0 ? a : common(b, a % b);
  }
}
